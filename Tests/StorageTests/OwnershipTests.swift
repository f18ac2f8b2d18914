import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite struct OwnershipTests {
    private static let person = Bench.number(1)

    private func with(
        _ settings: @escaping @Sendable (inout StoreSettings) -> Void = { _ in },
        _ body: @Sendable (Bench, RouteTerms) async throws -> Void
    ) async throws {
        try await Bench.run(settings: {
            $0.inboundAgent = "rules"
            settings(&$0)
        }) { bench in
            try await body(bench, try await bench.line())
        }
    }

    private func view(_ bench: Bench) async throws -> ConversationView {
        try await bench.store.conversation(with: Self.person.e164).conversation
    }

    /// The person writes, and the agent decides once the debounce is over.
    @discardableResult
    private func turn(
        _ text: String,
        _ decision: AgentDecision,
        _ bench: Bench,
        _ line: RouteTerms,
        at: Timestamp = noon
    ) async throws -> TurnOutcome? {
        try await bench.receive(text, on: line, at: at)
        let at = at + .seconds(8)
        guard let turn = try await bench.store.dueTurns(at: at).turns.first else { return nil }
        return try await bench.store.decide(decision, in: turn, at: at)
    }

    /// Where a service failed and is there again, the agent answers what waited; who took it has seen to it.
    @Test(arguments: [false, true]) func handedBackTheAgentAnswersWhatItHadHandedOver(isTaken: Bool) async throws {
        try await with { bench, line in
            let store = bench.store
            try await turn("When do you open?", .escalate(reason: "HTTP 500", reply: nil), bench, line)
            if isTaken { try await store.order(.claim, with: Self.person, by: "eva", at: noon + .seconds(60)) }
            try await store.order(.handBack, with: Self.person, by: "eva", at: noon + .seconds(90))
            let turns = try await store.dueTurns(at: noon + .seconds(120)).turns
            #expect(turns.map(\.text) == (isTaken ? [] : ["When do you open?"]))
        }
    }

    @Test func theWayFromOwnerToOwnerIsWrittenDown() async throws {
        try await with { bench, line in
            let store = bench.store
            try await turn("I am angry", .escalate(reason: "a complaint", reply: nil), bench, line)
            try await store.order(.claim, with: Self.person, by: "eva", at: noon + .seconds(60))
            try await store.order(.handBack, with: Self.person, by: "eva", reason: "done", at: noon + .seconds(90))
            try await store.order(.close, with: Self.person, by: "max", at: noon + .seconds(95))
            try await bench.receive("One more thing", on: line, at: noon + .seconds(100))
            try await bench.receive("STOP", on: line, at: noon + .seconds(110))
            try await bench.receive("START", on: line, at: noon + .seconds(120))
            let story = try await store.conversation(with: Self.person.e164)
            #expect(
                story.changes.map { "\($0.before) > \($0.owner), \($0.by): \($0.reason ?? "")" } == [
                    "agent > waitingForHuman, agent rules: a complaint", "waitingForHuman > human, eva: ",
                    "human > agent, eva: done", "agent > closed, max: ", "closed > agent, the person: ",
                    "agent > muted, the person: opted out", "muted > agent, the person: opted in again",
                ]
            )
            let escalation = try #require(story.escalations.first)
            #expect(escalation.claimedBy == "eva" && escalation.resolvedAt == noon + .seconds(90))
            #expect(story.escalations.count == 1 && story.conversation.escalation == nil)
        }
    }

    @Test func whatIsOrderedAgainstTheStateIsRefused() async throws {
        try await with { bench, line in
            let store = bench.store
            await #expect(throws: StorageError.self) {
                try await store.order(.claim, with: Self.person, by: "eva", at: noon)
            }
            try await bench.receive("STOP", on: line)
            for order in ConversationOrder.allCases {
                await #expect(throws: StorageError.self) {
                    try await store.order(order, with: Self.person, by: "eva", at: noon)
                }
            }
            await #expect(throws: StorageError.self) {
                try await store.reply(to: Self.person, text: "But…", by: "eva", at: noon)
            }
            #expect(try await view(bench).owner == "muted")
        }
    }

    @Test func aPersonsAnswerTakesTheConversationAndGoesByTheLineThatIsKnown() async throws {
        try await with { bench, line in
            let other = try await bench.line("two")
            try await turn("Hello?", .escalate(reason: "x", reply: nil), bench, line)
            let sent = try await bench.store.reply(
                to: Self.person,
                text: "Eva here.",
                by: "eva",
                idempotencyKey: "k",
                at: noon + .seconds(20)
            )
            let again = try await bench.store.reply(
                to: Self.person,
                text: "Eva here.",
                by: "eva",
                idempotencyKey: "k",
                at: noon + .seconds(21)
            )
            #expect(again.id == sent.id && again.isDuplicate)
            #expect(try await bench.claim(other, at: noon + .seconds(20)) == nil)
            #expect(try await bench.send(line, at: noon + .seconds(20))?.id == sent.id)
            let view = try await view(bench)
            #expect(view.owner == "human" && view.holder == "eva" && view.escalation?.claimedBy == "eva")
            try await bench.receive("Thanks, Eva", on: line, at: noon + .seconds(40))
            #expect(try await bench.store.dueTurns(at: noon + .seconds(600)).turns.isEmpty, "the agent is quiet")
            try await bench.store.order(.handBack, with: Self.person, by: "eva", at: noon + .seconds(50))
            let turns = try await bench.store.dueTurns(at: noon + .seconds(58)).turns
            #expect(turns.map(\.text) == ["Thanks, Eva"], "what nobody answered, and nothing before it")
        }
    }

    @Test func somebodyWhoWasOnlyWrittenToCanBeAnsweredByTheLineThatWroteToThem() async throws {
        try await with { bench, _ in
            let line = try await bench.line("two")
            try await bench.enqueue("Your parcel is here")
            try await bench.send(line)
            let sent = try await bench.store.reply(to: Self.person, text: "Until six.", by: "eva", at: noon)
            #expect(try await view(bench).owner == "human")
            #expect(try await bench.send(line)?.id == sent.id)
        }
    }

    @Test func aNewMessageDropsTheAnswerThatHasNotLeftAndBothAreAnswered() async throws {
        try await with { bench, line in
            guard case .replied(let answer) = try await turn("Are you open?", .reply("Yes.", why: ""), bench, line)
            else {
                Issue.record("no answer")
                return
            }
            let claimed = try #require(try await bench.claim(line, at: noon + .seconds(8)))
            try await bench.receive("On Sunday, I mean", on: line, at: noon + .seconds(9))
            let verdict = try await bench.store.handOver(claimed, sequence: 1, on: line, at: noon + .seconds(9))
            guard case .stop = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(try await bench.state(answer) == .cancelled)
            let turns = try await bench.store.dueTurns(at: noon + .seconds(17)).turns
            #expect(turns.map(\.text) == ["Are you open?\nOn Sunday, I mean"])
        }
    }

    /// The last check is the hand-over's own: it does not rely on somebody having cancelled the answer.
    @Test func anAnswerToAnOlderVersionIsNotHandedOver() async throws {
        try await with { bench, line in
            try await turn("Are you open?", .reply("Yes.", why: ""), bench, line)
            let claimed = try #require(try await bench.claim(line, at: noon + .seconds(8)))
            _ = try await bench.store.write { try $0.run("UPDATE conversation SET version = version + 1") }
            let verdict = try await bench.store.handOver(claimed, sequence: 1, on: line, at: noon + .seconds(9))
            guard case .stop(let reason) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(reason.contains("went on"))
            #expect(try await bench.state(claimed.id) == .cancelled)
        }
    }

    @Test func aPersonWhoTakesTheConversationDropsTheAgentsAnswerAtThePrompt() async throws {
        try await with { bench, line in
            try await turn("Are you open?", .reply("Yes.", why: ""), bench, line)
            let claimed = try #require(try await bench.claim(line, at: noon + .seconds(8)))
            try await bench.store.order(.claim, with: Self.person, by: "eva", at: noon + .seconds(9))
            guard case .stop = try await bench.store.handOver(claimed, sequence: 1, on: line, at: noon + .seconds(9))
            else {
                Issue.record("the agent talked over Eva")
                return
            }
        }
    }

    @Test func aPersonWhoTakesTheConversationWhileTheAgentThinksDropsItsAnswer() async throws {
        try await with { bench, line in
            try await bench.receive("Are you open?", on: line)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
            try await bench.store.order(.claim, with: Self.person, by: "eva", at: noon + .seconds(9))
            let outcome = try await bench.store.decide(.reply("Yes.", why: ""), in: turn, at: noon + .seconds(10))
            #expect(outcome == .stale)
            #expect(try await bench.send(line, at: noon + .seconds(10)) == nil)
        }
    }

    @Test func anAnswerThatCannotLeaveInTimeGoesToAPerson() async throws {
        try await with { bench, line in
            try await turn("Are you open?", .reply("Yes.", why: ""), bench, line)
            _ = try await bench.store.plan(at: noon + .seconds(3607))
            #expect(try await view(bench).owner == "agent")
            _ = try await bench.store.plan(at: noon + .seconds(3608))
            let view = try await view(bench)
            #expect(
                view.owner == "waitingForHuman" && view.reason?.hasPrefix("the agent's answer was not sent") == true
            )
            #expect(try await bench.send(line, at: noon + .seconds(3700)) == nil)
        }
    }

    @Test func aHoldingTextLeavesAlthoughThePersonGoesOn() async throws {
        try await with { bench, line in
            try await turn("I am angry", .escalate(reason: "x", reply: "Somebody will answer."), bench, line)
            try await bench.receive("Very!", on: line, at: noon + .seconds(9))
            #expect(try await bench.send(line, at: noon + .seconds(10))?.text == "Somebody will answer.")
            #expect(try await bench.store.dueTurns(at: noon + .seconds(600)).turns.isEmpty)
        }
    }

    @Test func whatAMachineWroteDropsNothingAndIsNotAnswered() async throws {
        try await with { bench, line in
            try await turn("Are you open?", .reply("Yes.", why: ""), bench, line)
            try await bench.receive("I'm driving right now", on: line, at: noon + .seconds(9))
            #expect(try await bench.send(line, at: noon + .seconds(10))?.text == "Yes.")
            #expect(try await bench.store.dueTurns(at: noon + .seconds(600)).turns.isEmpty)
        }
    }

    @Test func aServiceIsNeverAnswered() async throws {
        try await with { bench, line in
            for sender in [
                SenderAddress("Parcel", typeOfNumber: 5, region: nil), .init("72345", typeOfNumber: 0, region: nil),
            ] {
                try await bench.receive("Reply YES", from: sender, on: line, id: "\(sender)")
            }
            #expect(try await bench.store.dueTurns(at: noon + .seconds(600)).turns.isEmpty)
            #expect(
                try await bench.texts("SELECT owner || ' ' || mute_cause FROM conversation") == [
                    "muted service", "muted service",
                ]
            )
        }
    }

    @Test func whatWaitsLongestForAPersonStandsAtTheTop() async throws {
        try await with { bench, line in
            for index in 1...4 {
                let at = noon + .seconds(Int64(index) * 10)
                try await bench.receive("Help me with \(index)", from: .person(Bench.number(index)), on: line, at: at)
                let turns = try await bench.store.dueTurns(at: at + .seconds(8)).turns
                guard index != 4 else { break }
                _ = try await bench.store.decide(.escalate(reason: "x", reply: nil), in: turns[0], at: at)
            }
            try await bench.store.order(.claim, with: Bench.number(1), by: "eva", at: noon + .seconds(60))
            let all = try await bench.store.conversations(owner: nil, limit: 10)
            #expect(all.map(\.number) == [2, 3, 1, 4].map { Bench.number($0).e164 })
            let waiting = try await bench.store.conversations(owner: nil, waiting: true, limit: 10)
            #expect(waiting.map(\.number) == [2, 3].map { Bench.number($0).e164 })
        }
    }

    @Test func theServiceTimeGivesItBackToTheAgentWithWhatCameMeanwhile() async throws {
        try await with({ $0.conversations.serviceTime = .seconds(600) }) { bench, line in
            try await turn("I am angry", .escalate(reason: "x", reply: nil), bench, line)
            try await bench.receive("Hello?", on: line, at: noon + .seconds(60))
            let planned = try await bench.store.plan(at: noon + .seconds(607))
            #expect(planned.tended == 0 && planned.next == noon + .seconds(608))
            #expect(try await bench.store.plan(at: noon + .seconds(608)).tended == 1)
            #expect(try await view(bench).owner == "agent")
            #expect(try await bench.store.dueTurns(at: noon + .seconds(616)).turns.map(\.text) == ["Hello?"])
        }
    }

    @Test(
        "what nobody took stands at the top, overdue, until somebody looks, whatever the agent does",
        arguments: ["handback", "claim", "close"],
        [AgentDecision.reply("Hi.", why: ""), .close(reply: "Bye.", why: "")]
    )
    func overdueIsSeen(order: String, decision: AgentDecision) async throws {
        try await with({
            $0.conversations.serviceTime = .seconds(600)
            $0.conversations.closeAfter = .seconds(1000)
        }) { bench, line in
            try await turn("I am angry", .escalate(reason: "x", reply: nil), bench, line)
            _ = try await bench.store.plan(at: noon + .seconds(608))
            try await turn("Hello?", decision, bench, line, at: noon + .seconds(700))
            try await bench.send(line, at: noon + .seconds(710))
            _ = try await bench.store.plan(at: noon + .seconds(5000))
            try await bench.receive("x", from: .person(Bench.number(2)), on: line, at: noon + .seconds(6000))
            let list = try await bench.store.conversations(owner: nil, waiting: true, limit: 10)
            #expect(list.map(\.number) == [Self.person.e164] && list.first?.owner != "waitingForHuman")
            #expect(list.first?.escalation?.overdueAt == noon + .seconds(608))
            #expect(try await bench.store.conversations(owner: nil, limit: 10).first?.number == Self.person.e164)
            let what: ConversationOrder = order == "claim" ? .claim : order == "close" ? .close : .handBack
            try await bench.store.order(what, with: Self.person, by: "eva", at: noon + .seconds(7000))
            #expect(try await bench.store.conversations(owner: nil, waiting: true, limit: 10).isEmpty)
            let escalation = try #require(try await bench.store.conversation(with: Self.person.e164).escalations.first)
            #expect((escalation.claimedBy ?? escalation.resolvedBy) == "eva")
        }
    }

    @Test func whatIsEscalatedAgainAfterNobodyCameIsToldAgain() async throws {
        try await with({
            $0.conversations.serviceTime = .seconds(600)
            $0.events = EventType.standard
        }) { bench, line in
            try await turn("I am angry", .escalate(reason: "x", reply: nil), bench, line)
            _ = try await bench.store.plan(at: noon + .seconds(608))
            try await turn("Hello?", .escalate(reason: "y", reply: nil), bench, line, at: noon + .seconds(700))
            let view = try await view(bench)
            #expect(view.owner == "waitingForHuman" && view.escalation?.reason == "y")
            #expect(view.escalation?.overdueAt == nil && view.escalation?.dueAt == noon + .seconds(1308))
            let told = "SELECT COUNT(*) FROM event WHERE type = 'conversation.escalated'"
            #expect(try await bench.count(told) == 2)
        }
    }

    @Test("who opted out needs neither handback nor close, and nobody is told to do what cannot be done")
    func adviceCanBeFollowed() async throws {
        try await with { bench, line in
            try await turn("Hi", .reply("Hi.", why: ""), bench, line)
            try await bench.receive("STOP", on: line, at: noon + .seconds(60))
            for order in [ConversationOrder.handBack, .close] {
                let error = await #expect(throws: StorageError.self) {
                    try await bench.store.order(order, with: Self.person, by: "eva", at: noon + .seconds(70))
                }
                #expect(error.map { "\($0)".contains("START") && !"\($0)".contains("close it") } == true, "\(order)")
            }
        }
        try await with { bench, line in
            try await turn("Hi", .escalate(reason: "x", reply: nil), bench, line)
            _ = try await bench.store.suppress(Self.person, reason: .byHand, note: nil, at: noon + .seconds(60))
            let error = await #expect(throws: StorageError.self) {
                try await bench.store.order(.handBack, with: Self.person, by: "eva", at: noon + .seconds(70))
            }
            #expect(error.map { "\($0)".contains("close it") } == true)
            try await bench.store.order(.close, with: Self.person, by: "eva", at: noon + .seconds(80))
        }
    }

    @Test func theServiceTimeSendsATextOnceAndWhatIsClaimedIsLeftAlone() async throws {
        try await with({
            $0.conversations.serviceTime = .seconds(600)
            $0.conversations.fallback = .text("We call you tomorrow.")
            $0.events = EventType.standard
        }) { bench, line in
            try await turn("I am angry", .escalate(reason: "x", reply: nil), bench, line)
            for round in 0..<3 { _ = try await bench.store.plan(at: noon + .seconds(608 + Int64(round) * 700)) }
            #expect(try await bench.texts("SELECT text FROM message") == ["We call you tomorrow."])
            let view = try await view(bench)
            #expect(view.owner == "waitingForHuman" && view.escalation?.overdueAt == noon + .seconds(608))
            let types = try await bench.texts("SELECT type FROM event WHERE type LIKE 'conversation%' ORDER BY id")
            #expect(types == ["conversation.escalated", "conversation.overdue"])
            try await bench.receive("x", from: .person(Bench.number(2)), on: line)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
            _ = try await bench.store.decide(.escalate(reason: "x", reply: nil), in: turn, at: noon)
            try await bench.store.order(.claim, with: Bench.number(2), by: "eva", at: noon)
            _ = try await bench.store.plan(at: noon + .seconds(10_000))
            #expect(try await bench.texts("SELECT text FROM message").count == 1)
        }
    }

    @Test func silenceEndsAnAgentsConversationAndGivesAPersonsBack() async throws {
        try await with({
            $0.conversations.closeAfter = .seconds(1000)
            $0.conversations.handBackAfter = .seconds(500)
        }) { bench, line in
            try await turn("Hi", .silent(why: ""), bench, line)
            try await bench.store.order(.claim, with: Self.person, by: "eva", at: noon + .seconds(100))
            _ = try await bench.store.plan(at: noon + .seconds(599))
            #expect(try await view(bench).owner == "human")
            _ = try await bench.store.plan(at: noon + .seconds(600))
            #expect(try await view(bench).owner == "agent")
            _ = try await bench.store.plan(at: noon + .seconds(1600))
            #expect(try await view(bench).owner == "closed")
            try await bench.receive("Hi again", on: line, at: noon + .seconds(2000))
            #expect(try await bench.store.dueTurns(at: noon + .seconds(2008)).turns.map(\.text) == ["Hi again"])
        }
    }

    @Test func anAgentWaitsWhileALongMessageIsOnItsWay() async throws {
        try await with { bench, line in
            try await turn("Are you open?", .reply("Yes.", why: ""), bench, line)
            let pdu = InboundPart.Content.partOfText(reference: 7, total: 2, sequence: 1)
            _ = try await bench.receive(pdu, on: line, id: "part", at: noon + .seconds(9))
            #expect(try await bench.send(line, at: noon + .seconds(10)) == nil)
            #expect(try await bench.store.dueTurns(at: noon + .seconds(16)).turns.isEmpty)
            #expect(try await bench.store.dueTurns(at: noon + .seconds(17)).turns.map(\.text) == ["Are you open?"])
        }
    }
}
