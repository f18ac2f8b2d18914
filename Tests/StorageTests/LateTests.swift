import Campaigns
import GRDB
import Testing

@testable import Storage

/// Messages that could not leave around their time: nobody gets them in a burst, or stale.
@Suite struct LateTests {
    private static let steps: [CampaignStep] = {
        let steps = try? [CampaignStep("one"), CampaignStep("two", after: .days(1))]
        return steps ?? []
    }()
    private static let twoDays: Duration = .seconds(2 * 86_400)

    /// There was no line for two days; the message was in the queue all the time.
    @Test(arguments: [
        (LatePolicy.send, "queued", "active"), (.skip, "expired", "active"), (.drop, "expired", "cancelled"),
    ])
    func inTheQueue(policy: LatePolicy, message: String, enrollment: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: Self.steps, onLate: policy)
            let back = noon + Self.twoDays
            _ = try await bench.store.plan(at: back)
            #expect(try await bench.text("SELECT state FROM message WHERE id = 1") == message)
            #expect(try await bench.enrollments() == [enrollment])
            let sent = try await bench.send(line, at: back)
            #expect(sent?.text == (policy == .send ? "one" : nil))
            guard policy == .skip else { return }
            // The step after it counts from now.
            _ = try await bench.store.plan(at: back + .seconds(86_400))
            #expect(try await bench.send(line, at: back + .seconds(86_400))?.text == "two")
        }
    }

    /// The same where the line that comes back is asked before the planner looks.
    @Test func inTheQueueAtTheClaim() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: Self.steps, onLate: .drop)
            #expect(try await bench.claim(line, at: noon + Self.twoDays) == nil)
            #expect(try await bench.enrollments() == ["cancelled"])
            #expect(try await bench.text("SELECT reason FROM enrollment")?.contains("deadline") == true)
        }
    }

    @Test(arguments: [
        (LatePolicy.send, "two" as String?, "active"), (.skip, nil, "completed"), (.drop, nil, "cancelled"),
    ])
    func afterAPause(policy: LatePolicy, next: String?, state: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: Self.steps, onLate: policy)
            try await bench.send(line)
            try await bench.store.change(campaign: "news", .pause, at: noon)
            let back = noon + .seconds(4 * 86_400)
            #expect(try await bench.store.plan(at: back).steps == 0)
            try await bench.store.change(campaign: "news", .resume, at: back)
            _ = try await bench.store.plan(at: back)
            #expect(try await bench.enrollments() == [state])
            #expect(try await bench.send(line, at: back)?.text == next)
        }
    }

    /// What was paused in the queue grows stale there, too.
    @Test func pausedInTheQueue() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: Self.steps, onLate: .skip)
            try await bench.store.change(campaign: "news", .pause, at: noon)
            let back = noon + Self.twoDays
            _ = try await bench.store.plan(at: back)
            try await bench.store.change(campaign: "news", .resume, at: back)
            #expect(try await bench.send(line, at: back) == nil)
            #expect(try await bench.text("SELECT state FROM message") == "expired")
        }
    }

    /// After an outage everything is due at once: the limits spread it, to the day and to the minute.
    @Test func catchingUpKeepsTheLimits() async throws {
        try await Bench.run { bench in
            let line = try await bench.line(limits: RateLimits(perMinute: 6, perDay: 20))
            try await bench.campaign(steps: Self.steps, contacts: 1...40, limits: RateLimits(perMinute: 3))
            var at = noon + Self.twoDays
            var sent: [Timestamp] = []
            while sent.count < 40 {
                _ = try await bench.store.plan(at: at)
                if try await bench.send(line, at: at) != nil {
                    sent.append(at)
                    continue
                }
                guard case .nothing(let until?) = try await bench.store.claim(line, at: at) else { break }
                at = max(until, at + .milliseconds(1))
            }
            #expect(sent.count == 40)
            for (count, seconds) in [(3, Int64(60)), (20, 86_400)] {
                for (early, late) in zip(sent, sent.dropFirst(count)) {
                    #expect(late - early > .seconds(seconds))
                }
            }
        }
    }
}
