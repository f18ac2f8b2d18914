import Campaigns
import Testing

@Suite
struct EnrollmentMachineTests {
    private let start = Timestamp(seconds: 1_795_000_000)

    private func machine(
        delays: [CampaignDelay] = [.none, .minutes(60), .days(1)],
        onLate: LatePolicy = .send,
        endsOnFailure: Bool = true,
        missing: MissingFieldPolicy = .block,
        lastDay: CivilDate? = nil
    ) throws -> EnrollmentMachine {
        let text = try MessageTemplate("x")
        let definition = CampaignDefinition(
            name: "x",
            agent: "y",
            steps: delays.map { CampaignStep(delay: $0, text: text) },
            lastDay: lastDay,
            endsOnFailure: endsOnFailure,
            missing: missing,
            onLate: onLate
        )
        return EnrollmentMachine(definition: definition, zone: .utc)
    }

    @Test
    func aSequenceRunsToItsEnd() throws {
        var machine = try machine()
        #expect(machine.handle(.started, at: start) == [.wait(step: 0, until: start)])
        #expect(machine.handle(.stepDue, at: start) == [.queue(step: 0, notBefore: start)])
        #expect(machine.handle(.stepDue, at: start) == [])
        let second = start + .seconds(3700)
        #expect(machine.handle(.stepSent, at: start + .seconds(100)) == [.wait(step: 1, until: second)])
        #expect(machine.handle(.stepDue, at: start + .seconds(200)) == [.wait(step: 1, until: second)])
        #expect(machine.handle(.stepDue, at: second) == [.queue(step: 1, notBefore: second)])
        #expect(machine.handle(.stepSent, at: second) == [.wait(step: 2, until: second + .seconds(86_400))])
        #expect(machine.handle(.stepDue, at: second + .seconds(86_400)).count == 1)
        #expect(machine.handle(.stepSent, at: second + .seconds(86_401)) == [.end(.completed, .lastStep)])
        #expect(machine.state == .completed)
    }

