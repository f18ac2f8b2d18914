import SMS

/// Lets an agent hold conversations, with the gateway's own part in them: opt-outs, wrong numbers and machines never reach
/// it, and what a person has to look at it leaves alone.
public struct AgentTrial: Sendable {
    private let agent: RulesAgent
    private let words: OptOutWords
    private let confirmations: ConfirmationTexts
    private let senderName: String
    private let start: Timestamp

    public init(
        agent: RulesAgent,
        words: OptOutWords = OptOutWords(),
        confirmations: ConfirmationTexts = ConfirmationTexts(),
        senderName: String,
        start: Timestamp
    ) {
        self.agent = agent
        self.words = words
        self.confirmations = confirmations
        self.senderName = senderName
        self.start = start
    }

    /// Plays each of them. `known` stands in for fields that a scenario's contact does not name.
    public func run(_ scenarios: [Scenario]) -> [ScenarioResult] {
        scenarios.map(play)
    }

    /// What happened on a turn.
    private struct Happening {
        var actions: [Scenario.Action] = []
        var reply: String?
        var why: String
        var goal: String?
    }

    private func play(_ scenario: Scenario) -> ScenarioResult {
        var owner = ConversationOwner.agent
        var isSuppressed = false
        var now = scenario.at.map { agent.zone.instant(of: $0) } ?? start
        var turns: [ScenarioResult.Turn] = []
        for turn in scenario.turns {
            if owner == .closed { owner = .agent }
            let happening = answer(turn.text, scenario, &owner, &isSuppressed, at: now)
            turns.append(judge(happening, turn))
            now += .seconds(60)
        }
        return ScenarioResult(name: scenario.name, isBuiltIn: scenario.isBuiltIn, turns: turns)
    }

    private func answer(
        _ text: String,
        _ scenario: Scenario,
        _ owner: inout ConversationOwner,
        _ isSuppressed: inout Bool,
        at now: Timestamp
    ) -> Happening {
        switch words.classify(text) {
        case .optOut(let word, let language):
            let reply = isSuppressed ? nil : confirmations.optOut(language: language, sender: senderName)
            owner = .muted
            isSuppressed = true
            return Happening(actions: [.optOut], reply: reply, why: "the gateway knows “\(word)”")
        case .optIn(let word, let language) where isSuppressed:
            owner = .agent
            isSuppressed = false
            let reply = confirmations.optIn(language: language, sender: senderName)
            return Happening(actions: [.optIn], reply: reply, why: "the gateway knows “\(word)”")
        case .help(let language):
            let reply = confirmations.help(language: language, sender: senderName)
            return Happening(actions: [.help], reply: reply, why: "the gateway answers HELP")
        case .wrongNumber:
            owner = .waitingForHuman
            isSuppressed = true
            return Happening(actions: [.wrongNumber, .escalate], why: "the gateway knows a wrong number")
        case .ask(let word):
            if owner == .agent { owner = .waitingForHuman }
            return Happening(actions: [.escalate], why: "may want no more messages: “\(word)”")
        case .optIn, .none: break
        }
        if AutomaticReply.isLikely(text: text, secondsSinceOurLast: nil) {
            return Happening(actions: [.none], why: "a machine wrote it, probably: nobody answers")
        }
        guard owner == .agent else {
            let why = owner == .muted ? "the person opted out" : "a person has the conversation"
            return Happening(actions: [.none], why: why)
        }
        return decide(agent.answer(text: text, fields: scenario.contact, at: now), &owner)
    }

    private func decide(_ decision: AgentDecision, _ owner: inout ConversationOwner) -> Happening {
        var happening = Happening(reply: decision.reply, why: decision.why)
        if decision.reply != nil { happening.actions.append(.reply) }
        switch decision.withoutGoal {
        case .reply, .silent, .reaching: break
        case .escalate:
            happening.actions.append(.escalate)
            owner = .waitingForHuman
        case .close:
            happening.actions.append(.close)
            owner = .closed
        }
        if let goal = decision.goal {
            happening.actions.append(.goal)
            happening.goal = goal.name
        }
        if happening.actions.isEmpty { happening.actions = [.none] }
        return happening
    }

    private func judge(_ happening: Happening, _ turn: Scenario.Turn) -> ScenarioResult.Turn {
        let segments = happening.reply.map { Segmentation.preview($0).segments } ?? 0
        var failures: [String] = []
        for action in turn.actions where !happening.actions.contains(action) {
            failures.append("expected \(action.rawValue), got \(names(happening.actions))")
        }
        if !turn.anyOf.isEmpty, !turn.anyOf.contains(where: happening.actions.contains) {
            failures.append(
                "expected \(turn.anyOf.map(\.rawValue).joined(separator: " or ")), got \(names(happening.actions))"
            )
        }
        for action in turn.notActions where happening.actions.contains(action) {
            failures.append("\(action.rawValue) was not expected")
        }
        if let pattern = turn.replyMatches {
            if let reply = happening.reply {
                if !pattern.occurs(in: reply) { failures.append("the answer does not match \(pattern.source)") }
            } else {
                failures.append("expected an answer that matches \(pattern.source), got none")
            }
        }
        if let pattern = turn.notMatches, let reply = happening.reply, pattern.occurs(in: reply) {
            failures.append("the answer matches \(pattern.source), and should not")
        }
        if let most = turn.maxSegments, segments > most {
            let count = segments == 1 ? "1 segment" : "\(segments) segments"
            failures.append("the answer has \(count): expected at most \(most)")
        }
        if let goal = turn.goal, goal != happening.goal {
            failures.append("expected the goal \(goal), got \(happening.goal ?? "none")")
        }
        return ScenarioResult.Turn(
            text: turn.text,
            actions: happening.actions,
            reply: happening.reply,
            segments: segments,
            why: happening.why,
            goal: happening.goal,
            failures: failures
        )
    }

    private func names(_ actions: [Scenario.Action]) -> String {
        actions.map(\.rawValue).joined(separator: ", ")
    }
}
