import Campaigns
import Testing

@testable import Storage

/// What people did is written down in the transaction that does it, with their names, and stays.
@Suite struct AuditTests {
    private func lines(_ bench: Bench, _ filter: AuditFilter = AuditFilter()) async throws -> [String] {
        try await bench.store.audit(filter).reversed().map { entry in
            let object = [entry.campaign, entry.number, entry.list].compactMap(\.self).joined(separator: " ")
            return "\(entry.actor) \(entry.action) \(object) \(entry.before ?? "-") > \(entry.after ?? "-")"
        }
    }

    @Test func campaigns() async throws {
        try await Bench.run { bench in
            let store = bench.store
            let number = Bench.number(1)
            var definition = CampaignDefinition(name: "news", agent: "a", steps: [try CampaignStep("one")])
            _ = try await store.createCampaign(definition, audience: .everyone, by: "anna", at: noon)
            definition.limits.perHour = 5
            _ = try await store.edit(campaign: "news", to: definition, by: "ben", at: noon)
            try await bench.campaign("other", contacts: 1...2)
            try await store.change(campaign: "other", .pause, by: "anna", at: noon)
            #expect(try await store.campaign("other", at: noon, Situation()).activity == "paused: by anna")
            try await store.change(campaign: "other", .resume, by: "ben", at: noon)
            _ = try await store.stop(number, campaign: "other", reason: "by phone", by: "anna", at: noon)
            _ = try await store.reach(Goal(name: "paid"), by: number, source: "till", actor: "ben", at: noon)
            try await store.change(campaign: "other", .cancel, by: "anna", at: noon)
            let found = try await lines(bench)
            try #require(found.count == 7, "\(found)")
            #expect(found[0].hasPrefix("anna campaign.create news - > version 1, "))
            #expect(found[1].hasPrefix("ben campaign.edit news version 1, "))
            #expect(found[1].hasSuffix(": limits.per_hour"))
            #expect(found[2] == "anna campaign.pause other running > paused")
            #expect(found[3] == "ben campaign.resume other paused > running")
            #expect(found[4] == "anna campaign.stop other \(number.e164) - > 1 way ended; by phone")
            #expect(found[5] == "ben campaign.goal other \(number.e164) - > paid")
            #expect(found[6] == "anna campaign.cancel other running > cancelled")
            var filter = AuditFilter()
            filter.campaign = "news"
            #expect(try await lines(bench, filter).count == 2)
            filter.actor = "ben"
            #expect(try await lines(bench, filter).count == 1)
            filter.since = noon + .seconds(1)
            #expect(try await lines(bench, filter).isEmpty)
        }
    }

    @Test func suppressions() async throws {
        try await Bench.run { bench in
            let number = Bench.number(1)
            _ = try await bench.store.suppress(number, reason: .byHand, note: "asked", by: "anna", at: noon)
            try await bench.store.correctSuppression(of: number, note: "typed wrongly", by: "ben", at: noon)
            try await bench.store.noteImport(ofSuppressions: "a.csv", added: 2, rows: 3, by: "anna", at: noon)
            #expect(
                try await lines(bench) == [
                    "anna suppression.add \(number.e164) - > byHand: asked",
                    "ben suppression.remove \(number.e164) byHand > typed wrongly",
                    "anna suppression.import a.csv - > 2 added, 3 rows",
                ]
            )
            let history = try await bench.store.suppressionHistory(of: number)
            #expect(history.map(\.by) == ["anna"] && history.map(\.liftedBy) == ["ben"])
        }
    }

    /// What recipients and rules do is not what people did.
    @Test func nobodyDidWhatHappensByItself() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            try await bench.receive("STOP", on: line)
            #expect(try await lines(bench).isEmpty)
        }
    }

    /// Not a word of it can be changed or taken away; of an erased person it forgets the number.
    @Test func itIsAppendOnly() async throws {
        try await Bench.run { bench in
            let number = Bench.number(1)
            _ = try await bench.store.suppress(number, reason: .byHand, note: "asked", by: "anna", at: noon)
            for change in [
                "DELETE FROM audit", "UPDATE audit SET actor = 'eve'", "UPDATE audit SET after = 'other'",
                "UPDATE audit SET number = '+4915100000002', before = NULL, after = NULL",
            ] {
                await #expect(throws: StorageError.self, "\(change)") {
                    _ = try await bench.store.write { transaction in try transaction.run(change) }
                }
            }
            _ = try await bench.store.erase(number, by: "maria", reason: "letter", at: noon + .seconds(60))
            let entries = try await bench.store.audit(AuditFilter())
            #expect(entries.map(\.actor) == ["anna"])
            #expect(entries[0].number?.hasPrefix("+") == false && entries[0].after == nil)
        }
    }
}
