import Campaigns
import Testing

@Suite
struct CampaignActivityTests {
    static let now = Timestamp(seconds: 1_780_315_200)
    static let later = now + .seconds(3600)
    static let evening = now + .seconds(7200)

    struct Case: Sendable {
        var facts: CampaignFacts
        var expected: String
        var kind: CampaignActivity.Kind
    }

    private static func running(
        _ change: (inout CampaignFacts) -> Void
    ) -> CampaignFacts {
        var facts = CampaignFacts(
            state: .running,
            routes: [.init(name: "line1"), .init(name: "line2", obstacle: "not in the network")],
            next: .init(dueAt: now)
        )
        change(&facts)
        return facts
    }

    static let cases = [
        Case(facts: CampaignFacts(state: .ready), expected: "ready", kind: .ready),
        Case(facts: CampaignFacts(state: .completed), expected: "completed", kind: .completed),
        Case(
            facts: CampaignFacts(state: .paused, pauseReason: "6 of the last 100 recipients opted out"),
            expected: "paused: 6 of the last 100 recipients opted out",
            kind: .paused
        ),
        Case(facts: running { _ in }, expected: "sending", kind: .sending),
        Case(
            facts: running { $0.enrolled = 500 },
            expected: "writing its contacts down, 500 so far; nothing is sent before that is done",
            kind: .enrolling
        ),
        Case(
            facts: running { $0.clockProblem = "the clock was never set" },
            expected: "holding: the clock was never set",
            kind: .clockNotSane
        ),
        Case(
            facts: running {
                $0.next?.closed = "the window is closed"; $0.next?.opens = later
            },
            expected: "waiting for its window until \(later): the window is closed",
            kind: .waitingForWindow
        ),
        Case(
            facts: running { $0.unreadInbox = "the inbox of line2 has not been read yet" },
            expected: "waiting for the inbox: the inbox of line2 has not been read yet",
            kind: .inboxUnread
        ),
        Case(
            facts: running { $0.routes[0].obstacle = "lent to Anna" },
            expected: "no route: line1: lent to Anna; line2: not in the network",
            kind: .noRoute
        ),
        Case(
            facts: running { $0.routes = [.init(name: "line9", isAbsent: true)] },
            expected: "no route: line9 is not there",
            kind: .noRoute
        ),
        Case(
            facts: running { $0.routes[1] = .init(name: "line9", isAbsent: true) },
            expected: "sending",
            kind: .sending
        ),
        // Before the first message is in the queue, too.
        Case(
            facts: running { ($0.next, $0.nextStep, $0.routes) = (nil, now, [.init(name: "line1", obstacle: "gone")]) },
            expected: "no route: line1: gone",
            kind: .noRoute
        ),
        Case(
            facts: running { ($0.next, $0.nextStep) = (nil, now) },
            expected: "sending",
            kind: .sending
        ),
        Case(
            facts: running { $0.routes = [] },
            expected: "no route: no modem is there, and no provider may take over",
            kind: .noRoute
        ),
        Case(
            facts: running { $0.routes[0].throttle = Throttle(until: later, bucket: "line1: 200 a day") },
            expected: "throttled until \(later) by line1: 200 a day",
            kind: .throttled
        ),
        // The first line that is free again is enough,
        Case(
            facts: running {
                $0.routes[0].throttle = Throttle(until: evening, bucket: "line1: 200 a day")
                $0.routes[1] = .init(name: "line2", throttle: Throttle(until: later, bucket: "line2: 100 an hour"))
            },
            expected: "throttled until \(later) by line2: 100 an hour",
            kind: .throttled
        ),
        Case(
            facts: running {
                $0.routes[0].throttle = Throttle(until: evening, bucket: "line1: 200 a day")
                $0.routes[1] = .init(name: "line2")
            },
            expected: "sending",
            kind: .sending
        ),
        // and the campaign's own limit has to end as well.
        Case(
            facts: running {
                $0.routes[0].throttle = Throttle(until: later, bucket: "line1: 200 a day")
                $0.throttle = Throttle(until: evening, bucket: "the campaign: 60 an hour")
            },
            expected: "throttled until \(evening) by the campaign: 60 an hour",
            kind: .throttled
        ),
        Case(facts: running { $0.next = nil }, expected: "finishing", kind: .finishing),
        Case(
            facts: running {
                $0.next = nil; $0.nextStep = later
            },
            expected: "waiting for answers; the next step is due at \(later)",
            kind: .waitingForStep
        ),
        Case(
            facts: running {
                $0.next = nil; $0.nextStep = now
            },
            expected: "sending",
            kind: .sending
        ),
        Case(
            facts: running {
                $0.isInFlight = true; $0.routes = []
            },
            expected: "sending",
            kind: .sending
        ),
    ]

    @Test(arguments: cases)
    func saysWhatItIsDoing(example: Case) {
        let activity = example.facts.activity(at: Self.now)
        #expect("\(activity)" == example.expected)
        #expect(activity.kind == example.kind)
    }
}
