import SMS

/// One conversation of a rehearsal, as the gateway would hold it.
public struct TrialSession: Sendable {
    /// What happened on a turn.
    public struct Happening: Hashable, Sendable {
        /// What the person wrote.
        public var text: String
        public var actions: [Scenario.Action] = []
        /// What they were answered, by the gateway or the agent.
        public var reply: String?
        public var why: String
        public var goal: String?
        /// Fields of the contact that get values.
        public var fields: [String: String] = [:]
        /// What becomes of the person's campaigns and labels.
        public var orders: AgentOrders?
        /// What the agent wants to say later.
        public var scheduled: ScheduledReply?
        /// How long the agent thought.
        public var took: Duration = .zero
    }

    private let house: AgentTrial.House
    private let fields: [String: String]
    private let name: String
    private let number: PhoneNumber
    private var isSuppressed = false
    private var turns = 0
    private var history: [AgentTurn.Message] = []
    /// Who has the conversation.
    public private(set) var owner = ConversationOwner.agent
    private var now: Timestamp

    /// - Parameters:
    ///   - house: The gateway's own part.
    ///   - fields: Of the contact who writes.
    ///   - sent: What a campaign wrote to them before; `nil` where they write first.
    ///   - now: When it begins.
    ///   - name: Part of each turn's id.
    public init(house: AgentTrial.House, fields: [String: String], sent: String?, at now: Timestamp, name: String) {
        self.house = house
        self.fields = fields
        self.name = name
        number = fields["phone"].flatMap(PhoneNumber.init(e164:)) ?? .exercise
        self.now = now
        if let sent {
            history.append(AgentTurn.Message(.outgoing, sent, origin: "campaign", at: now + .seconds(-3600)))
        }
    }

    /// Lets time pass.
    public mutating func pass(_ time: Duration) {
        now += time
    }

    /// A person here gives the conversation back to the agent.
    public mutating func handBack() {
        if !isSuppressed { owner = .agent }
    }

    /// The person writes.
    public mutating func receive(_ text: String, _ asking: AgentTrial.Asking) async -> Happening {
        reopen()
        turns += 1
        var happening = answerItself(text)
        if happening == nil {
            let asked = await asking(turn(text))
            happening = carryOut(asked.decision, on: text)
            happening?.took = asked.took
        }
        let done = happening ?? Happening(text: text, actions: [.none], why: "")
        note(done)
        return done
    }

    /// The same with an agent that may be out of reach: then the session is as it was before.
    public mutating func receive(
        _ text: String,
        trying asking: (AgentTurn) async throws -> AgentDecision
    ) async throws -> Happening {
        var next = self
        next.reopen()
        next.turns += 1
        var happening = next.answerItself(text)
        if happening == nil { happening = next.carryOut(try await asking(next.turn(text)), on: text) }
        let done = happening ?? Happening(text: text, actions: [.none], why: "")
        next.note(done)
        self = next
        return done
    }

    /// Who writes opens what was closed.
    private mutating func reopen() {
        if owner == .closed, !isSuppressed { owner = .agent }
    }

    private mutating func note(_ done: Happening) {
        history.append(AgentTurn.Message(.incoming, done.text, at: now))
        guard let reply = done.reply else { return }
        let origin = done.actions.contains(.reply) ? "agent" : "system"
        history.append(AgentTurn.Message(.outgoing, reply, origin: origin, at: now))
    }

    private func turn(_ text: String) -> AgentTurn {
        AgentTurn(
            id: "trn_\(name)_\(turns)",
            conversation: 0,
            version: Int64(turns),
            number: number,
            text: text,
            fields: fields,
            campaign: nil,
            at: now,
            history: history,
            isTest: true
        )
    }

