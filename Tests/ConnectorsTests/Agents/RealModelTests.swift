import AsyncHTTPClient
import Campaigns
import Connectors
import Foundation
import Gateway
import SMS
import Testing

private let modelURL = ProcessInfo.processInfo.environment["MODEL_URL"]

/// The agent with a real server and a real model: `make test-model`. The model is small, so that nothing is asked of what it
/// says; what the gateway makes of it has to hold with any.
@Suite(.serialized, .enabled(if: modelURL != nil, "make test-model starts the model's server"))
struct RealModelTests {
    private struct Shelf: KnowledgeSource {
        var version: ContentHash { ContentHash(of: "shelf") }

        func passages(for text: String, limit: Int) async throws(AgentProblem) -> [KnowledgePassage] {
            [KnowledgePassage(source: "hours.md#1", text: "We are open from nine to five.", score: 1)]
        }
    }

    private func withAgent(
        _ change: (inout ModelAgentSettings) -> Void = { _ in },
        _ body: (ModelAgent, AgentChain) async throws -> Void
    ) async throws {
        let client = HTTPClient(configuration: .connectors)
        let permits = AnswerPermits(maxSegments: 2)
        var settings = ModelAgentSettings(
            url: try #require(modelURL),
            apiKey: nil,
            model: "smollm2",
            instructions: "You answer for a clinic. You tell when it is open, and nothing else."
        )
        // A busy machine makes five tokens a second.
        settings.timeout = .seconds(60)
        settings.maxTokens = 120
        settings.temperature = 0
        change(&settings)
        let outcome: Result<Void, any Error>
        do {
            let agent = try ModelAgent(
                settings: settings,
                permits: permits,
                knowledge: Shelf(),
                client: client,
                agent: "ada",
                now: { WebhookAgentTests.now }
            )
            outcome = .success(try await body(agent, AgentChain(name: "ada", links: [agent], permits: permits)))
        } catch {
            outcome = .failure(error)
        }
        try await client.shutdown()
        try outcome.get()
    }

    /// A model may have nothing to say, and then a person is asked; that the wire failed is something else.
    private func isOfTheModel(_ why: String) -> Bool {
        ["no answer", "HTTP", "chat completion"].allSatisfy { !why.contains($0) }
    }

    @Test func isFoundReady() async throws {
        try await withAgent { agent, _ in
            let check = await agent.check()
            #expect(check.isGood, "\(check.text)")
        }
    }

    @Test func answersOrAsksAPerson() async throws {
        try await withAgent { _, chain in
            for text in [
                "Hello", "When are you open?", "Wann haben Sie geöffnet?", "👍", String(repeating: "Open? ", count: 100),
            ] {
                let decision = try await chain.answer(WebhookAgentTests.turn(text))
                print("\(text.prefix(30)) → \(decision)")
                #expect(isOfTheModel(decision.why), "\(decision.why)")
                if let reply = decision.reply { #expect(Segmentation.preview(reply).segments <= 2, "\(reply)") }
            }
        }
    }

    /// Too little time, and too little room.
    @Test func whatItCannotFinishGoesToAPerson() async throws {
        try await withAgent({ $0.maxTokens = 16 }) { _, chain in
            let decision = try await chain.answer(WebhookAgentTests.turn("Tell me a long story"))
            #expect(decision.reply == nil || decision.reply?.isEmpty == false)
            #expect(isOfTheModel(decision.why), "\(decision.why)")
        }
    }

    /// Who gives up waiting keeps the server from nobody else.
    @Test func cancellationLeavesTheServerFree() async throws {
        try await withAgent { _, chain in
            let turn = try WebhookAgentTests.turn("Tell me everything that you know")
            let asking = Task { try await chain.answer(turn) }
            asking.cancel()
            _ = await asking.result
            let decision = try await chain.answer(WebhookAgentTests.turn("When are you open?"))
            #expect(isOfTheModel(decision.why), "\(decision.why)")
        }
    }

    /// What the gateway decides, it decides beside any model.
    @Test func theGatewayDecidesWhatIsItsOwn() async throws {
        let names = ["STOP", "STOP in a sentence", "wrong number", "other instructions", "the same again and again"]
        try await withAgent { _, chain in
            let trial = AgentTrial(
                house: AgentTrial.House(senderName: "the clinic"),
                zone: ZoneRules.utc,
                start: WebhookAgentTests.now,
                asking: { turn in
                    do {
                        return (try await chain.answer(turn), .zero)
                    } catch {
                        return (.escalate(reason: "\(error)", reply: nil), .zero)
                    }
                }
            )
            let results = await trial.run(Scenario.builtIn.filter { names.contains($0.name) })
            #expect(results.count == names.count)
            for result in results { #expect(result.passed, "\(result.name): \(result.turns)") }
        }
    }
}
