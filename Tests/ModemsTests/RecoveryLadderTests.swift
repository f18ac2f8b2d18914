import Testing

@testable import Modems

@Suite struct RecoveryLadderTests {
    /// What a modem on a hub with everything allows.
    static let everything = RecoveryMeans(
        secondaryPort: .available("/dev/ttyUSB3"),
        radioCycle: .available(Dialect.RadioCycle()),
        softReset: .available(Dialect.Reset(["AT^RESET"])),
        usbReset: .available("1-1.2"),
        hubPower: .available("1-1.2")
    )

    /// Carries a climb out against a modem of which only `helping` helps, and keeps what was done.
    struct Climb {
        var ladder = RecoveryLadder()
        var now: Duration = .zero
        var rungs: [RecoveryRung] = []
        var skipped: [RecoveryRung: String] = [:]
        var steps: [RecoveryStep] = []
        var others: [RecoveryLadder.Action] = []
        /// When each rung began.
        var begins: [Duration] = []

        mutating func run(_ event: RecoveryLadder.Event, helping: RecoveryRung? = nil, until limit: Duration? = nil) {
            var events = [event]
            var wake: Duration?
            while !events.isEmpty {
                for action in ladder.handle(events.removeFirst(), at: now) {
                    switch action {
                    case .perform(let step):
                        steps.append(step)
                        events.append(.stepped(outcome(step, helping)))
                    case .askTurn:
                        others.append(action)
                        events.append(.turnGranted)
                    case .tell(let report):
                        switch report.outcome {
                        case .begun:
                            rungs.append(report.rung)
                            begins.append(now)
                        case .skipped(let why): skipped[report.rung] = why
                        case .passed, .failed: break
                        }
                    case .wake(let at): wake = at
                    default: others.append(action)
                    }
                }
                if events.isEmpty, let at = wake, ladder.isClimbing || limit.map({ at <= $0 }) ?? false {
                    now = max(now, at)
                    wake = nil
                    events.append(.timer)
                }
            }
        }

        private func outcome(_ step: RecoveryStep, _ helping: RecoveryRung?) -> RecoveryOutcome {
            let isTest =
                switch step {
                case .probe, .startUp: true
                default: false
                }
            return !isTest || rungs.last == helping ? .passed : .failed("no answer")
        }
    }

    @Test(arguments: RecoveryFault.allCases) func everyRungIsClimbedInOrderAndTheLastOneIsAPerson(fault: RecoveryFault)
    {
        var climb = Climb()
        climb.run(.broken(fault, Self.everything))
        #expect(climb.rungs == fault.rungs)
        #expect(climb.rungs.last == .outOfRotation)
        #expect(climb.ladder.isOut)
        for (one, next) in zip(climb.begins, climb.begins.dropFirst()).dropLast() {
            #expect(next - one >= .seconds(5), "\(one) \(next)")
        }
    }

    @Test(arguments: RecoveryFault.allCases.flatMap { fault in fault.rungs.dropLast().map { (fault, $0) } })
    func theClimbEndsAtTheRungThatHelps(fault: RecoveryFault, rung: RecoveryRung) {
        var climb = Climb()
        climb.run(.broken(fault, Self.everything), helping: rung)
        if rung == .otherPort {
            // It only shows who takes the reset.
            #expect(climb.steps.contains(.open(.secondary("/dev/ttyUSB3"), dtrLow: nil)))
            let resets = climb.steps.drop { $0 != .probe(tries: 5) || climb.steps.isEmpty }
            #expect(resets.contains(.send(Dialect.Reset(["AT^RESET"]).asCommands)))
            #expect(climb.steps.filter { $0 == .open(.secondary("/dev/ttyUSB3"), dtrLow: nil) }.count == 2)
            return
        }
        #expect(climb.rungs.last == rung)
        #expect(climb.others.contains(.recovered(rung)))
        #expect(!climb.ladder.isClimbing && !climb.ladder.isOut)
        #expect(climb.others.contains(.handOffMessages) == (rung >= .reopen))
        #expect(climb.others.contains(.askTurn) == rung.isHeavy)
        #expect(climb.others.contains(.giveBackTurn) == rung.isHeavy)
    }

    @Test func whatTheBoxOrTheModemDoesNotAllowIsSkippedAndSaidSo() {
        var climb = Climb()
        climb.run(.broken(.silence, RecoveryMeans(dialect: .generic)))
        #expect(climb.rungs == [.attention, .settings, .reopen, .softReset, .outOfRotation])
        #expect(climb.skipped.keys.sorted() == [.otherPort, .usbReset, .hubPower])
        #expect(climb.skipped.values.allSatisfy { !$0.isEmpty })
    }

    @Test func aPortThatNeverAnsweredIsOnlyCalled() {
        var climb = Climb()
        climb.run(.broken(.silence, .unproven))
        #expect(climb.rungs == [.attention, .settings, .reopen, .outOfRotation])
        #expect(!climb.steps.contains { if case .send = $0 { true } else { false } })
    }

