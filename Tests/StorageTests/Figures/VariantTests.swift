import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite("Figures: variants of texts") struct VariantTests {
    private static let texts = ["One", "Two"]

    private func steps(_ texts: [String] = Self.texts) throws -> [CampaignStep] {
        let variants = try texts.map { CampaignVariant(text: try MessageTemplate($0)) }
        return [CampaignStep(text: variants[0].text, variants: variants), try CampaignStep("Later", after: .days(1))]
    }

    /// Who gets which is the draw's word; the message keeps it, and what comes of it counts for it.
    @Test func whatComesOfAVariantCountsForIt() async throws {
        try await Bench.run { bench in
            let line = try await bench.line("one", price: 100)
            try await bench.campaign(steps: try steps(), contacts: 1...20)
            for _ in 1...20 { try await bench.send(line) }
            let own = Dictionary(grouping: 1...20) { index in
                CampaignDraw(campaign: "news", number: Bench.number(index).e164).variant < 5000 ? "A" : "B"
            }
            let (first, second) = (try #require(own["A"]), try #require(own["B"]))
            let stored = try await bench.texts("SELECT number || variant || text FROM message ORDER BY number")
            #expect(
                stored
                    == (1...20).map { index in
                        Bench.number(index).e164 + (first.contains(index) ? "AOne" : "BTwo")
                    }
            )
            let later = noon + .seconds(60)
            try await bench.receive("Yes", from: .person(Bench.number(first[0])), on: line, at: later)
            try await bench.receive("STOP", from: .person(Bench.number(second[0])), on: line, at: later)
            try await bench.goal("booked", of: second[1], at: later)
            let variants = try #require(try await bench.figures(at: later).variants)
            #expect(variants.map(\.step) == [1, 1] && variants.map(\.variant) == ["A", "B"])
            #expect(variants.map(\.messages.attempted) == [first.count, second.count])
            #expect(variants.map(\.messages.rates.response) == [Rate(1, of: first.count), Rate(0, of: second.count)])
            #expect(variants.map(\.messages.rates.optOut) == [Rate(0, of: first.count), Rate(1, of: second.count)])
            #expect(variants.map(\.messages.rates.success) == [Rate(0, of: first.count), Rate(1, of: second.count)])
            #expect(variants.map(\.messages.cost?.thousandths) == [100 * first.count, 100 * second.count])
            var filter = MessageFilter(limit: 50)
            (filter.campaign, filter.direction) = ("news", "out")
            let shown = try await bench.store.messages(filter).filter { $0.step == 1 }
            #expect(shown.count == 20 && shown.allSatisfy { $0.text == ($0.variant == "A" ? "One" : "Two") })
        }
    }

    /// What waits is written anew, and stays with its variant.
    @Test func anEditKeepsTheVariant() async throws {
        try await Bench.run { bench in
            let id = try await bench.campaign(steps: try steps(), contacts: 1...20)
            let before = try await bench.texts("SELECT number || variant FROM message ORDER BY number")
            _ = try await bench.store.write { transaction in
                var definition = try transaction.definition(of: id)
                definition.steps = try steps(["Uno", "Dos"])
                try transaction.run(
                    """
                    INSERT INTO campaign_version (campaign_id, number, hash, definition, made_by, created_at)
                    VALUES (?, 2, ?, ?, 'test', 0)
                    """,
                    [id, try definition.contentHash().hex, try transaction.json(definition)]
                )
                try transaction.run(
                    "UPDATE campaign SET version = 2, definition = ?, refreshed_message = 0 WHERE id = ?",
                    [try transaction.json(definition), id]
                )
            }
            _ = try await bench.store.plan(at: noon + .seconds(1))
            #expect(try await bench.texts("SELECT number || variant FROM message ORDER BY number") == before)
            #expect(
                try await bench.texts("SELECT DISTINCT variant || text FROM message ORDER BY 1") == ["AUno", "BDos"]
            )
        }
    }
}
