import Campaigns
import Testing

/// What agents may put off.
@Suite struct LaterAnswerTests {
    @Test(arguments: [(nil, nil), (1500, 1500), (-5, nil), (1e12, 120_000), (.infinity, nil)] as [(Double?, Int?)])
    func aDelayIsBounded(asked: Double?, waits: Int?) throws {
        let answer = AgentAnswer(replies: [.init("One moment."), .init("Here it is.", delay: asked)])
        let decision = try AnswerFilter(AnswerPermits()).decide(answer, of: "webhook", on: AnswerFilterTests.turn())
        #expect(decision.delay.map { Int($0 / .milliseconds(1)) } == waits)
        #expect(decision.reply == "One moment.\nHere it is.")
    }

    private func schedule(
        _ text: String?,
        in seconds: Int64?,
        to: String? = nil,
        permits: AnswerPermits = AnswerPermits(),
        beside actions: [AgentAnswer.Action] = []
    ) throws -> AgentDecision {
        let at = seconds.map { "\(AnswerFilterTests.now + .seconds($0))" }
        let action = AgentAnswer.Action("schedule_reply", text: text, at: at, to: to)
        let answer = AgentAnswer(replies: [.init("Yes.")], actions: [action] + actions)
        return try AnswerFilter(permits).decide(answer, of: "webhook", on: AnswerFilterTests.turn())
    }

    @Test func aReplyIsScheduled() throws {
        let decision = try schedule("Still there?", in: 3600)
        #expect(decision.scheduled == ScheduledReply("Still there?", at: AnswerFilterTests.now + .seconds(3600)))
        #expect(decision.reply == "Yes.")
        #expect(decision.trialActions == [.reply, .scheduleReply])
    }

    @Test(
        arguments: [("x", 59), ("x", 7 * 86_400 + 1), ("x", nil), (nil, 3600), (" ", 3600), ("x", -60)]
            as [(String?, Int64?)]
    )
    func whatCannotBeScheduledIsLeftOutAndSaid(text: String?, seconds: Int64?) throws {
        let decision = try schedule(text, in: seconds)
        #expect(decision.scheduled == nil && decision.reply == "Yes.")
        #expect(decision.why.contains("left out schedule_reply"), "\(decision.why)")
    }

    @Test func whatIsScheduledIsJudgedAsAnAnswerIs() throws {
        #expect(try schedule("See http://evil.example", in: 3600).trialActions == [.escalate])
        #expect(try schedule("I am a human", in: 3600).trialActions == [.escalate])
        #expect(try schedule("Hi", in: 3600, to: "+19005550100").trialActions == [.escalate])
        let noLater = AnswerPermits(actions: [.reply])
        #expect(try schedule("Hi", in: 3600, permits: noLater).trialActions == [.reply])
        #expect(try schedule("Hi", in: 3600, beside: [.init("close")]).scheduled == nil)
        #expect(try schedule("Hi", in: 3600, beside: [.init("escalate")]).scheduled == nil)
    }
}
