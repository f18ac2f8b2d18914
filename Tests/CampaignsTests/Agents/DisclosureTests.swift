import Campaigns
import SMS
import Testing

@Suite struct DisclosureTests {
    private func decide(_ text: String, history: [AgentTurn.Message] = []) throws -> AgentDecision {
        let permits = AnswerPermits(maxSegments: 1, disclosure: "(automatic answer)")
        return try AnswerFilter(permits).decide(
            AgentAnswer(replies: [.init(text)]),
            of: "llm",
            on: AnswerFilterTests.turn(history: history),
            after: ["webhook: HTTP 500"]
        )
    }

    @Test func theFirstAnswerSaysWhatItIs() throws {
        #expect(try decide("Until six.").reply == "Until six. (automatic answer)")
        let campaign = AgentTurn.Message(.outgoing, "Hello", origin: "campaign", at: AnswerFilterTests.now)
        #expect(try decide("Until six.", history: [campaign]).reply == "Until six. (automatic answer)")
        let answer = AgentTurn.Message(.outgoing, "Hello", origin: "agent", at: AnswerFilterTests.now)
        #expect(try decide("Until six.", history: [answer]).reply == "Until six.")
    }

    @Test func aLongAnswerIsCutAndTheDisclosureIsNot() throws {
        let long = String(repeating: "This is a sentence. ", count: 12)
        let reply = try #require(try decide(long).reply)
        #expect(reply.hasSuffix("sentence. (automatic answer)"), "\(reply)")
        #expect(Segmentation.preview(reply).segments == 1)
    }

    @Test func whatFailedBeforeItIsTold() throws {
        #expect(try decide("Until six.").why.contains("webhook: HTTP 500"))
    }
}