    @Test(arguments: [
        (MissingFieldPolicy.block, true, EnrollmentState.failed), (.block, false, .active), (.end, true, .failed),
        (.end, false, .failed), (.skip, true, .active), (.skip, false, .active),
    ])
    func aFieldThatIsMissing(policy: MissingFieldPolicy, endsOnFailure: Bool, state: EnrollmentState) throws {
        var machine = try machine(endsOnFailure: endsOnFailure, missing: policy)
        #expect(machine.handle(.fieldMissing, at: start) == [])
        _ = machine.handle(.started, at: start)
        _ = machine.handle(.stepDue, at: start)
        let actions = machine.handle(.fieldMissing, at: start)
        #expect(machine.state == state)
        #expect(
            actions
                == (state == .active ? [.wait(step: 1, until: start + .seconds(3600))] : [.end(.failed, .failure)])
        )
    }

    @Test func leavingTheLastStepOutCompletes() throws {
        var machine = try machine(delays: [.none], missing: .skip)
        _ = machine.handle(.started, at: start)
        _ = machine.handle(.stepDue, at: start)
        #expect(machine.handle(.fieldMissing, at: start) == [.end(.completed, .lastStep)])
    }

    static let endings: [(EnrollmentEvent, EnrollmentState, EnrollmentEnd)] = [
        (.replied, .replied, .reply), (.optedOut, .optedOut, .optOut), (.cancelled, .cancelled, .cancelled),
        (.goalReached, .completed, .goal), (.stopped, .cancelled, .stopped),
    ]

    @Test(arguments: endings)
    func endsAtOnceWhereverItStands(event: EnrollmentEvent, state: EnrollmentState, reason: EnrollmentEnd) throws {
        let histories: [[EnrollmentEvent]] = [
            [], [.started], [.started, .paused], [.started, .stepDue], [.started, .stepDue, .paused],
            [.started, .stepDue, .stepSent],
        ]
        for history in histories {
            var machine = try machine()
            for earlier in history { _ = machine.handle(earlier, at: start) }
            let wasQueued = machine.position.isQueued
            let actions = machine.handle(event, at: start)
            #expect(actions == (wasQueued ? [.takeBack] : []) + [.end(state, reason)], "\(history)")
            #expect(machine.state == state)
            for later in [EnrollmentEvent.started, .stepDue, .stepSent, .resumed, .replied] {
                #expect(machine.handle(later, at: start + .seconds(90_000)) == [])
            }
        }
    }

    @Test
    func failures() throws {
        var machine = try machine()
        _ = machine.handle(.started, at: start)
        _ = machine.handle(.stepDue, at: start)
        var tolerant = try self.machine(endsOnFailure: false)
        _ = tolerant.handle(.started, at: start)
        _ = tolerant.handle(.stepDue, at: start)
        var copy = machine
        #expect(
            copy.handle(.stepFailed(permanent: false), at: start) == [.wait(step: 1, until: start + .seconds(3600))]
        )
        #expect(machine.handle(.stepFailed(permanent: true), at: start) == [.end(.failed, .failure)])
        #expect(
            tolerant.handle(.stepFailed(permanent: true), at: start) == [.wait(step: 1, until: start + .seconds(3600))]
        )
        var single = try self.machine(delays: [.none], endsOnFailure: false)
        _ = single.handle(.started, at: start)
        _ = single.handle(.stepDue, at: start)
        #expect(single.handle(.stepFailed(permanent: false), at: start) == [.end(.failed, .failure)])
    }

    @Test
    func aPauseHoldsAndLosesNothing() throws {
        var machine = try machine(delays: [.minutes(10), .minutes(10)])
        #expect(machine.handle(.started, at: start) == [.wait(step: 0, until: start + .seconds(600))])
        #expect(machine.handle(.paused, at: start) == [])
        #expect(machine.state == .held)
        #expect(machine.handle(.stepDue, at: start + .seconds(600)) == [])
        let later = start + .seconds(5000)
        #expect(machine.handle(.resumed, at: later) == [.wait(step: 0, until: later)])
        #expect(machine.handle(.stepDue, at: later).count == 1)
        // Paused while the message is on its way: it is not queued again.
        #expect(machine.handle(.paused, at: later) == [])
        #expect(machine.handle(.resumed, at: later) == [])
        #expect(machine.handle(.stepDue, at: later) == [])
        #expect(machine.handle(.stepSent, at: later) == [.wait(step: 1, until: later + .seconds(600))])
    }

    static let late: [(LatePolicy, [EnrollmentAction])] = [
        (.send, [.queue(step: 0, notBefore: Timestamp(seconds: 1_795_000_000))]),
        (.skip, [.wait(step: 1, until: Timestamp(seconds: 1_795_000_000 + 90_000 + 3600))]),
        (.drop, [.end(.cancelled, .late)]),
    ]

    @Test(arguments: late)
    func lateStepsObeyTheirPolicy(policy: LatePolicy, expected: [EnrollmentAction]) throws {
        var machine = try machine(onLate: policy)
        _ = machine.handle(.started, at: start)
        #expect(machine.handle(.stepDue, at: start + .seconds(90_000)) == expected)
    }

    @Test(arguments: [(LatePolicy.skip, EnrollmentState.active), (.drop, .cancelled), (.send, .active)])
    func aStepThatWaitedInTheQueueForTooLong(policy: LatePolicy, state: EnrollmentState) throws {
        var machine = try machine(onLate: policy)
        #expect(machine.handle(.stepLate, at: start) == [])
        _ = machine.handle(.started, at: start)
        #expect(machine.handle(.stepLate, at: start) == [])
        _ = machine.handle(.stepDue, at: start)
        _ = machine.handle(.stepLate, at: start + .seconds(90_000))
        #expect(machine.state == state)
        #expect(machine.position.isQueued == false)
        if state == .active { #expect(machine.position.step == 1) }
    }

    /// The box was off from Friday evening to Monday: the window was closed all the time.
    @Test
    func whatTheWindowKeptWaitingIsNotLate() throws {
        let window = try SendingWindow(days: "mon-fri", hours: "09:00-18:00")
        let definition = CampaignDefinition(
            name: "x",
            agent: "y",
            steps: [CampaignStep(text: try MessageTemplate("x"))],
            window: CampaignWindow(window: window, zone: .named("UTC")),
            onLate: .drop
        )
        let friday = try instant("2026-11-20T18:30:00Z")
        for (at, isQueued) in [("2026-11-23T09:00:00Z", true), ("2026-11-24T09:00:01Z", false)] {
            var machine = EnrollmentMachine(definition: definition, zone: .utc)
            _ = machine.handle(.started, at: friday)
            _ = machine.handle(.stepDue, at: try instant(at))
            #expect(machine.position.isQueued == isQueued)
        }
    }

    /// Dates that passed while the box was off are not sent one after the other: the last one counts.
    @Test
    func ofDatesThatPassedTheLastOneIsSent() throws {
        let days = try ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-30"].map { try #require(CivilDate($0)) }
        var machine = try machine(delays: days.map { .date($0, minute: 600) })
        let monday = try instant("2026-11-23T09:00:00Z")
        #expect(machine.handle(.started, at: monday) == [.wait(step: 0, until: try instant("2026-11-24T10:00:00Z"))])
        let back = try instant("2026-11-26T12:00:00Z")
        let third = try instant("2026-11-26T10:00:00Z")
        #expect(machine.handle(.stepDue, at: back) == [.wait(step: 2, until: third)])
        #expect(machine.handle(.stepDue, at: back) == [.queue(step: 2, notBefore: third)])
        #expect(machine.handle(.stepSent, at: back) == [.wait(step: 3, until: try instant("2026-11-30T10:00:00Z"))])
    }

    @Test
    func anEditMovesWhatWaits() throws {
        let text = try MessageTemplate("x")
        func edited(_ delays: [CampaignDelay], _ position: EnrollmentMachine.Position) -> EnrollmentMachine {
            let steps = delays.map { CampaignStep(delay: $0, text: text) }
            return EnrollmentMachine(
                definition: CampaignDefinition(name: "x", agent: "y", steps: steps),
                zone: .utc,
                position: position
            )
        }
        var machine = try machine(delays: [.none, .minutes(60)])
        var pending = edited([.none], machine.position)
        #expect(pending.handle(.edited(since: start), at: start) == [])
        _ = machine.handle(.started, at: start)
        _ = machine.handle(.stepDue, at: start)
        var queued = edited([.minutes(5)], machine.position)
        #expect(queued.handle(.edited(since: start), at: start) == [])
        _ = machine.handle(.stepSent, at: start)
        var later = edited([.none, .minutes(120)], machine.position)
        let now = start + .seconds(600)
        #expect(later.handle(.edited(since: start), at: now) == [.wait(step: 1, until: start + .seconds(7200))])
        // The step for which it waits is gone.
        var shorter = edited([.none], machine.position)
        #expect(shorter.handle(.edited(since: start), at: now) == [.end(.completed, .lastStep)])
    }

    @Test
    func nothingIsQueuedAfterTheLastDay() throws {
        let today = ZoneRules.utc.civilTime(at: start).date
        var machine = try machine(lastDay: today)
        _ = machine.handle(.started, at: start)
        _ = machine.handle(.stepDue, at: start)
        _ = machine.handle(.stepSent, at: start)
        _ = machine.handle(.stepDue, at: start + .seconds(3600))
        #expect(machine.handle(.stepSent, at: start + .seconds(3600)) == [.end(.cancelled, .lastDay)])
    }

    @Test
    func onlyAFailureOrAReplyIsPutBack() throws {
        for (event, isPutBack) in [
            (EnrollmentEvent.replied, true), (.stepFailed(permanent: true), true), (.optedOut, false),
            (.stopped, false),
            (.goalReached, false), (.cancelled, false),
        ] {
            var machine = try machine()
            for earlier in [EnrollmentEvent.started, .stepDue, event] { _ = machine.handle(earlier, at: start) }
            let later = start + .seconds(500)
            let actions = machine.handle(.putBack(step: 1, anew: true), at: later)
            #expect(actions == (isPutBack ? [.wait(step: 1, until: later + .seconds(3600))] : []), "\(event)")
            #expect((machine.state == .active) == isPutBack)
            #expect(machine.handle(.putBack(step: 1, anew: false), at: later).isEmpty, "it is on its way")
        }
        var failed = try machine()
        for earlier in [EnrollmentEvent.started, .stepDue, .stepFailed(permanent: true)] {
            _ = failed.handle(earlier, at: start)
        }
        #expect(failed.handle(.putBack(step: 9, anew: false), at: start).isEmpty)
        #expect(failed.handle(.putBack(step: 0, anew: false), at: start) == [.wait(step: 0, until: start)])
        #expect(failed.handle(.stepDue, at: start) == [.queue(step: 0, notBefore: start)])
    }

    @Test
    func aStepWaitsForADelivery() throws {
        let text = try MessageTemplate("x")
        let definition = CampaignDefinition(
            name: "x",
            agent: "y",
            steps: [
                CampaignStep(text: text), CampaignStep(delay: .minutes(60), text: text, requiresDelivery: true),
            ]
        )
        let end = start + .seconds(90_000)
        func waiting() -> EnrollmentMachine {
            var machine = EnrollmentMachine(definition: definition, zone: .utc)
            for event in [EnrollmentEvent.started, .stepDue] { _ = machine.handle(event, at: start) }
            #expect(machine.handle(.delivered, at: start).isEmpty, "nothing waits for it yet")
            #expect(machine.handle(.stepSent, at: start) == [.awaitDelivery(step: 1, until: end)])
            return machine
        }
        var (told, not, silent) = (waiting(), waiting(), waiting())
        let later = start + .seconds(5000)
        _ = told.handle(.paused, at: start)
        #expect(told.handle(.delivered, at: later) == [.wait(step: 1, until: later + .seconds(3600))])
        #expect(not.handle(.undelivered, at: later) == [.end(.failed, .undelivered)])
        #expect(silent.handle(.stepDue, at: end) == [.end(.failed, .noReport)])
    }

    /// Whatever happens in whatever order: no step twice, none out of order, none while held or after the end.
    @Test(arguments: 0..<200)
    func anyHistoryKeepsThePromises(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var machine = try machine(onLate: LatePolicy.allCases.randomElement(using: &generator) ?? .send)
        var now = start
        var queued: [Int] = []
        let events: [EnrollmentEvent] = [
            .started, .stepDue, .stepDue, .stepDue, .stepSent, .stepSent, .stepFailed(permanent: false), .paused,
            .resumed,
            .resumed,
        ]
        for round in 0..<60 {
            now += .seconds(Int.random(in: 0...40_000, using: &generator))
            let rare = Int.random(in: 0..<40, using: &generator) == 0
            let event = rare ? .replied : events.randomElement(using: &generator) ?? .stepDue
            let before = machine.state
            for case .queue(let step, let notBefore) in machine.handle(event, at: now) {
                #expect(before == .active, "seed \(seed) round \(round)")
                #expect(notBefore <= now, "seed \(seed) round \(round)")
                #expect(queued.last.map { $0 < step } ?? true, "seed \(seed) round \(round): \(queued) then \(step)")
                queued.append(step)
            }
        }
    }
}