    /// What the gateway does about a text without asking any agent.
    private mutating func answerItself(_ text: String) -> Happening? {
        switch house.words.classify(text) {
        case .optOut(let word, let language):
            let language = spoken(word, language)
            let reply = isSuppressed ? nil : house.confirmations.optOut(language: language, sender: house.senderName)
            owner = .muted
            isSuppressed = true
            return Happening(text: text, actions: [.optOut], reply: reply, why: "the gateway knows “\(word)”")
        case .optIn(let word, let language) where isSuppressed:
            owner = .agent
            isSuppressed = false
            let reply = house.confirmations.optIn(language: spoken(word, language), sender: house.senderName)
            return Happening(text: text, actions: [.optIn], reply: reply, why: "the gateway knows “\(word)”")
        case .help(let language):
            let language = language == "en" ? spoken("help", language) : language
            let reply = house.confirmations.help(language: language, sender: house.senderName)
            return Happening(text: text, actions: [.help], reply: reply, why: "the gateway answers HELP")
        case .wrongNumber:
            owner = .closed
            isSuppressed = true
            return Happening(text: text, actions: [.wrongNumber, .close], why: "the gateway knows a wrong number")
        case .ask(let word):
            if owner == .agent { owner = .waitingForHuman }
            return Happening(text: text, actions: [.escalate], why: "may want no more messages: “\(word)”")
        case .optIn, .none: break
        }
        if AutomaticReply.saysSo(text) {
            return Happening(text: text, actions: [.none], why: "a machine wrote it, probably: nobody answers")
        }
        guard owner == .agent else {
            let why =
                isSuppressed
                ? "nothing may be sent to the number"
                : owner == .muted ? "a guard keeps the agent quiet" : "a person has the conversation"
            return Happening(text: text, actions: [.none], why: why)
        }
        return nil
    }

    private mutating func carryOut(_ decision: AgentDecision, on text: String) -> Happening {
        var happening = Happening(text: text, reply: decision.reply, why: decision.why)
        if let reply = decision.reply {
            if let trip = guardTrip(reply, on: text) {
                owner = trip.mutes ? .muted : .waitingForHuman
                var happening = Happening(text: text, actions: [.escalate], why: "guard: \(trip.why)")
                // What it does beside its answer is done all the same, but that a campaign goes on.
                happening.addEffects(of: decision, except: .resumeSequence)
                return happening
            }
            happening.actions.append(.reply)
        }
        switch decision.withoutGoal {
        case .reply, .silent, .reaching, .setting, .delayed, .scheduling, .directing: break
        case .escalate:
            happening.actions.append(.escalate)
            owner = .waitingForHuman
        case .close:
            happening.actions.append(.close)
            owner = .closed
        case .optOut:
            happening.actions.append(.optOut)
            happening.reply = house.confirmations.optOut(language: language(text), sender: house.senderName)
            owner = .muted
            isSuppressed = true
        }
        if let scheduled = decision.scheduled {
            happening.actions.append(.scheduleReply)
            happening.scheduled = scheduled
        }
        happening.addEffects(of: decision)
        if happening.actions.isEmpty { happening.actions = [.none] }
        return happening
    }

    /// In which language the gateway answers a word.
    private func spoken(_ word: String, _ language: String) -> String {
        OptOutWords.isInternational(word) ? self.language(nil) : language
    }

    /// As the gateway would tell it, with a text that tells it, too.
    private func language(_ text: String?) -> String {
        let field = ["language", "locale", "lang"].compactMap { fields[$0].flatMap(TextLanguage.code) }.first
        let written = history.filter { $0.direction == .incoming }.suffix(9).map(\.text) + (text.map { [$0] } ?? [])
        return field ?? TextLanguage.guess(newestFirst: written.reversed())
            ?? history.last { $0.direction == .outgoing && $0.origin != "system" }.flatMap {
                TextLanguage.guess($0.text)
            }
            ?? house.confirmations.fallbackLanguage
    }

    private func guardTrip(_ answer: String, on text: String) -> GuardTrip? {
        func entries(_ messages: [AgentTurn.Message]) -> [AnswerHistory.Entry] {
            messages.reversed().prefix(AnswerHistory.depth).map { AnswerHistory.Entry(text: $0.text, at: $0.at) }
        }
        let answers = history.filter { $0.direction == .outgoing && $0.origin == "agent" }
        let received = history.filter { $0.direction == .incoming } + [AgentTurn.Message(.incoming, text, at: now)]
        return AnswerGuard(house.guards).trip(
            answer: answer,
            segments: Segmentation.preview(answer).segments,
            after: AnswerHistory(
                answers: entries(answers),
                received: entries(received),
                lastHour: answers.count { now - $0.at < .seconds(3600) },
                lastDay: answers.count { now - $0.at < .seconds(86_400) }
            ),
            at: now
        )
    }
}

extension TrialSession.Happening {
    /// Puts down what a decision does beside answering.
    fileprivate mutating func addEffects(of decision: AgentDecision, except left: Scenario.Action? = nil) {
        actions += decision.effects.filter { $0 != left }
        goal = decision.goal?.name
        fields = decision.fields
        orders = decision.orders
        if left == .resumeSequence, orders?.sequence == .resume { orders?.sequence = nil }
        if orders?.isEmpty == true { orders = nil }
    }
}
