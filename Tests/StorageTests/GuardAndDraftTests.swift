import Campaigns
import GRDB
import Testing

@testable import Storage

/// Guards and approval, as storage applies them in the transaction that queues an answer.
@Suite struct GuardAndDraftTests {
    private static let person = Bench.number(1)

    private func talk(
        _ texts: [String],
        every seconds: Int64 = 60,
        settings: @escaping @Sendable (inout StoreSettings) -> Void = { _ in },
        answer: @Sendable (String) -> String,
        then body: @Sendable (Bench, RouteTerms, [TurnOutcome]) async throws -> Void
    ) async throws {
        try await Bench.run(settings: {
            $0.inboundAgent = "rules"
            settings(&$0)
        }) { bench in
            let line = try await bench.line()
            var outcomes: [TurnOutcome] = []
            for (index, text) in texts.enumerated() {
                let at = noon + .seconds(Int64(index) * seconds)
                try await bench.receive(text, on: line, at: at)
                guard let turn = try await bench.store.dueTurns(at: at + .seconds(8)).turns.first else { continue }
                outcomes.append(
                    try await bench.store.decide(.reply(answer(text), why: ""), in: turn, at: at + .seconds(8))
                )
                try await bench.send(line, at: at + .seconds(9))
            }
            try await body(bench, line, outcomes)
        }
    }

    @Test func aLoopMutesTheAgentForADayAndAPersonHasToLook() async throws {
        try await talk(["Where is it?", "So where?", "Where, please?", "Hello?"], answer: { _ in "On its way." }) {
            bench,
            line,
            outcomes in
            #expect(outcomes.count == 3 && outcomes.last == .escalated, "the fourth has no turn any more")
            let view = try #require(try await bench.store.conversations(owner: nil, waiting: true, limit: 5).first)
            #expect(view.owner == "muted" && view.muteCause == "loop" && view.needsPerson)
            #expect(view.reason == "guard: the agent was about to say the same 3 times in a row")
            #expect(view.escalation?.reason == view.reason && view.escalation?.openedBy == "guard")
            let until = noon + .seconds(128 + 86_400)
            #expect(view.mutedUntil == until)
            _ = try await bench.store.plan(at: until - .seconds(1))
            #expect(try await bench.text("SELECT owner FROM conversation") == "muted")
            _ = try await bench.store.plan(at: until)
            #expect(try await bench.text("SELECT owner FROM conversation") == "waitingForHuman")
            try await bench.receive("Still nothing", on: line, at: until + .seconds(60))
            #expect(try await bench.store.dueTurns(at: until + .seconds(90)).turns.isEmpty, "nobody has looked yet")
            let still = try #require(try await bench.store.conversations(owner: nil, waiting: true, limit: 5).first)
            #expect(still.escalation?.reason == view.reason)
        }
    }

    @Test func aPersonMayLookBeforeTheMuteEnds() async throws {
        try await talk(["a?", "b?", "c?"], answer: { _ in "On its way." }) { bench, _, _ in
            try await bench.store.order(.handBack, with: Self.person, by: "eva", at: noon + .seconds(300))
            #expect(try await bench.text("SELECT owner FROM conversation") == "agent")
            #expect(try await bench.store.conversations(owner: nil, waiting: true, limit: 5).isEmpty)
            let at = noon + .seconds(308)
            let turn = try #require(try await bench.store.dueTurns(at: at).turns.first)
            #expect(turn.text == "c?", "what the guard left unanswered")
            let outcome = try await bench.store.decide(.reply("On its way.", why: ""), in: turn, at: at)
            guard case .replied = outcome else {
                Issue.record("the person has seen what was said before: \(outcome)")
                return
            }
        }
    }

