import Campaigns
import Testing

@testable import Storage

@Suite("Figures: the holdout") struct HoldoutStoreTests {
    private func prepare(_ bench: Bench) async throws -> (held: [Int], written: [Int]) {
        let holdout = try #require(Holdout("50 %"))
        try await bench.campaign(contacts: 1...300) {
            $0.holdout = holdout
            $0.goal = CampaignGoal(name: "paid", value: Amount("10"))
        }
        let held = (1...300).filter { holdout.holds(Bench.number($0).e164, of: "news") }
        return (held, (1...300).filter { !held.contains($0) })
    }

    @Test func whoIsHeldOutGetsNothingAndCountsAllTheSame() async throws {
        try await Bench.run { bench in
            let (held, written) = try await prepare(bench)
            #expect((105...195).contains(held.count))
            let excluded = try await bench.texts(
                "SELECT number FROM enrollment WHERE reason = 'holdout' ORDER BY number"
            )
            #expect(excluded == held.map { Bench.number($0).e164 })
            #expect(try await bench.count("SELECT COUNT(*) FROM message") == written.count)
            let numbers = try await bench.texts("SELECT DISTINCT number FROM message ORDER BY number")
            #expect(numbers == written.map { Bench.number($0).e164 })
            // Named or not, a goal of theirs is theirs, ends nothing, and is no success of the campaign.
            for (index, name) in [(held[0], String?.none), (held[1], "news"), (written[0], nil), (written[1], "news")] {
                let goal = Goal(name: "paid")
                _ = try await bench.store.reach(goal, by: Bench.number(index), campaign: name, source: "crm", at: noon)
            }
            let figures = try await bench.figures()
            #expect(
                figures.holdout
                    == HoldoutFigures(
                        treated: written.count,
                        treatedSucceeded: 2,
                        treatedValue: Amount("20"),
                        heldOut: held.count,
                        heldOutSucceeded: 2,
                        heldOutValue: Amount("20")
                    )
            )
            #expect(figures.funnel.succeeded == 2)
            #expect(figures.money.value == Amount("20"))
            #expect(figures.goals.map(\.events) == [2])
            #expect(figures.days?.map(\.goals) == [2])
            #expect(figures.exclusions.map(\.reason) == ["holdout"])
            #expect(figures.incremental == nil, "so few say nothing")
        }
    }

    @Test func theEffectIsWhatCameOnTop() async throws {
        try await Bench.run { bench in
            let line = try await bench.line("one", price: 100)
            let (held, written) = try await prepare(bench)
            try await bench.send(line)
            for index in written.prefix(60) + held.prefix(5) { try await bench.goal("paid", of: index) }
            let figures = try await bench.figures()
            let effect = try #require(figures.incremental)
            let expected = Double(5 * written.count) / Double(held.count)
            #expect(abs(effect.successes - (60 - expected)) < 1e-5)
            #expect(effect.low > 0)
            #expect(try #require(effect.roi) < (try #require(figures.money.roi)))
        }
    }

    /// What the preflight shows is what the start does.
    @Test func thePreflightLeavesOutTheSame() async throws {
        try await Bench.run { bench in
            let (held, _) = try await prepare(bench)
            _ = try await bench.store.write { try $0.run("UPDATE campaign SET state = 'draft'") }
            let subject = try await bench.store.preflightSubject("news")
            let page = try await bench.store.preflightPage(of: subject, after: -1, most: 1000, known: [], at: noon)
            let found = page.rows.filter { $0.row.exclusion == .heldOut }.map(\.row.number)
            #expect(found == held.map { Bench.number($0) })
        }
    }
}
