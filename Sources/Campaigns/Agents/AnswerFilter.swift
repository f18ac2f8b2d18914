import SMS

/// Decides what of an answer is done, outside of whatever wrote it. A model that somebody talked into something can do no
/// more than this lets through.
public struct AnswerFilter: Hashable, Sendable {
    public let permits: AnswerPermits

    public init(_ permits: AnswerPermits) {
        self.permits = permits
    }

    /// What is done about an answer of `agent`, such as `llm`. `failures`: why others before it did not answer. An answer that may not be given goes to a person, with the reason.
    public func decide(
        _ answer: AgentAnswer,
        of agent: String,
        on turn: AgentTurn,
        grounds: AnswerGrounds = AnswerGrounds(),
        after failures: [String] = []
    ) -> AgentDecision {
        var notes = failures
        let actions = allowed(answer.actions, &notes)
        if let optOut = actions.first(where: { $0.0 == .optOut })?.1 {
            return .optOut(why: "\(agent): \(optOut.reason ?? "the person wants no more messages")")
        }
        if let confidence = answer.confidence, !(confidence >= permits.minConfidence && confidence <= 1) {
            return .escalate(reason: "\(agent) is not sure (\(Self.written(confidence)))", reply: nil)
        }
        var reply: String?
        if !answer.text.isEmpty {
            if !permits.actions.contains(.reply) {
                return .escalate(reason: "\(agent) may not say so: it may not answer by itself", reply: nil)
            }
            if let reason = refusal(of: answer.text, to: answer.replies.map(\.to), on: turn, grounds: grounds) {
                return .escalate(reason: "\(agent) may not say so: \(reason)", reply: nil)
            }
            reply = disclosed(PlainText.folded(answer.text), on: turn, &notes)
        }
        var scheduled: ScheduledReply?
        if let action = actions.first(where: { $0.0 == .scheduleReply })?.1,
            let wanted = self.scheduled(action, on: turn, &notes)
        {
            if let reason = refusal(of: wanted.text, to: [action.to], on: turn, grounds: grounds) {
                return .escalate(reason: "\(agent) may not say so later: \(reason)", reply: nil)
            }
            scheduled = wanted
            scheduled?.text = shortened(PlainText.folded(wanted.text), &notes)
        }
        let goal = goal(actions, &notes)
        let orders = orders(actions, goal, &notes)
        let fields = fields(actions, &notes)
        let why = self.why(agent, answer, grounds: grounds, notes)
        var decision: AgentDecision
        if let escalation = actions.first(where: { $0.0 == .escalate })?.1 {
            let reason = [escalation.reason, escalation.note].compactMap { $0 }.filter { !$0.isEmpty }
            let text = reason.isEmpty ? "asks for a person" : reason.joined(separator: ": ")
            decision = .escalate(reason: "\(agent): \(String(text.prefix(200)))", reply: reply)
        } else if actions.contains(where: { $0.0 == .close }) {
            decision = .close(reply: reply, why: why)
        } else {
            decision = reply.map { .reply($0, why: why) } ?? .silent(why: why)
        }
        if reply != nil, let delay = answer.delay { decision = .delayed(delay, decision) }
        // Who is handed to a person, or whose conversation ends, hears no more of the agent.
        if let scheduled, !decision.endsTurns { decision = .scheduling(scheduled, decision) }
        if let orders { decision = .directing(orders, decision) }
        if let fields { decision = .setting(fields, decision) }
        return goal.map { .reaching($0, decision) } ?? decision
    }

    /// The first that has a name.
    private func goal(_ actions: [(AgentAction, AgentAnswer.Action)], _ notes: inout [String]) -> Goal? {
        var goal: Goal?
        for (kind, action) in actions where kind == .goal {
            guard let name = action.name?.trimmingWhitespace(), (1...Goal.longestName).contains(name.count) else {
                notes.append("left out a goal: its name needs 1 to \(Goal.longestName) characters")
                continue
            }
            goal = goal ?? Goal(name: name, value: action.value.flatMap { Amount($0.text) })
        }
        return goal
    }

    private func allowed(
        _ actions: [AgentAnswer.Action],
        _ notes: inout [String]
    ) -> [(AgentAction, AgentAnswer.Action)] {
        var allowed: [(AgentAction, AgentAnswer.Action)] = []
        for action in actions {
            guard let kind = AgentAction(rawValue: action.type) else {
                notes.append("left out “\(action.type.prefix(40))”, which there is not")
                continue
            }
            // Nobody may be kept from opting out, nor from a person.
            if permits.actions.contains(kind) || kind == .optOut || kind == .escalate {
                allowed.append((kind, action))
            } else {
                notes.append("left out \(kind.rawValue), which it may not")
            }
        }
        return allowed
    }

    private func scheduled(
        _ action: AgentAnswer.Action,
        on turn: AgentTurn,
        _ notes: inout [String]
    ) -> ScheduledReply? {
        guard let text = action.text?.trimmingWhitespace(), !text.isEmpty,
            let at = action.at.flatMap(Timestamp.init(rfc3339:))
        else {
            notes.append("left out schedule_reply, which needs text and at")
            return nil
        }
        guard at - turn.at >= ReplyTime.soonest, at - turn.at <= ReplyTime.latest else {
            notes.append("left out schedule_reply at \(at): it has to be in 1 minute to 7 days")
            return nil
        }
        return ScheduledReply(text, at: at)
    }