    @Test func anAnswerThatWaitsForApprovalKeepsTheConversationOpen() async throws {
        try await Bench.run(settings: {
            $0.inboundAgent = "rules"
            $0.conversations.approval = .everybody
            $0.conversations.closeAfter = .seconds(3600)
        }) { bench in
            let line = try await bench.line()
            try await bench.receive("Is it open?", on: line, at: noon)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
            _ = try await bench.store.decide(.reply("Until five.", why: ""), in: turn, at: noon + .seconds(8))
            let late = noon + .seconds(90_000)
            _ = try await bench.store.plan(at: late)
            let view = try #require(try await bench.store.conversations(owner: nil, waiting: true, limit: 5).first)
            #expect(view.owner == "agent" && view.draft != nil)
            try await bench.store.discardDraft(with: Self.person, by: "eva", at: late)
            let left = try #require(try await bench.store.conversations(owner: nil, waiting: true, limit: 5).first)
            #expect(left.owner == "waitingForHuman" && left.reason == "eva discarded the agent's answer")
        }
    }

    @Test func nobodyAnswersWhatAnotherHasByAccident() async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            let store = bench.store
            try await bench.receive("Is it open?", on: line, at: noon)
            try await store.order(.claim, with: Self.person, by: "eva", at: noon)
            let refused = StorageError.conflict(
                "eva has the conversation; to take it over: --take (by the API: \"take\": true)"
            )
            await #expect(throws: refused) {
                _ = try await store.reply(to: Self.person, text: "Yes.", by: "max", at: noon)
            }
            await #expect(throws: refused) { try await store.order(.claim, with: Self.person, by: "max", at: noon) }
            _ = try await store.reply(to: Self.person, text: "Yes.", by: "eva", at: noon)
            _ = try await store.reply(to: Self.person, text: "Till five.", by: "max", takesOver: true, at: noon)
            #expect(try await bench.text("SELECT holder FROM conversation") == "max")
        }
    }

    @Test func tooManySegmentsGoToAPersonAndMuteNobody() async throws {
        try await talk(["Hi"], answer: { _ in String(repeating: "long ", count: 100) }) { bench, _, outcomes in
            #expect(outcomes == [.escalated])
            let view = try #require(try await bench.store.conversations(owner: nil, limit: 5).first)
            #expect(view.owner == "waitingForHuman" && view.reason?.contains("4 segments; it may have 3") == true)
        }
    }

    @Test func whatWasTakenBackCostsNoBudget() async throws {
        try await Bench.run(settings: {
            $0.inboundAgent = "rules"
            $0.conversations.guards.perHour = 2
        }) { bench in
            let line = try await bench.line()
            for (index, text) in ["One", "And two words", "Three it is now", "Four more words here"].enumerated() {
                // Nothing leaves: each new message takes the answer back.
                let at = noon + .seconds(Int64(index) * 60)
                try await bench.receive(text, on: line, at: at)
                let turn = try #require(try await bench.store.dueTurns(at: at + .seconds(8)).turns.first)
                guard case .replied = try await bench.store.decide(.reply("To \(text)", why: ""), in: turn, at: at)
                else {
                    Issue.record("\(text)")
                    return
                }
            }
            #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE state = 'queued'") == 1)
        }
    }

    /// Two gateways, each with an agent that always has something new to say, answer each other.
    @Test func twoGatewaysSetOnEachOtherStopWithinTheBudget() async throws {
        let chatter = [
            "tide", "lantern", "quarrel", "birch", "oven", "meadow", "copper", "violin", "harbour", "puzzle", "saddle",
            "clover",
            "engine", "feather", "goblet", "hammer", "island", "jacket", "kettle", "ladder", "mirror", "needle",
        ]
        @Sendable func saying(_ index: Int) -> String {
            (0..<4).map { chatter[(index * 7 + $0 * 5 + index / 22) % chatter.count] }.joined(separator: " ")
        }
        let settings: @Sendable (inout StoreSettings) -> Void = { $0.inboundAgent = "rules" }
        try await Bench.run(settings: settings) { first in
            try await Bench.run(settings: settings) { second in
                let sides = [
                    (first, try await first.line(), Bench.number(2)),
                    (second, try await second.line(), Bench.number(1)),
                ]
                try await first.receive("Good morning to you", from: .person(Bench.number(2)), on: sides[0].1)
                var sent = [0, 0]
                for round in 0..<400 {
                    let at = noon + .seconds(Int64(round) * 5)
                    for (index, (bench, line, other)) in sides.enumerated() {
                        for turn in try await bench.store.dueTurns(at: at).turns {
                            let text = saying(sent[0] * 2 + sent[1] * 3 + index)
                            _ = try await bench.store.decide(.reply(text, why: ""), in: turn, at: at)
                        }
                        guard let message = try await bench.send(line, at: at), message.number == other else {
                            continue
                        }
                        sent[index] += 1
                        let (receiver, route, _) = sides[1 - index]
                        let from = index == 0 ? Bench.number(1) : Bench.number(2)
                        try await receiver.receive(message.text, from: .person(from), on: route, at: at + .seconds(2))
                    }
                }
                #expect(sent[0] == 10, "the first stops at its budget: \(sent)")
                #expect(sent[1] <= 10)
                let reason = try await first.text("SELECT reason FROM conversation") ?? ""
                #expect(reason.contains("10 times within an hour"), "\(reason)")
            }
        }
    }

    // MARK: Drafts

    private func withDraft(
        _ body: @Sendable (Bench, RouteTerms) async throws -> Void
    ) async throws {
        try await talk(
            ["Are you open?"],
            settings: { $0.conversations.approval = .agents(["rules"]) },
            answer: { _ in "Until six." }
        ) { bench, line, outcomes in
            guard case .drafted = outcomes.first else {
                Issue.record("\(outcomes)")
                return
            }
            #expect(try await bench.count("SELECT COUNT(*) FROM message") == 0)
            let view = try #require(try await bench.store.conversations(owner: nil, waiting: true, limit: 5).first)
            #expect(view.draft?.text == "Until six." && view.needsPerson && view.owner == "agent")
            try await body(bench, line)
        }
    }

    private func drafts(_ bench: Bench) async throws -> [String] {
        try await bench.store.conversation(with: Self.person.e164).drafts.map(\.state)
    }

    @Test func anApprovedDraftIsSentAndTheAgentKeepsTheConversation() async throws {
        try await withDraft { bench, line in
            _ = try await bench.store.approveDraft(with: Self.person, by: "eva", at: noon + .seconds(60))
            #expect(try await bench.send(line, at: noon + .seconds(60))?.text == "Until six.")
            #expect(try await drafts(bench) == ["approved"])
            #expect(try await bench.text("SELECT owner FROM conversation") == "agent")
            await #expect(throws: StorageError.self, "it is sent once") {
                try await bench.store.approveDraft(with: Self.person, by: "max", at: noon)
            }
        }
    }

    @Test func anEditedDraftIsSentInThePersonsWords() async throws {
        try await withDraft { bench, line in
            _ = try await bench.store.approveDraft(
                with: Self.person,
                text: "Until five.",
                by: "eva",
                at: noon + .seconds(60)
            )
            #expect(try await bench.send(line, at: noon + .seconds(60))?.text == "Until five.")
            #expect(try await drafts(bench) == ["edited"])
        }
    }

    @Test func aDiscardedDraftIsNotSent() async throws {
        try await withDraft { bench, line in
            try await bench.store.discardDraft(with: Self.person, by: "eva", at: noon)
            #expect(try await bench.send(line, at: noon + .seconds(60)) == nil)
            #expect(try await drafts(bench) == ["discarded"])
        }
    }

    @Test(arguments: ["And on Sunday?", "STOP", "claim"])
    func aDraftIsStaleOnceTheConversationWentOn(what: String) async throws {
        try await withDraft { bench, line in
            if what == "claim" {
                try await bench.store.order(.claim, with: Self.person, by: "max", at: noon + .seconds(30))
            } else {
                try await bench.receive(what, on: line, at: noon + .seconds(30))
            }
            #expect(try await drafts(bench) == ["stale"])
            await #expect(throws: StorageError.self) {
                try await bench.store.approveDraft(with: Self.person, by: "eva", at: noon + .seconds(60))
            }
            let turns = try await bench.store.dueTurns(at: noon + .seconds(60)).turns.map(\.text)
            #expect(turns == (what.hasPrefix("And") ? ["Are you open?\nAnd on Sunday?"] : []))
        }
    }

    // MARK: Drafts for people

    /// Eva has the conversation, the person wrote again, and the agent is asked for a draft.
    private func withTurnForEva(
        _ body: @Sendable (Bench, RouteTerms, DueTurn) async throws -> Void
    ) async throws {
        try await talk(
            ["Are you open?"],
            settings: { $0.conversations.draftsForPeople = .everybody },
            answer: { _ in "Until six." }
        ) { bench, line, _ in
            try await bench.store.order(.claim, with: Self.person, by: "eva", at: noon + .seconds(60))
            try await bench.receive("And on Sunday?", on: line, at: noon + .seconds(120))
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(128)).turns.first)
            #expect(turn.owner == .human && turn.text == "And on Sunday?")
            try await body(bench, line, turn)
        }
    }

    @Test func whileAPersonHasItTheAgentWritesDraftsForThem() async throws {
        try await withTurnForEva { bench, line, turn in
            let at = noon + .seconds(130)
            let outcome = try await bench.store.decide(.reply("We are closed.", why: "rule"), in: turn, at: at)
            guard case .drafted = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(try await bench.send(line, at: at) == nil)
            let message = try await bench.store.approveDraft(with: Self.person, by: "eva", at: at)
            #expect(try await bench.send(line, at: at)?.id == message)
            #expect(try await bench.text("SELECT origin FROM message WHERE id = \(message)") == "human")
            #expect(try await bench.text("SELECT owner FROM conversation") == "human")
            #expect(try await drafts(bench) == ["approved"])
        }
    }

    @Test func whatAnAgentSaysBesideADraftIsNotDone() async throws {
        for decision in [AgentDecision.close(reply: nil, why: ""), .escalate(reason: "price", reply: nil)] {
            try await withTurnForEva { bench, _, turn in
                #expect(try await bench.store.decide(decision, in: turn, at: noon + .seconds(130)) == .silent)
                #expect(try await bench.text("SELECT owner FROM conversation") == "human")
                try await bench.store.order(.handBack, with: Self.person, by: "eva", at: noon + .seconds(200))
                let turns = try await bench.store.dueTurns(at: noon + .seconds(208)).turns
                #expect(turns.map(\.text) == ["And on Sunday?"], "nobody has answered it")
            }
        }
    }

    @Test func anAgentThatUnderstandsAnOptOutIsHeardThenToo() async throws {
        try await withTurnForEva { bench, _, turn in
            _ = try await bench.store.decide(.optOut(why: "has enough"), in: turn, at: noon + .seconds(130))
            #expect(try await bench.text("SELECT owner FROM conversation") == "muted")
        }
    }

    @Test(arguments: ["answer", "claim", "wrote"])
    func aDraftForAPersonIsStaleOnceTheConversationWentOn(what: String) async throws {
        try await withTurnForEva { bench, line, turn in
            let at = noon + .seconds(130)
            _ = try await bench.store.decide(.reply("We are closed.", why: ""), in: turn, at: at)
            switch what {
            case "answer": _ = try await bench.store.reply(to: Self.person, text: "No.", by: "eva", at: at)
            case "claim": try await bench.store.order(.claim, with: Self.person, by: "max", takesOver: true, at: at)
            default: try await bench.receive("Hello?", on: line, at: at)
            }
            #expect(try await drafts(bench) == ["stale"])
            await #expect(throws: StorageError.self) {
                try await bench.store.approveDraft(with: Self.person, by: "eva", at: at + .seconds(1))
            }
        }
    }

    @Test func anAnswerOfThePersonMeanwhileMakesTheTurnStale() async throws {
        try await withTurnForEva { bench, _, turn in
            _ = try await bench.store.reply(to: Self.person, text: "No.", by: "eva", at: noon + .seconds(129))
            let late = try await bench.store.decide(
                .reply("We are closed.", why: ""),
                in: turn,
                at: noon + .seconds(130)
            )
            #expect(late == .stale)
        }
    }

    @Test func withoutTheSettingAgentsAreQuietWhileAPersonHasIt() async throws {
        try await talk(["Are you open?"], answer: { _ in "Until six." }) { bench, line, _ in
            try await bench.store.order(.claim, with: Self.person, by: "eva", at: noon + .seconds(60))
            try await bench.receive("And on Sunday?", on: line, at: noon + .seconds(120))
            #expect(try await bench.store.dueTurns(at: noon + .seconds(300)).turns.isEmpty)
        }
    }
}
