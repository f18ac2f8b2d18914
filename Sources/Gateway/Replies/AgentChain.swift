public import Campaigns

/// Asks rules, then a webhook, then a language model: the first that answers decides. A person comes last.
public struct AgentChain: Agent {
    public let name: String
    public let zone: ZoneRules
    public let version: ContentHash?
    private let links: [any AgentLink]
    private let filter: AnswerFilter

    /// - Parameters:
    ///   - name: Under which campaigns assign it.
    ///   - links: In the order in which they are asked.
    ///   - permits: What the answers of services may hold and ask for.
    ///   - zone: Of the hours of its rules.
    public init(name: String, links: [any AgentLink], permits: AnswerPermits = AnswerPermits(), zone: ZoneRules = .utc)
    {
        self.name = name
        self.links = links
        self.zone = zone
        filter = AnswerFilter(permits)
        version = Self.version(links, permits)
    }

    public init(rules: RulesAgent, name: String) {
        self.init(name: name, links: [RulesLink(rules)], zone: rules.zone)
    }

    /// Rules alone have the hash of the rules, whatever services would be allowed.
    private static func version(_ links: [any AgentLink], _ permits: AnswerPermits) -> ContentHash? {
        struct Whole: Encodable {
            var links: [String]
            var permits: AnswerPermits
        }
        if links.count == 1, !links[0].isService { return links[0].version }
        return try? CanonicalJSON.hash(of: Whole(links: links.map(\.version.hex), permits: permits))
    }

    public var kinds: [String] { links.map(\.kind) }

    public var patience: Duration? {
        links.reduce(.seconds(1)) { $0 + $1.patience }
    }

    public var withoutServices: (any Agent)? {
        guard links.contains(where: \.isService) else { return nil }
        let broken = links.map { link -> any AgentLink in link.isService ? BrokenLink(kind: link.kind) : link }
        return AgentChain(name: name, links: broken, permits: filter.permits, zone: zone)
    }

    public func check() async -> [AgentCheck] {
        var checks: [AgentCheck] = []
        for link in links { checks.append(await link.check()) }
        return checks
    }

    public func notes() async -> [String] {
        var notes: [String] = []
        for link in links {
            if let note = await link.note() { notes.append("\(link.kind): \(note)") }
        }
        return notes
    }

    public func answer(_ turn: AgentTurn) async throws -> AgentDecision {
        var passed: [String] = []
        // What was out of order is told, also where the next one answers.
        var failures: [String] = []
        for link in links {
            if link.isService, let decision = Self.engineDecision(on: turn, before: link.kind) { return decision }
            do throws(AgentProblem) {
                switch try await link.answer(turn) {
                case .passed(let reason): passed.append("\(link.kind): \(reason)")
                case .decided(let decision): return decision
                case .proposed(let answer, let grounds):
                    guard answer.conversationVersion.map({ $0 == turn.version }) ?? true else {
                        failures.append("\(link.kind): answers an older state")
                        turn.notes.failed("\(link.kind): answers an older state of the conversation")
                        passed.append("\(link.kind): answers an older state of the conversation")
                        continue
                    }
                    if let problem = answer.problem { throw AgentProblem("no answer: \(problem)") }
                    return filter.decide(answer, of: link.kind, on: turn, grounds: grounds, after: failures)
                }
            } catch {
                try Task.checkCancellation()
                passed.append("\(link.kind): \(error)")
                failures.append("\(link.kind): \(String("\(error)".prefix(160)))")
                turn.notes.failed("\(link.kind): \(error)")
            }
        }
        let isRulesAlone = links.count == 1 && !links[0].isService
        return .escalate(reason: isRulesAlone ? "no rule fits" : passed.joined(separator: "; "), reply: nil)
    }

    /// What is not left to anything that people can talk to.
    private static func engineDecision(on turn: AgentTurn, before kind: String) -> AgentDecision? {
        if let words = TextSigns.requestForPerson(in: turn.text) {
            return .escalate(reason: "asks for a person (“\(words)”)", reply: nil)
        }
        guard kind == "llm", let words = TextSigns.injection(in: turn.text) else { return nil }
        return .escalate(
            reason: "tries to give the model other instructions (“\(words)”); it was not asked",
            reply: nil
        )
    }
}

/// Rules as one of a chain.
public struct RulesLink: AgentLink {
    private let rules: RulesAgent

    public init(_ rules: RulesAgent) {
        self.rules = rules
    }

    public var kind: String { "rules" }
    public var version: ContentHash { rules.hash }
    public var patience: Duration { .seconds(1) }
    public var isService: Bool { false }

    public func answer(_ turn: AgentTurn) async throws(AgentProblem) -> LinkAnswer {
        rules.answerIfItFits(text: turn.text, fields: turn.fields, at: turn.at).map { .decided($0) }
            ?? .passed("no rule fits")
    }

    public func check() async -> AgentCheck {
        AgentCheck(kind: kind, isGood: true, text: "\(rules.count) rules, version \(rules.hash.short)")
    }
}

/// Stands in for a service that is out of order.
private struct BrokenLink: AgentLink {
    let kind: String
    var version: ContentHash { ContentHash(of: "broken") }
    var patience: Duration { .zero }
    var isService: Bool { true }

    func answer(_ turn: AgentTurn) async throws(AgentProblem) -> LinkAnswer {
        throw AgentProblem("out of order, as an exercise")
    }

    func check() async -> AgentCheck { AgentCheck(kind: kind, isGood: false, text: "out of order") }
}
