import Campaigns
import Foundation
import Testing

@testable import smsbridge

@Suite("Campaign files on the command line")
struct CampaignFileReaderTests {
    private func read(_ yaml: String) throws -> CampaignFileReader {
        try CampaignFileReader(YAMLFile(name: "/x/c.yaml", text: yaml), zones: ZoneDirectory())
    }

    private static let good = """
        name: "007"
        agent: desk
        contacts: list.csv
        window:
          hours: 09:00-18:00
          zone: Europe/Berlin
        limits:
          per_day: 10
        ends:
          on_failure: false
        steps:
          - text: 12
        """

    @Test("the campaign travels as JSON: numbers and truths where they belong, all else as text")
    func json() throws {
        let file = try read(Self.good)
        #expect(file.contacts == "/x/list.csv")
        #expect(file.definition.endsOnFailure == false)
        let decoded = try JSONDecoder().decode(CampaignFile.self, from: Data(file.json))
        #expect(decoded.name == "007")
        #expect(decoded.limits?.perDay == 10)
        #expect(decoded.ends?.onFailure == false)
        #expect(decoded.steps?.first?.text == "12")
        #expect(try decoded.validate(zones: ZoneDirectory()) == file.definition)
    }

    @Test(
        "what is printed of a campaign can be read again, amounts included",
        arguments: ["0.35", "5", "1200", "12.50"]
    )
    func printed(amount: String) throws {
        let yaml =
            Self.good.replacing("contacts: list.csv\n", with: "")
            .replacing("per_day: 10", with: "budget: \(amount)")
            .replacing("- text: 12", with: "- text: \"budget: 5e+0\"") + "\ngoal:\n  value: \(amount)\n"
        let definition = try read(yaml).definition
        let printed = try YAMLText.of(CampaignFile(definition))
        #expect(try read(printed).definition == definition, "\(printed)")
        #expect(definition.budget == Amount(amount))
    }

    @Test("every yes or no of a campaign file is read as one")
    func truths() throws {
        let yaml =
            Self.good.replacing("contacts: list.csv", with: "agent_may_resume: true")
            + "\n  - {delay: 1 day, text: b, require_delivered: true}\n"
        let definition = try read(yaml).definition
        #expect(definition.agentMayResume && !definition.endsOnFailure)
        #expect(definition.steps.map(\.requiresDelivery) == [false, true])
    }

    @Test(
        "problems stand where the file has them",
        arguments: [
            ("per_day: 10", "per_dya: 10", 8, "limits.per_dya", "did you mean"),
            ("per_day: 10", "per_day: ten", 8, "limits.per_day", "does not fit"),
            ("Europe/Berlin", "Europe/Berlni", 6, "window.zone", "no time zone"),
            ("- text: 12", "- text: \"{{\"", 12, "steps[0].text", "never closed"),
            ("- text: 12", "- txt: 12", 12, "steps[0].txt", "did you mean"),
            ("agent: desk", "agent:", 2, "agent", "is missing"),
        ]
    )
    func problems(old: String, new: String, line: Int, key: String, says: String) throws {
        let yaml = Self.good.replacingOccurrences(of: old, with: new)
        let problems = try #require(throws: FileProblems.self) { try read(yaml) }
        let match = problems.all.contains { $0.line == line && $0.key == key && $0.message.contains(says) }
        #expect(match, "\(problems)")
    }

    @Test("what is wrong in different ways is told in one round")
    func oneRound() throws {
        let yaml = """
            name: X
            window: {hours: "09:00-18:00", zone: Europe/Berlni}
            limits: {per_dya: 3, per_hour: ten}
            steps:
              - {text: "{{"}
              - {text: [a]}
              - {delay: sometime, text: hi}
            """
        let problems = try #require(throws: FileProblems.self) { try read(yaml) }
        let keys = problems.all.map { "\($0.line ?? 0) \($0.key)" }
        let expected = [
            "1 agent", "2 window.zone", "3 limits.per_dya", "3 limits.per_hour", "5 steps[0].text", "6 steps[1].text",
            "7 steps[2].delay",
        ]
        #expect(keys.sorted() == expected, "\(problems)")
    }
}