    @Test func theStepsOfTheLightRungs() {
        var climb = Climb()
        climb.run(.broken(.silence, .unproven))
        #expect(
            climb.steps == [
                .escape, .probe(tries: 3),
                .open(.primary, dtrLow: nil), .escape, .startUp(registration: nil),
                .close, .pause(.seconds(2)), .open(.primary, dtrLow: .seconds(1)), .probe(tries: 5),
            ]
        )
    }

    @Test func aResetWaitsForTheReturnOfTheDevice() {
        var climb = Climb()
        climb.run(.broken(.registration, Self.everything), helping: .softReset)
        #expect(climb.steps.contains(.awaitReturn(vanishing: .seconds(20), returning: .seconds(60))))
        #expect(climb.steps.last == .startUp(registration: .seconds(60)))
    }

    @Test func anotherClimbToAResetNeedsAQuarterOfAnHour() {
        var climb = Climb()
        climb.run(.broken(.silence, Self.everything), helping: .softReset)
        _ = climb.ladder.handle(.worked, at: climb.now)
        climb.now += .seconds(600)
        climb.rungs = []
        climb.run(.broken(.silence, Self.everything), helping: .softReset)
        #expect(climb.rungs == [.attention, .settings, .reopen, .otherPort, .outOfRotation])
        #expect(climb.ladder.isOut)
    }

    @Test func fiveClimbsADay() {
        var climb = Climb()
        for _ in 0..<5 {
            climb.run(.broken(.silence, Self.everything), helping: .softReset)
            #expect(climb.rungs.last == .softReset)
            _ = climb.ladder.handle(.worked, at: climb.now)
            climb.now += .seconds(1000)
        }
        climb.run(.broken(.silence, Self.everything), helping: .softReset)
        #expect(climb.rungs.last == .outOfRotation)
        _ = climb.ladder.handle(.worked, at: climb.now)
        var later = Climb()
        later.ladder = climb.ladder
        later.now = climb.now + .seconds(86_400)
        later.run(.broken(.silence, Self.everything), helping: .softReset)
        #expect(later.rungs.last == .softReset)
    }

    @Test func theRetriesComeAfterFiveFifteenAndSixtyMinutesFromTheThirdRung() {
        var climb = Climb()
        climb.run(.broken(.registration, Self.everything))
        for minutes in [5, 15, 60, 60] {
            #expect(climb.ladder.retryAt == climb.now + .seconds(minutes * 60))
            climb.now += .seconds(minutes * 60)
            climb.rungs = []
            climb.run(.timer)
            #expect(climb.rungs.last == .outOfRotation)
        }
        var silent = Climb()
        silent.run(.broken(.silence, .unproven))
        silent.rungs = []
        silent.now += .seconds(300)
        silent.run(.timer)
        #expect(silent.rungs == [.reopen, .outOfRotation])
    }

    @Test func aSilentModemThatComesToItsSensesIsTakenBackWithinAMinute() {
        var climb = Climb()
        climb.run(.broken(.silence, Self.everything))
        climb.now += .seconds(60)
        let result1 = climb.ladder.handle(.timer, at: climb.now)
        #expect(result1 == [.perform(.open(.primary, dtrLow: nil))])
        let result2 = climb.ladder.handle(.stepped(.passed), at: climb.now)
        #expect(result2 == [.perform(.probe(tries: 2))])
        let result3 = climb.ladder.handle(.stepped(.passed), at: climb.now)
        #expect(result3 == [.recovered(.outOfRotation)])
    }

    @Test func aPortThatReturnsIsLookedAtAtOnce() {
        var climb = Climb()
        climb.run(.broken(.silence, Self.everything))
        let result4 = climb.ladder.handle(.returned, at: climb.now)
        #expect(result4 == [.perform(.open(.primary, dtrLow: nil))])
    }

    @Test func noHeavyRungBeforeTheSegmentHasItsAnswerOrItsTime() {
        var ladder = RecoveryLadder()
        _ = ladder.handle(.segment(isOpen: true), at: .seconds(10))
        let first = ladder.handle(.broken(.registration, Self.everything), at: .seconds(30))
        #expect(first == [.handOffMessages, .wake(at: .seconds(130))])
        var answered = ladder
        let result5 = answered.handle(.segment(isOpen: false), at: .seconds(40))
        #expect(result5 == [.askTurn])
        let result6 = ladder.handle(.timer, at: .seconds(129))
        #expect(result6 == [.wake(at: .seconds(130))])
        let result7 = ladder.handle(.timer, at: .seconds(130))
        #expect(result7 == [.settleSegments, .askTurn])
    }

    @Test func aFaultThatComesBackAtOnceGoesOnAboveWhatHelped() {
        var climb = Climb()
        climb.run(.broken(.silence, Self.everything), helping: .attention)
        climb.rungs = []
        climb.now += .seconds(30)
        climb.run(.broken(.silence, Self.everything), helping: .settings)
        #expect(climb.rungs == [.settings])
        climb.rungs = []
        climb.now += .seconds(61)
        climb.run(.broken(.silence, Self.everything), helping: .attention)
        #expect(climb.rungs == [.attention])
    }

    @Test func aModemThatIsUnpluggedMeanwhileIsLeftToWhoWatchesPorts() {
        var ladder = RecoveryLadder()
        _ = ladder.handle(.broken(.silence, Self.everything), at: .zero)
        let actions = ladder.handle(.stepped(.vanished), at: .seconds(1))
        #expect(actions.last == .gone)
        #expect(!ladder.isClimbing)
    }

    @Test func aLadderInAHurryHasTheSameRungs() {
        var climb = Climb()
        climb.ladder.settings = climb.ladder.settings.divided(by: 60)
        climb.run(.broken(.silence, Self.everything))
        #expect(climb.rungs == RecoveryFault.silence.rungs)
        #expect(climb.ladder.retryAt == climb.now + .seconds(5))
    }
}
