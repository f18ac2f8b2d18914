import Campaigns
import Foundation
import GRDB
import SMS
import Testing

@testable import Storage

/// What something else than the gateway wrote or damaged must not end the process.
@Suite struct DamagedRowTests {
    private static let late = noon + .seconds(7200)

    private func store(
        part columns: String,
        _ values: String,
        in bench: Bench
    ) async throws {
        _ = try await bench.store.write { transaction in
            try transaction.run(
                """
                INSERT INTO part (route_id, fingerprint, sender, number, raw, received_at\(columns))
                SELECT id, 'old', '+4915100000001', '+4915100000001', '00', \(noon.milliseconds)\(values) FROM route LIMIT 1
                """
            )
        }
    }

    /// A part that says of no message which it belongs to is handed on once, as what cannot be read.
    @Test(arguments: [
        ("", ""), (", reference", ", 7"), (", reference, total", ", 7, 2"), (", total, sequence", ", 2, 1"),
    ])
    func aPartWithoutItsPlaceIsShownToAPerson(columns: String, values: String) async throws {
        try await Bench.withFile { folder in
            try await Bench.run(path: folder + "/a.db") { bench in
                _ = try await bench.line()
                try await store(part: columns, values, in: bench)
            }
            try await Bench.run(path: folder + "/a.db") { bench in
                let line = try await bench.line()
                #expect(try await bench.store.recover(at: noon) == 0)
                let early = try await bench.store.plan(at: noon)
                #expect(early.damaged == 0 && early.next == noon + .seconds(3600), "\(early)")
                // One of a message of the same person that is whole but for it.
                _ = try await bench.receive(
                    .partOfText(reference: 7, total: 2, sequence: 2),
                    on: line,
                    id: "new",
                    raw: "00",
                    at: noon + .seconds(60)
                )
                let planned = try await bench.store.plan(at: Self.late)
                #expect(planned.damaged == 1 && planned.incomplete == 1, "\(planned)")
                #expect(planned.next.map { $0 > Self.late } != false, "nothing waits any more")
                let again = try await bench.store.plan(at: Self.late + .seconds(1))
                #expect(again.damaged == 0 && again.incomplete == 0)
                let waiting = try await bench.store.conversations(owner: nil, waiting: true, limit: 5)
                #expect(waiting.map(\.number) == ["+4915100000001"])
                #expect(try await bench.texts("SELECT kind FROM decision WHERE kind = 'damagedPart'").count == 1)
                #expect(try await bench.count("SELECT COUNT(*) FROM part WHERE inbound_id IS NULL") == 0)
            }
        }
    }

    /// A value that cannot be read fails its request with words, and no other.
    @Test func whatCannotBeReadFailsItsOwnRequest() async throws {
        try await Bench.withFile { folder in
            try await Bench.run(path: folder + "/a.db") { bench in
                let message = try await bench.enqueue("first")
                let line = try await bench.line()
                _ = try await bench.store.write { try $0.run("UPDATE message SET created_at = 'soon'") }
                let failure = try await #require(throws: StorageError.self) {
                    _ = try await bench.store.messages(MessageFilter())
                }
                #expect(
                    failure.description.hasPrefix("a stored row is damaged, nothing was done: ")
                        && failure.description.hasSuffix("is not what it should be (id \(message))"),
                    "\(failure)"
                )
                // Nothing of a request that met one stays.
                await #expect(throws: StorageError.self) { _ = try await bench.claim(line) }
                #expect(try await bench.state(message) == .queued)
                _ = try await bench.store.write { try $0.run("UPDATE message SET created_at = ?", [noon.milliseconds]) }
                #expect(try await bench.claim(line)?.id == message)
            }
        }
    }

    /// Nothing where something is needed, of every type that is read.
    @Test func nothingWhereSomethingIsNeededIsNoTrap() async throws {
        try await Bench.run { bench in
            func fails<Value: StoredValue & Sendable>(_ type: Value.Type) async {
                await #expect(throws: StorageError.damaged("column x of a row with x, y… is empty")) {
                    _ = try await bench.store.read { try $0.first("SELECT NULL AS x, 1 AS y")?["x"] as Value? ?? nil }
                    _ = try await bench.store.read { transaction in
                        let value: Value? = try transaction.first("SELECT NULL AS x, 1 AS y").map { $0["x"] }
                        return value
                    }
                }
            }
            await fails(Int.self)
            await fails(Int64.self)
            await fails(Double.self)
            await fails(Bool.self)
            await fails(String.self)
            await #expect(throws: StorageError.self) {
                _ = try await bench.store.read { try $0.first("SELECT 1 AS x").map { $0["z"] as Int } }
            }
            await #expect(throws: StorageError.self) {
                _ = try await bench.store.read { try $0.first("SELECT 1 AS x").map { $0[3] as Int } }
            }
            let optional = try await bench.store.read { try $0.first("SELECT NULL AS x").map { $0["x"] as Int? } }
            #expect(optional == .some(nil))
        }
    }
}
