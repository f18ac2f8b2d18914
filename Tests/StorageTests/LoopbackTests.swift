import Campaigns
import Storage
import Testing

@testable import Storage

@Suite("Tests of our lines with each other, as stored")
struct LoopbackTests {
    private static let deadline = noon + .seconds(7200)

    private static func number(_ index: Int) -> PhoneNumber { Bench.number(900 + index) }

    @discardableResult
    private static func begin(
        _ bench: Bench,
        from sender: RouteTerms,
        to receiver: RouteTerms,
        token: String = "12345678",
        _ cause: Loopback.Cause = .schedule
    ) async throws -> Loopback {
        let round = try #require(
            try await bench.store.begin(
                [NewLoopback(token: token, sender: sender.route, receiver: receiver.route, number: number(2))],
                cause,
                deadline: deadline,
                at: noon
            )
        )
        return try #require(try await bench.store.loopbacks(ofRound: round).first)
    }

    @Test func itLeavesByItsOwnLineAloneAheadOfCampaigns() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign()
            let test = try await Self.begin(bench, from: one, to: two)
            let other = try #require(try await bench.claim(two))
            #expect(other.origin == .campaign)
            let claimed = try #require(try await bench.send(one))
            #expect(claimed.id == test.message)
            #expect(claimed.origin == .test)
            #expect(claimed.text == "smsbridge loopback 12345678")
            #expect(try await bench.count("SELECT COUNT(*) FROM handover WHERE message_id = \(claimed.id)") == 1)
        }
    }

    @Test func aRefusedOneGoesToNoOtherLineAndToNoProvider() async throws {
        for failure in [SendFailure.senderBlocked, .configuration, .permanentNumber, .credit] {
            try await Bench.run(settings: { $0.hasFallback = true }) { bench in
                let (one, two) = (try await bench.line("one"), try await bench.line("two"))
                let provider = try await bench.provider(takesUnbound: true)
                let test = try await Self.begin(bench, from: one, to: two)
                let message = try await bench.handOver(one)
                try await bench.answer(message, .refused(failure), on: one)
                #expect(try await bench.state(message.id) == .failed, "\(failure)")
                let later = noon + .seconds(1200)
                #expect(try await bench.claim(two, at: later) == nil)
                #expect(try await bench.claim(provider, at: later) == nil)
                // The number of our own line is not taken for an invalid one.
                #expect(try await bench.count("SELECT COUNT(*) FROM suppression") == 0)
                #expect(try await bench.store.openLoopbacks().first?.state == .failed)
                #expect(test.outcome == nil)
            }
        }
    }

    @Test func aTemporaryFailureIsTriedAgainByTheSameLine() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await Self.begin(bench, from: one, to: two)
            let message = try await bench.handOver(one)
            try await bench.answer(message, .refused(.temporary), on: one)
            let later = noon + .seconds(1800)
            #expect(try await bench.claim(two, at: later) == nil)
            #expect(try await bench.claim(one, at: later)?.id == message.id)
        }
    }

    @Test func aLineThatGoesTakesItsTestsBack() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let test = try await Self.begin(bench, from: one, to: two)
            let other = try await bench.enqueue()
            _ = try await bench.store.handOff(from: one.route, at: noon, reason: "one is being recovered")
            #expect(try await bench.state(try #require(test.message)) == .cancelled)
            #expect(try await bench.claim(two)?.id == other)
        }
    }

    @Test func itExpiresUnsent() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let test = try await Self.begin(bench, from: one, to: two)
            #expect(try await bench.claim(two, at: Self.deadline) == nil)
            _ = try await bench.store.plan(at: Self.deadline)
            #expect(try await bench.state(try #require(test.message)) == .expired)
        }
    }

    /// Promise 2 and 5: not before what came in is read, and never over a limit.
    @Test func theInboxGateAndTheLimitsHoldForIt() async throws {
        try await Bench.run { bench in
            var limits = RateLimits.unlimited
            limits.perHour = 1
            let one = try await bench.line("one", limits: limits, campaigns: false)
            let two = try await bench.line("two")
            let test = try await Self.begin(bench, from: one, to: two)
            #expect(try await bench.claim(one) == nil)
            var open = one
            open.campaignsMayLeave = true
            let message = try #require(try await bench.claim(open, at: noon + .seconds(5)))
            // The gate may close while the prompt is waited for.
            let verdict = try await bench.store.handOver(message, sequence: 1, on: one, at: noon + .seconds(6))
            guard case .stop = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(try await bench.send(open, at: noon + .seconds(30))?.id == test.message)
            try await Self.begin(bench, from: open, to: two, token: "87654321", .return)
            #expect(try await bench.claim(open, at: noon + .seconds(60)) == nil, "the limit of an hour")
            #expect(try await bench.claim(open, at: noon + .seconds(3631)) != nil)
        }
    }

    @Test func inAForeignNetworkItIsNotSent() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let test = try await Self.begin(bench, from: one, to: two)
            var roaming = one
            roaming.campaignObstacle = "one is in a foreign network"
            #expect(try await bench.claim(roaming) == nil)
            #expect(try await bench.state(try #require(test.message)) == .cancelled)
        }
    }

    @Test func aLineOutOfRotationTakesItsTestAndNothingElse() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            var alone = one
            alone.takesTestsAlone = true
            try await bench.enqueue()
            #expect(try await bench.claim(alone) == nil)
            let test = try await Self.begin(bench, from: one, to: two, .return)
            #expect(try await bench.send(alone)?.id == test.message)
            #expect(try await bench.claim(alone) == nil)
        }
    }

    private static func count(_ bench: Bench, _ table: String) async throws -> Int {
        try await bench.count("SELECT COUNT(*) FROM \(table)")
    }

    /// Stored as everything that comes in; and nothing else.
    @Test func whatComesBackHaltsNothingOpensNothingAndIsCredited() async throws {
        try await Bench.run(settings: {
            $0.inboundAgent = "desk"; $0.events = Set(EventType.allCases)
        }) { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let sender = SenderAddress.person(Bench.number(1))
            // The sender's number is in a campaign, too.
            try await bench.campaign()
            _ = try await bench.claim(two)
            try await Self.begin(bench, from: one, to: two)
            let at = noon + .seconds(9)
            let receipt = try await bench.receive("smsbridge loopback 12345678", from: sender, on: two, at: at)
            #expect(receipt.isLoopback)
            #expect(receipt.halted == 0 && receipt.cancelled == 0 && receipt.raced == 0)
            #expect(try await bench.enrollments() == ["active"])
            #expect(try await bench.text("SELECT kind FROM inbound") == "loopback")
            #expect(try await bench.text("SELECT campaign_id FROM inbound") == nil)
            #expect(try await bench.text("SELECT owner FROM conversation") == "closed")
            #expect(try await bench.store.dueTurns(at: at + .seconds(3600)).turns.isEmpty)
            #expect(try await Self.count(bench, "event WHERE type != 'campaign.started'") == 0)
            #expect(try await Self.count(bench, "part WHERE inbound_id IS NULL") == 0)
            let test = try #require(try await bench.store.openLoopbacks().first)
            #expect(test.arrivedAt == at && test.arrivedOn == two.route)
            // Once more from the network.
            let again = try await bench.receive("smsbridge loopback 12345678", from: sender, on: two, id: "other")
            #expect(again.isLoopback)
            #expect(try await bench.store.openLoopbacks().first?.arrivedAt == at)
        }
    }

    /// Neither the mark alone nor a number of ours alone makes a test.
    @Test func onlyAnExpectedTokenOrTheMarkFromOurOwnNumberIsATest() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.store.setOwnNumber(Self.number(1), of: one.route, at: noon)
            try await Self.begin(bench, from: one, to: two)
            let week = noon + Store.loopbackPatience
            func isTest(_ text: String, _ sender: PhoneNumber, at: Timestamp = noon) async throws -> Bool {
                let id = "\(text) \(sender) \(at)"
                return try await bench.receive(text, from: .person(sender), on: two, id: id, at: at).isLoopback
            }
            #expect(try await !isTest("smsbridge loopback 11111111", Bench.number(1)), "the mark alone")
            #expect(try await isTest("smsbridge loopback 12345678", Bench.number(2)), "an expected token")
            #expect(try await isTest("smsbridge loopback 22222222", Self.number(1)), "our own number")
            #expect(try await !isTest("hello", Self.number(1)), "our own number without the mark")
            #expect(try await !isTest("smsbridge loopback 12345678", Bench.number(3), at: week), "after its time")
            #expect(try await isTest("smsbridge loopback 12345678", Self.number(1), at: week))
            #expect(try await !isTest("smsbridge loopback 12345678 STOP", Self.number(1)))
        }
    }

    /// The token is known to the next life of the daemon.
    @Test func aRestartForgetsNoToken() async throws {
        try await Bench.withFile { folder in
            try await Bench.run(path: folder + "/a.sqlite") { bench in
                let one = try await bench.line("one")
                _ = try await bench.store.expect(token: "777777", from: one.route, at: noon)
            }
            try await Bench.run(path: folder + "/a.sqlite") { bench in
                let one = try await bench.line("one")
                let receipt = try await bench.receive("smsbridge loopback 777777", on: one, at: noon + .seconds(86_400))
                #expect(receipt.isLoopback)
            }
        }
    }

    @Test func oneRoundAtATime() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let test = try await Self.begin(bench, from: one, to: two)
            await #expect(throws: StorageError.self) { try await Self.begin(bench, from: two, to: one, .command) }
            // A line that wants to return is another matter.
            try await Self.begin(bench, from: two, to: one, token: "2222", .return)
            try await bench.store.conclude([LoopbackFinding(id: test.id, outcome: .lost, blame: .either)])
            try await Self.begin(bench, from: two, to: one, token: "3333", .command)
        }
    }

    @Test func aLineWithoutANumberIsNamed() async throws {
        try await Bench.run { bench in
            let one = try await bench.line("one")
            _ = try await bench.store.begin(
                [],
                unnumbered: [one.route],
                .command,
                deadline: Self.deadline,
                at: noon
            )
            let view = try #require(try await bench.store.loopbacks().first)
            #expect(view.from == nil && view.to == "one" && view.outcome == .unsent)
            #expect(view.reason?.contains("number") == true)
        }
    }

    @Test func aLateOneIsLookedAtAgain() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let test = try await Self.begin(bench, from: one, to: two)
            try await bench.store.conclude(
                [LoopbackFinding(id: test.id, outcome: .lost, blame: .receiver, isProven: true)]
            )
            #expect(try await bench.store.openLoopbacks().isEmpty)
            #expect(try await bench.store.lastLoopbackCame(to: two.route) == false)
            #expect(try await bench.store.loopbackStanding(of: two.route).received?.isProven == true)
            try await bench.receive("smsbridge loopback 12345678", on: two, at: noon + .seconds(7200))
            #expect(try await bench.store.openLoopbacks().map(\.id) == [test.id])
            try await bench.store.conclude([LoopbackFinding(id: test.id, outcome: .arrived)])
            #expect(try await bench.store.lastLoopbackCame(to: two.route) == true)
        }
    }

    /// It comes between the look and what follows from it.
    @Test func whatComesMeanwhileIsNotConcluded() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let test = try await Self.begin(bench, from: one, to: two)
            try await bench.receive("smsbridge loopback 12345678", on: two, at: noon + .seconds(600))
            try await bench.store.conclude([LoopbackFinding(id: test.id, outcome: .lost, blame: .receiver)])
            let open = try #require(try await bench.store.openLoopbacks().first)
            #expect(open.outcome == nil && open.arrivedAt != nil)
        }
    }

    @Test(arguments: [
        (Loopback.Outcome.arrived, Loopback.Blame?.none, Bool?.some(true)), (.lost, .receiver, false),
        (.lost, .either, false), (.lost, .sender, nil), (.lost, .nobody, nil), (.refused, .sender, nil),
        (.unsent, nil, nil),
    ])
    func whatTheDiagnosisIsTold(outcome: Loopback.Outcome, blame: Loopback.Blame?, expected: Bool?) async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let test = try await Self.begin(bench, from: one, to: two)
            try await bench.store.conclude([LoopbackFinding(id: test.id, outcome: outcome, blame: blame)])
            #expect(try await bench.store.lastLoopbackCame(to: two.route) == expected)
        }
    }

    @Test func timesAreMeasured() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await Self.begin(bench, from: one, to: two)
            let message = try await bench.handOver(one, at: noon + .seconds(1))
            try await bench.answer(message, .accepted(reference: 7), on: one, at: noon + .milliseconds(3200))
            try await bench.receive("smsbridge loopback 12345678", on: two, at: noon + .milliseconds(8100))
            let view = try #require(try await bench.store.loopbacks(of: "two").first)
            #expect(view.acceptedAfter == 2.2 && view.arrivedAfter == 4.9)
            #expect(view.from == "one" && view.to == "two" && view.message == message.id)
            #expect(try await bench.store.loopbacks(of: "three").isEmpty)
        }
    }
}
