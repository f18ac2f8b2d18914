import Campaigns
import Testing

@testable import Storage

@Suite("Lists of suppressions")
struct SuppressionListTests {
    private static let key = Array("a key that both sides know".utf8)

    private func row(_ target: SuppressionList.Target, line: Int = 2) -> SuppressionList.Row {
        SuppressionList.Row(line: line, target: target, reason: .imported)
    }

    @Test("a number of a list is suppressed once, and what is queued for it is taken back")
    func numbers() async throws {
        try await Bench.run { bench in
            let message = try await bench.enqueue()
            let rows = [row(.number(Bench.number(1)))]
            #expect(try await bench.store.checkSuppressions(rows, key: nil).map(\.verdict) == [.added])
            #expect(try await bench.state(message) == .queued)
            let added = try await bench.store.suppressRows(rows, list: "optouts.csv", key: nil, at: noon)
            #expect(added.map(\.verdict) == [.added])
            #expect(try await bench.state(message) == .suppressed)
            let again = try await bench.store.suppressRows(rows, list: "optouts.csv", key: nil, at: noon)
            #expect(again.map(\.verdict) == [.unchanged])
            let note = try await bench.text("SELECT note FROM suppression")
            #expect(note == "from the list optouts.csv, line 2")
        }
    }

    @Test("a hash of a list is recognised when its number comes, and in an export under the same key")
    func hashes() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...2)
            let hash = Digest.hmac(Bench.number(1).e164, key: Self.key)
            let rows = [row(.hash(hash))]
            #expect(
                try await bench.store.suppressRows(rows, list: "h.csv", key: Self.key, at: noon).map(\.verdict) == [
                    .added
                ]
            )
            #expect(
                try await bench.store.suppressRows(rows, list: "h.csv", key: Self.key, at: noon).map(\.verdict) == [
                    .unchanged
                ]
            )
            // What was queued before is found at the last check.
            #expect(try await bench.send(line)?.number == Bench.number(2))
            #expect(try await bench.enrollments() == ["optedOut", "completed"])
            let id = try await bench.enqueue()
            #expect(try await bench.state(id) == .suppressed)
            #expect(
                try await bench.count("SELECT COUNT(*) FROM suppression WHERE number = '\(Bench.number(1).e164)'") == 0
            )

            _ = try await bench.store.suppress(Bench.number(3), reason: .complaint, note: "a secret", at: noon)
            var filter = SuppressionFilter()
            filter.includingHidden = false
            let views = try await bench.store.suppressions(filter)
            #expect(views.count == 1)
            let line3 = views[0].csvLine(hashedWith: Self.key)
            #expect(line3.hasPrefix(Digest.hmac(Bench.number(3).e164, key: Self.key) + ",complaint,"))
            #expect(!line3.contains("secret"))
        }
    }
}
