import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite struct ConversationTests {
    private func withTurn(
        _ body: @Sendable (Bench, RouteTerms, DueTurn) async throws -> Void
    ) async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            try await bench.receive("When are you open?", on: line)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
            try await body(bench, line, turn)
        }
    }

    @Test func anAgentWaitsForTheDebounce() async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            try await bench.receive("When", on: line)
            try await bench.receive("are you open?", on: line, at: noon + .seconds(5))
            let early = try await bench.store.dueTurns(at: noon + .seconds(8))
            #expect(early.turns.isEmpty)
            #expect(early.next == noon + .seconds(13))
            let due = try await bench.store.dueTurns(at: noon + .seconds(13)).turns
            #expect(due.map(\.text) == ["When\nare you open?"])
        }
    }

    @Test func anAnswerGoesByTheLineThatWasWrittenTo() async throws {
        try await withTurn { bench, line, turn in
            let other = try await bench.line("two")
            let outcome = try await bench.store.decide(.reply("At nine.", why: "rule 1"), in: turn, at: noon)
            guard case .replied(let message) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(try await bench.claim(other) == nil)
            #expect(try await bench.send(line)?.id == message)
            #expect(try await bench.store.dueTurns(at: noon + .seconds(60)).turns.isEmpty)
        }
    }

    @Test func anAnswerToAnOlderVersionIsDroppedAndAskedAgain() async throws {
        try await withTurn { bench, line, turn in
            try await bench.receive("And on Sunday?", on: line, at: noon + .seconds(9))
            #expect(try await bench.store.decide(.reply("At nine.", why: ""), in: turn, at: noon) == .stale)
            #expect(try await bench.claim(line, at: noon + .seconds(9)) == nil)
            let again = try await bench.store.dueTurns(at: noon + .seconds(17)).turns
            #expect(again.map(\.text) == ["When are you open?\nAnd on Sunday?"])
        }
    }

    @Test func anAnswerAfterStopIsDropped() async throws {
        try await withTurn { bench, line, turn in
            try await bench.receive("STOP", on: line, at: noon + .seconds(9))
            #expect(try await bench.store.decide(.reply("At nine.", why: ""), in: turn, at: noon) == .stale)
            #expect(try await bench.store.dueTurns(at: noon + .seconds(60)).turns.isEmpty)
        }
    }

    @Test func anAnswerThatCannotBeSentGoesToAPerson() async throws {
        try await withTurn { bench, _, turn in
            let text = String(repeating: "x", count: 4000)
            let outcome = try await bench.store.decide(.reply(text, why: ""), in: turn, at: noon)
            #expect(outcome == .escalated)
            #expect(try await bench.texts("SELECT owner FROM conversation") == ["waitingForHuman"])
            #expect(try await bench.store.dueTurns(at: noon + .seconds(60)).turns.isEmpty)
        }
    }

    @Test func escalationKeepsTheAgentQuiet() async throws {
        try await withTurn { bench, line, turn in
            let decision = AgentDecision.escalate(reason: "a complaint", reply: "A person will answer.")
            guard case .replied = try await bench.store.decide(decision, in: turn, at: noon) else {
                Issue.record("the holding text was not queued")
                return
            }
            try await bench.receive("Hello?", on: line, at: noon + .seconds(60))
            #expect(try await bench.store.dueTurns(at: noon + .seconds(90)).turns.isEmpty)
        }
    }

    @Test func anAgentsBudgetMutesIt() async throws {
        try await Bench.run(settings: {
            $0.inboundAgent = "rules"
            $0.conversations.guards.perHour = 3
        }) { bench in
            let line = try await bench.line()
            var outcomes: [TurnOutcome] = []
            let words = ["Good morning", "When do you open", "Is it far", "Thank you all", "One thing more"]
            for (round, text) in words.enumerated() {
                let at = noon + .seconds(Int64(round) * 60)
                try await bench.receive(text, on: line, at: at)
                guard let turn = try await bench.store.dueTurns(at: at + .seconds(8)).turns.first else { break }
                outcomes.append(try await bench.store.decide(.reply("No. \(text)!", why: ""), in: turn, at: at))
                try await bench.send(line, at: at + .seconds(9))
            }
            #expect(outcomes.count == 4)
            #expect(outcomes.last == .escalated)
        }
    }

    @Test func anAgentThatUnderstandsAnOptOutIsAsGoodAsStop() async throws {
        try await withTurn { bench, line, turn in
            _ = try await bench.store.decide(.optOut(why: "llm: has enough"), in: turn, at: noon)
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE reason = 'intent'") == 1)
            #expect(try await bench.count("SELECT COUNT(*) FROM conversation WHERE owner = 'muted'") == 1)
            #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE origin = 'system' AND exempt = 1") == 1)
            #expect(try await bench.store.decide(.reply("But…", why: ""), in: turn, at: noon) == .stale)
            #expect(try await bench.send(line) != nil)
        }
    }

    @Test func anAgentSeesWhatWasWrittenBefore() async throws {
        try await withTurn { bench, line, turn in
            #expect(try await bench.store.history(before: turn).isEmpty)
            _ = try await bench.store.decide(.reply("At nine.", why: ""), in: turn, at: noon + .seconds(8))
            try await bench.send(line, at: noon + .seconds(9))
            try await bench.receive("And on Sunday?", on: line, at: noon + .seconds(60))
            let next = try #require(try await bench.store.dueTurns(at: noon + .seconds(68)).turns.first)
            let history = try await bench.store.history(before: next)
            #expect(history.map(\.text) == ["When are you open?", "At nine."])
            #expect(history.map(\.direction) == [.incoming, .outgoing])
            #expect(history.last?.origin == "agent")
        }
    }

    @Test func pastTurnsAreThoseThatAgentsHad() async throws {
        try await withTurn { bench, line, turn in
            _ = try await bench.store.decide(.reply("At nine.", why: ""), in: turn, at: noon + .seconds(8))
            try await bench.send(line, at: noon + .seconds(9))
            try await bench.receive("And on", on: line, at: noon + .seconds(60))
            try await bench.receive("Sunday?", on: line, at: noon + .seconds(62))
            let past = try await bench.store.pastTurns(most: 10)
            #expect(past.map(\.text) == ["When are you open?", "And on\nSunday?"])
            #expect(past.map(\.answer) == ["At nine.", nil])
            #expect(past.last?.history.map(\.text) == ["When are you open?", "At nine."])
            #expect(try await bench.store.pastTurns(most: 1).count == 1)
        }
    }

    @Test("what was said at once is the answer, not what was to be said later", arguments: [false, true])
    func pastTurnsWithSomethingLater(isSent: Bool) async throws {
        try await withTurn { bench, line, turn in
            let decided = noon + .seconds(8)
            let later = ScheduledReply("Did it help?", at: decided + .seconds(600))
            let decision = AgentDecision.scheduling(later, .reply("At nine.", why: ""))
            _ = try await bench.store.decide(decision, in: turn, at: decided)
            try await bench.send(line, at: decided + .seconds(2))
            if isSent { try await bench.send(line, at: later.at) }
            #expect(try await bench.store.pastTurns(most: 10).map(\.answer) == ["At nine."])
        }
    }
}
