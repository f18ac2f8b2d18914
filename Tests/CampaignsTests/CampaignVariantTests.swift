import Foundation
import Testing

@testable import Campaigns

@Suite
struct CampaignVariantTests {
    /// The first and the second 8 octets of the SHA-256 of `Reminder`, a line feed and the number, as other programs compute
    /// them, modulo 10,000.
    @Test(
        arguments: [
            ("+4915112340001", 1215, 3540),
            ("+4915112340002", 5260, 6560),
            ("+4915112340003", 4154, 6820),
        ] as [(String, Int, Int)]
    )
    func theDrawIsForEver(number: String, holdout: Int, variant: Int) {
        let draw = CampaignDraw(campaign: "Reminder", number: number)
        #expect((draw.holdout, draw.variant) == (holdout, variant))
    }

    private func step(_ weights: [Int]) throws -> CampaignStep {
        let variants = try weights.enumerated().map { index, weight in
            CampaignVariant(text: try MessageTemplate("Text \(CampaignVariant.name(index))"), weight: weight)
        }
        return CampaignStep(text: variants[0].text, variants: variants)
    }

    /// 4000 numbers; a share is off by less than four of its standard deviations.
    @Test(arguments: [[1, 1], [1, 3], [2, 1, 1], [1, 1, 1, 1], [100, 1]])
    func weightsAreShares(weights: [Int]) throws {
        let step = try step(weights)
        let count = 4000
        var found = [Int](repeating: 0, count: weights.count)
        for index in 0..<count {
            let draw = CampaignDraw(campaign: "x", number: "+49151\(10_000_000 + index)")
            found[try #require(step.variant(by: draw))] += 1
        }
        for (index, weight) in weights.enumerated() {
            let share = Double(weight) / Double(weights.reduce(0, +))
            let deviation = (Double(count) * share * (1 - share)).squareRoot()
            #expect(abs(Double(found[index]) - Double(count) * share) < 4 * deviation, "\(found)")
        }
    }

    private let rest = """
        "name": "Reminder", "agent": "y", "window": {"hours": "9-17", "zone": "UTC"}
        """

    private func read(_ step: String) throws -> CampaignDefinition {
        try (decoded("{\(rest), \"steps\": [\(step)]}") as CampaignFile).validate(zones: zones)
    }

    @Test func eachGetsTheTextOfItsVariant() throws {
        let definition = try read(
            """
            {"variants": [{"text": "One {{name}}"}, {"text": "Two {{name}}", "weight": 3}]}
            """
        )
        for index in 1...50 {
            let number = "+49151123400\(index < 10 ? "0" : "")\(index)"
            let draw = CampaignDraw(campaign: "Reminder", number: number)
            let expected = draw.variant < 2500 ? 0 : 1
            #expect(definition.variant(ofStep: 0, number: number) == expected)
            #expect(
                try definition.text(ofStep: 0, for: number, fields: ["name": "Ana"])
                    == ["One Ana", "Two Ana"][expected]
            )
        }
        #expect(try CampaignFile(definition).validate(zones: zones) == definition)
        let stored = try JSONEncoder().encode(definition)
        #expect(try JSONDecoder().decode(CampaignDefinition.self, from: stored) == definition)
        var edited = definition
        edited.agent = "another"
        edited.steps[0].delay = .days(1)
        #expect(
            edited.variant(ofStep: 0, number: "+4915112340001")
                == definition.variant(ofStep: 0, number: "+4915112340001")
        )
    }

    @Test func whatHasNoVariantsIsStoredAsBefore() throws {
        let definition = try read("{\"text\": \"One\"}")
        let json = String(decoding: try CanonicalJSON.octets(of: definition), as: UTF8.self)
        #expect(!json.contains("variants"))
        #expect(definition.variant(ofStep: 0, number: "+4915112340001") == nil)
    }

    @Test(arguments: [
        ("{\"text\": \"a\", \"variants\": [{\"text\": \"b\"}, {\"text\": \"c\"}]}", ["steps[0]"]),
        ("{\"variants\": [{\"text\": \"b\"}]}", ["steps[0].variants"]),
        ("{\"variants\": [{\"text\": \"b\"}, {\"text\": \"b\"}]}", ["steps[0].variants[1].text"]),
        (
            "{\"variants\": [{\"text\": \"b\", \"weight\": 0}, {}]}",
            ["steps[0].variants[0].weight", "steps[0].variants[1].text"]
        ),
        (
            "{\"variants\": [{\"text\": \"a\"}, {\"text\": \"b\"}, {\"text\": \"c\"}, {\"text\": \"d\"}, {\"text\": \"e\"}]}",
            ["steps[0].variants"]
        ),
        ("{\"variants\": [{\"text\": \"Hi {{name\"}, {\"text\": \"c\"}]}", ["steps[0].variants[0].text"]),
    ])
    func wrongOnesAreTold(step: String, keys: [String]) throws {
        let problems = #expect(throws: CampaignProblems.self) { try read(step) }
        #expect(problems?.problems.map(\.key) == keys)
    }

    @Test func sentVariantsStay() throws {
        let old = try read("{\"variants\": [{\"text\": \"a\"}, {\"text\": \"b\"}]}")
        let new = try read("{\"variants\": [{\"text\": \"a\", \"weight\": 2}, {\"text\": \"c\"}]}")
        let edit = CampaignEdit(from: old, to: new, isStarted: true, sentSteps: 1)
        #expect(
            Set(edit.problems.map(\.key)).isSuperset(of: ["steps[0].variants[0].weight", "steps[0].variants[1].text"])
        )
        #expect(CampaignEdit(from: old, to: new, isStarted: true, sentSteps: 0).problems.isEmpty)
        #expect(edit.changedTexts == [0])
    }
}
