import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite("A stored row that cannot be read ends its request, and never the process")
struct UnreadableRowTests {
    @Test("whatever a column holds that must be something else", arguments: ["NULL", "'text'", "x'00ff'", "1e300"])
    func columns(value: String) async throws {
        try await Bench.run { bench in
            let sql = "SELECT 7 AS id, \(value) AS odd"
            let bodies: [@Sendable (Row) -> Void] = [
                { _ = $0["odd"] as Int64 }, { _ = $0[1] as Int }, { _ = $0["missing"] as Bool },
            ]
            for body in bodies {
                let read = { @Sendable () async throws -> Void in
                    try await bench.store.read { transaction in
                        for row in try transaction.all(sql) { body(row) }
                    }
                }
                let error = await #expect(throws: StorageError.self) { try await read() }
                #expect(error?.description.contains("of the row 7") == true, "\(String(describing: error))")
            }
            // The next request reads what is right.
            let next = try await bench.count("SELECT 1")
            #expect(next == 1)
        }
    }

    @Test("what a request wrote before it came to such a row is taken back")
    func rollsBack() async throws {
        try await Bench.run { bench in
            let write = { @Sendable () async throws -> Void in
                try await bench.store.write { transaction in
                    try transaction.run("INSERT INTO wording (sha256, text) VALUES ('a', 'b')")
                    for row in try transaction.all("SELECT NULL AS odd") { _ = row["odd"] as String }
                }
            }
            await #expect(throws: StorageError.self) { try await write() }
            let kept = try await bench.count("SELECT COUNT(*) FROM wording")
            #expect(kept == 0)
        }
    }

    @Test("NULL where it may stand is nil")
    func optional() async throws {
        try await Bench.run { bench in
            let found = try await bench.store.read { transaction in
                try transaction.all("SELECT NULL AS odd, 'a' AS text").map { row in
                    [row["odd"] as String?, row[0] as String?, row["text"] as String?, row["missing"] as String?]
                }
            }
            #expect(found == [[nil, nil, "a", nil]])
        }
    }

    @Test("a conversation that lost its number is an error for whoever looks at it")
    func damaged() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("Hello", on: line)
            _ = try await bench.store.write { transaction in
                try transaction.run("UPDATE inbound SET text = x'ff00ff'")
            }
            _ = try? await bench.store.messages(MessageFilter())
            #expect(try await bench.count("SELECT COUNT(*) FROM inbound") == 1)
        }
    }
}
