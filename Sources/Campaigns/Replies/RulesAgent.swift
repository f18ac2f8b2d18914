/// An agent that answers by rules: the first one that fits decides, and says why.
public struct RulesAgent: Hashable, Sendable {
    struct Rule: Hashable, Sendable {
        var name: String
        var keywords: [Keyword]
        var pattern: TextPattern?
        var window: SendingWindow?
        var reply: MessageTemplate?
        var outcome: Outcome
        var goal: Goal?
    }

    struct Keyword: Hashable, Sendable {
        var text: FoldedText
        var written: String
    }

    enum Outcome: Hashable, Sendable {
        case reply, escalate, close
    }

    /// Reads so many characters of a text at most.
    public static let longestText = FoldedText.maximumLength
    public static let maximumRules = 500

    let rules: [Rule]
    let otherwise: MessageTemplate?
    let otherwiseEscalates: Bool
    /// Of its hours.
    public let zone: ZoneRules
    /// Whether the file says what happens when no rule fits: then nothing is left for anybody else.
    public let hasOtherwise: Bool
    /// Of all that its file says: another word in a rule is another hash.
    public let hash: ContentHash

    /// Without rules, so that every message goes to a person.
    public static let escalatingAll = RulesAgent(
        rules: [],
        otherwise: nil,
        otherwiseEscalates: true,
        zone: .utc,
        hasOtherwise: true,
        hash: ContentHash(of: "")
    )

    init(
        rules: [Rule],
        otherwise: MessageTemplate?,
        otherwiseEscalates: Bool,
        zone: ZoneRules,
        hasOtherwise: Bool,
        hash: ContentHash
    ) {
        self.rules = rules
        self.otherwise = otherwise
        self.otherwiseEscalates = otherwiseEscalates
        self.zone = zone
        self.hasOtherwise = hasOtherwise
        self.hash = hash
    }

    public var count: Int { rules.count }

    /// Decides about a text. `fields` fill in the answers, by the names that templates use.
    public func answer(text: String, fields: [String: String], at now: Timestamp) -> AgentDecision {
        firstAnswer(text: text, fields: fields, at: now) ?? fallback(text, fields)
    }

    /// Where no rule fits. Who asks for a person gets none of the answers that everybody gets.
    private func fallback(_ text: String, _ fields: [String: String]) -> AgentDecision {
        if !otherwiseEscalates, let words = TextSigns.requestForPerson(in: text) {
            return .escalate(reason: "no rule fits; asks for a person (“\(words)”)", reply: nil)
        }
        return decide(otherwiseEscalates ? .escalate : .reply, otherwise, fields: fields, why: "no rule fits")
    }

    /// Decides about a text where a rule fits, or the file says what happens when none does; else `nil`, for the next of a
    /// chain.
    public func answerIfItFits(text: String, fields: [String: String], at now: Timestamp) -> AgentDecision? {
        hasOtherwise ? answer(text: text, fields: fields, at: now) : firstAnswer(text: text, fields: fields, at: now)
    }

    private func firstAnswer(text: String, fields: [String: String], at now: Timestamp) -> AgentDecision? {
        let text = String(text.prefix(Self.longestText))
        let folded = FoldedText(text)
        for rule in rules {
            guard rule.window.map({ $0.isOpen(at: now, zone: zone) }) ?? true, let cause = rule.cause(text, folded)
            else { continue }
            let why = "rule \(rule.name): \(cause)"
            let decision = decide(rule.outcome, rule.reply, fields: fields, why: why)
            return rule.goal.map { .reaching($0, decision) } ?? decision
        }
        return nil
    }

    private func decide(
        _ outcome: Outcome,
        _ template: MessageTemplate?,
        fields: [String: String],
        why: String
    ) -> AgentDecision {
        var reply: String?
        if let template {
            do throws(TemplateProblem) {
                reply = try template.render(fields)
            } catch {
                return .escalate(reason: "\(why), but the answer cannot be written: \(error)", reply: nil)
            }
        }
        switch outcome {
        case .escalate: return .escalate(reason: why, reply: reply)
        case .close: return .close(reply: reply, why: why)
        case .reply: return reply.map { .reply($0, why: why) } ?? .silent(why: why)
        }
    }
}

extension RulesAgent.Rule {
    /// What of the text makes the rule fit; nil when it does not. A rule with keywords and a pattern needs both.
    func cause(_ text: String, _ folded: FoldedText) -> String? {
        var causes: [String] = []
        if !keywords.isEmpty {
            guard let keyword = keywords.first(where: { folded.position(of: $0.text) != nil }) else { return nil }
            causes.append("the text has '\(keyword.written)'")
        }
        if let pattern {
            guard pattern.occurs(in: text) else { return nil }
            causes.append("the text matches \(pattern.source)")
        }
        return causes.isEmpty ? "fits any text" : causes.joined(separator: " and ")
    }
}