    private func refusal(
        of text: String,
        to recipients: [String?],
        on turn: AgentTurn,
        grounds: AnswerGrounds
    ) -> String? {
        for recipient in recipients {
            if let recipient, PlainText.digits(recipient) != PlainText.digits(turn.number.e164) {
                return "the answer is for another number"
            }
        }
        guard text.count <= 4000 else { return "the answer has \(text.count) characters" }
        if let sign = InvisibleSigns.first(in: text) {
            let code = String(sign.value, radix: 16, uppercase: true)
            return "it has a sign that nobody sees (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code))"
        }
        let own = grounds.texts + turn.fields.sorted { $0.key < $1.key }.map(\.value) + [turn.lastCampaignText ?? ""]
        if let link = TextLinks.hosts(in: text).first(where: { !mayLink(to: $0, own) }) {
            return "it links to \(link.prefix(80))"
        }
        let numbers = permits.numbers + own.flatMap(TextLinks.numbers)
        if let number = TextLinks.numbers(in: text).first(where: { !TextLinks.isAmong($0, numbers) }) {
            return "it names the number \(number.prefix(3))…\(number.suffix(2))"
        }
        let words = FoldedText.long(text)
        let folded = FoldedText(words: words)
        if let phrase = permits.phrases.first(where: { folded.position(of: FoldedText($0)) != nil }) {
            return "it has the phrase “\(phrase)”"
        }
        if let claim = HumanClaims.found(in: text) { return "it claims to be a person (“\(claim)”)" }
        let said = own + [turn.text] + turn.history.map(\.text)
        if grounds.secrets.contains(where: { KeptSecrets($0, said: said).areGivenAway(by: words, in: text) }) {
            return "it gives its instructions away"
        }
        return nil
    }

    private func mayLink(to host: String, _ own: [String]) -> Bool {
        let known = permits.links.map { $0.lowercased() } + own.flatMap(TextLinks.hosts)
        return known.contains { host == $0 || host.hasSuffix("." + $0) }
    }

    /// The first answer of an agent says what it is, where that is wanted. The answer is cut before that is.
    private func disclosed(_ text: String, on turn: AgentTurn, _ notes: inout [String]) -> String {
        let isFirst = !turn.history.contains { $0.direction == .outgoing && $0.origin == "agent" }
        guard isFirst, let disclosure = permits.disclosure else { return shortened(text, &notes) }
        let end = " " + disclosure
        let segments = Segmentation.preview(text + end).segments
        guard segments > permits.maxSegments else { return text + end }
        notes.append("cut from \(segments) segments to \(permits.maxSegments)")
        return PlainText.cut(text) { Segmentation.preview($0 + end).segments <= permits.maxSegments } + end
    }

    private func shortened(_ text: String, _ notes: inout [String]) -> String {
        let segments = Segmentation.preview(text).segments
        guard segments > permits.maxSegments else { return text }
        notes.append("cut from \(segments) segments to \(permits.maxSegments)")
        return PlainText.cut(text) { Segmentation.preview($0).segments <= permits.maxSegments }
    }

    private func fields(
        _ actions: [(AgentAction, AgentAnswer.Action)],
        _ notes: inout [String]
    ) -> [String: String]? {
        var fields: [String: String] = [:]
        for (kind, action) in actions where kind == .setField {
            guard let written = action.key, !written.isEmpty, let value = action.value?.text else {
                notes.append("left out set_field, which needs key and value")
                continue
            }
            let key = MessageTemplate.fieldName(written)
            guard permits.fields.contains(where: { MessageTemplate.fieldName($0) == key }) else {
                notes.append("left out set_field “\(written.prefix(40))”, which is not in permits.fields")
                continue
            }
            guard value.count <= 500 else {
                notes.append("left out set_field “\(written.prefix(40))”: its value has more than 500 characters")
                continue
            }
            fields[key] = value
        }
        return fields.isEmpty ? nil : fields
    }

    private func why(_ agent: String, _ answer: AgentAnswer, grounds: AnswerGrounds, _ notes: [String]) -> String {
        var parts: [String] = []
        if let confidence = answer.confidence { parts.append("confidence \(Self.written(confidence))") }
        let sources = answer.sources.filter(grounds.sources.contains)
        if !sources.isEmpty {
            parts.append("from " + sources.prefix(3).joined(separator: ", "))
        } else if let first = grounds.sources.first {
            parts.append("shown \(first)" + (grounds.sources.count > 1 ? " and \(grounds.sources.count - 1) more" : ""))
        }
        return "\(agent)" + (parts + notes).map { "; \($0)" }.joined()
    }

    private static func written(_ confidence: Double) -> String {
        confidence.isFinite ? "\((confidence * 100).rounded() / 100)" : "no number"
    }
}
