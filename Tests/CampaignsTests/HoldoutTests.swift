import Foundation
import Testing

@testable import Campaigns

@Suite
struct HoldoutTests {
    @Test(
        arguments: [
            ("10 %", 1000, "10 %"), ("10", 1000, "10 %"), ("2.5%", 250, "2.5 %"), ("0.01 %", 1, "0.01 %"),
            ("50 %", 5000, "50 %"),
            ("1.25 %", 125, "1.25 %"), ("0 %", nil, ""), ("51 %", nil, ""), ("ten", nil, ""), ("", nil, ""),
            ("0.001 %", nil, ""),
        ] as [(String, Int?, String)]
    )
    func reads(text: String, share: Int?, written: String) {
        let holdout = Holdout(text)
        #expect(holdout?.share == share)
        #expect((holdout?.description ?? "") == written)
        if let holdout { #expect(Holdout(holdout.description) == holdout) }
    }

    @Test func itIsDrawnApartFromVariants() {
        let holdout = Holdout(share: 2000)
        let numbers = (0..<4000).map { "+49151\(10_000_000 + $0)" }
        let held = numbers.filter { holdout?.holds($0, of: "x") == true }
        #expect((700...900).contains(held.count))
        let first = held.count { CampaignDraw(campaign: "x", number: $0).variant < 5000 }
        #expect(
            abs(Double(first) / Double(held.count) - 0.5) < 0.08,
            "held out are as often of one variant as of the other"
        )
        #expect(held != numbers.filter { holdout?.holds($0, of: "y") == true }, "every campaign draws anew")
    }

    private func read(_ more: String) throws -> CampaignDefinition {
        try
            (decoded(
                """
                {"name": "x", "agent": "y", "steps": [{"text": "z"}], "window": {"hours": "9-17", "zone": "UTC"}\(more)}
                """
            ) as CampaignFile).validate(zones: zones)
    }

    @Test func standsInTheFile() throws {
        let definition = try read(", \"holdout\": \"10 %\", \"goal\": {\"name\": \"paid\"}")
        #expect(definition.holdout?.share == 1000)
        #expect(try CampaignFile(definition).validate(zones: zones) == definition)
        let stored = try JSONEncoder().encode(definition)
        #expect(try JSONDecoder().decode(CampaignDefinition.self, from: stored) == definition)
        for more in ["60 %\"", "10 %\", \"goal\": {\"name\": \"reply\"}"] {
            let problems = #expect(throws: CampaignProblems.self) { try read(", \"holdout\": \"\(more)") }
            #expect(problems?.problems.map(\.key) == ["holdout"])
        }
        var other = definition
        other.holdout = Holdout(share: 500)
        #expect(CampaignEdit(from: definition, to: other, isStarted: false, sentSteps: 0).problems.isEmpty)
        #expect(
            CampaignEdit(from: definition, to: other, isStarted: true, sentSteps: 0).problems.map(\.key) == ["holdout"]
        )
    }

    /// Newcombe's own examples (1998, table II).
    @Test(arguments: [
        (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
        (0, 10, 0, 20, -0.1611, 0.2775), (10, 10, 0, 20, 0.6791, 1.0),
    ])
    func theIntervalIsNewcombes(one: Int, of: Int, other: Int, ofOther: Int, low: Double, high: Double) throws {
        let interval = try #require(IncrementalFigures.interval(Rate(one, of: of), Rate(other, of: ofOther)))
        #expect(abs(interval.lowerBound - low) < 6e-5 && abs(interval.upperBound - high) < 6e-5, "\(interval)")
    }

    @Test func whatCameOnTopIsCounted() throws {
        let holdout = HoldoutFigures(
            treated: 900,
            treatedSucceeded: 90,
            treatedValue: Amount("900"),
            heldOut: 100,
            heldOutSucceeded: 5,
            heldOutValue: Amount("50")
        )
        let effect = try #require(IncrementalFigures(holdout, cost: Amount("150")))
        #expect(effect.difference == 0.05)
        #expect(effect.low < 0.05 && effect.high > 0.05)
        #expect(effect.successes == 45)
        #expect(effect.value == Amount("450"))
        #expect(effect.roi == 2)
        #expect(IncrementalFigures(holdout, cost: nil)?.roi == nil)
        var few = holdout
        few.heldOut = 99
        #expect(IncrementalFigures(few, cost: nil) == nil)
        few = holdout
        (few.treatedSucceeded, few.heldOutSucceeded) = (5, 4)
        #expect(IncrementalFigures(few, cost: nil) == nil)
    }
}
