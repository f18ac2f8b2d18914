import Campaigns
import Foundation
import Testing

@testable import smsbridge

@Suite("What an agent does beside answering, on the terminal")
struct AgentTranscriptTests {
    private static let decision = AgentDecision.setting(
        ["plan": "pro", "age": "7"],
        .directing(AgentOrders(sequence: .stop, tags: ["vip", "blue"]), .reply("Done.", why: "said so"))
    )

    private func happening() async throws -> TrialSession.Happening {
        var session = TrialSession(
            house: .init(senderName: "Shop"),
            fields: [:],
            sent: nil,
            at: Timestamp(seconds: 1_795_420_800),
            name: "x"
        )
        return try await session.receive("Hi", trying: { _ in Self.decision })
    }

    @Test("a chat's turn in JSON has it")
    func chat() async throws {
        let line = try AgentChatCommand.line(try await happening(), owner: .agent)
        let turn = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        #expect(turn["actions"] as? [String] == ["reply", "set_field", "tag", "stop_sequence"])
        #expect(turn["fields"] as? [String: String] == ["plan": "pro", "age": "7"])
        let orders = try #require(turn["orders"] as? [String: Any])
        #expect(orders["sequence"] as? String == "stop" && orders["tags"] as? [String] == ["vip", "blue"])
    }

    @Test("a test's transcript has it")
    func transcript() async throws {
        let trial = AgentTrial(
            house: .init(senderName: "Shop"),
            zone: .utc,
            start: Timestamp(seconds: 1_795_420_800)
        ) { _ in (Self.decision, .zero) }
        let file = ScenarioFile(scenarios: [.init(name: "one", turns: [.init(in: "Hi")])])
        let results = await trial.run(try file.validate())
        let report = AgentTestReport(
            agent: "a",
            hash: ContentHash(of: "a"),
            at: Timestamp(seconds: 0),
            results: results
        )
        let lines = AgentTestText(report, quiet: false, isKept: false).lines(width: 80, colours: false)
        #expect(
            lines.dropFirst().prefix(6) == [
                "      person  Hi", "      answer  Done.", "              field age = “7”",
                "              field plan = “pro”", "              tags vip, blue",
                "              every campaign that is on its way to them stops",
            ]
        )
        let resume = AgentOrders(sequence: .resume, tags: ["vip"])
        #expect(
            AgentEffectText.lines(fields: [:], orders: resume) == [
                "tag vip", "the campaign goes on, where its file lets agents do that",
            ]
        )
        #expect(AgentEffectText.lines(fields: [:], orders: nil).isEmpty)
    }
}
