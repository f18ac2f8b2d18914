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

    @Test("our own hashed export that comes back adds nothing")
    func ownExport() async throws {
        try await Bench.run { bench in
            for index in 1...600 {
                _ = try await bench.store.suppress(Bench.number(index), reason: .byHand, note: nil, at: noon)
            }
            try await bench.store.correctSuppression(of: Bench.number(600), note: "typed wrongly", at: noon)
            let views = try await bench.store.suppressions(SuppressionFilter())
            let rows = views.enumerated().map { index, view in
                row(.hash(String(view.csvLine(hashedWith: Self.key).prefix(64))), line: index + 2)
            }
            let other = row(.hash(Digest.hmac(Bench.number(700).e164, key: Self.key)), line: 700)
            let lifted = row(.hash(Digest.hmac(Bench.number(600).e164, key: Self.key)), line: 701)
            let known = try await bench.store.suppressedHashes(under: Self.key)
            let verdicts = try await bench.store.suppressRows(
                rows + [other, lifted],
                list: "h.csv",
                key: Self.key,
                known: known,
                at: noon
            ).map(\.verdict)
            #expect(verdicts.dropLast(2).allSatisfy { $0 == .unchanged } && verdicts.count == 601)
            #expect(verdicts.suffix(2) == [.added, .added])
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == 601)
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
