/// A conversation that an agent has to hold well.
public struct Scenario: Hashable, Sendable {
    /// What can happen on a turn.
    public enum Action: String, Hashable, Sendable, Codable, CaseIterable {
        /// The agent answers.
        case reply
        /// A person has to look.
        case escalate
        /// The agent answers at a time to come.
        case scheduleReply = "schedule_reply"
        case close
        /// A goal is reached.
        case goal
        /// A field of the contact gets a value.
        case setField = "set_field"
        /// The contact gets a label.
        case tag
        /// The campaign that the reply ended is to go on.
        case resumeSequence = "resume_sequence"
        /// Every campaign that is on its way to the person stops.
        case stopSequence = "stop_sequence"
        /// The gateway itself acts: no agent is asked.
        case optOut = "opt_out"
        case optIn = "opt_in"
        case help
        case wrongNumber = "wrong_number"
        /// Nothing at all.
        case none
    }

    /// What an answer has to say in one way or another.
    struct Saying: Hashable, Sendable {
        var pattern: TextPattern
        /// As in “that a machine writes”.
        var meaning: String
    }

    struct Turn: Hashable, Sendable {
        var text: String
        var replyMatches: TextPattern?
        var notMatches: TextPattern?
        /// What an answer has to say that hands nothing to a person, and that in words.
        var says: Saying?
        var actions: [Action] = []
        /// One of these is enough; empty asks for none.
        var anyOf: [Action] = []
        var notActions: [Action]
        var maxSegments: Int?
        var goal: String?
        /// Labels that the contact gets.
        var tags: [String] = []
        /// Fields of the contact that get these values.
        var fields: [String: String] = [:]
        /// Of the answer.
        var language: String?
        /// How long the agent may think.
        var within: Duration?
    }

    public var name: String
    /// It is one of those that every agent has to pass.
    public var isBuiltIn: Bool
    var contact: [String: String]
    var at: CivilTime?
    /// What a campaign wrote before; `nil` where the person writes first.
    var sent: String?
    var turns: [Turn]
    /// How often a machine on the other side sends back what it gets, after the turns.
    var echoes = 0
    /// Of the agent, in the whole conversation.
    var mostReplies: Int?
    /// The agent's webhook and model are out of order.
    var withoutServices = false

    public static let most = 500
    public static let mostTurns = 50
}

extension ScenarioFile {
    /// Checks everything, and reports all that is wrong at once.
    public func validate() throws(CampaignProblems) -> [Scenario] {
        var checker = ScenarioChecker()
        let scenarios = checker.scenarios(of: self)
        guard checker.problems.isEmpty else { throw CampaignProblems(checker.problems) }
        return scenarios
    }

    /// A problem for each key that is not known there; `path` as in `scenarios[1]`.
    public static func unknownKeys(_ keys: [String], at level: Level, path: String = "") -> [CampaignProblem] {
        let known = knownKeys(at: level)
        return keys.filter { !known.contains($0) }.map { key in
            let hint =
                KeySuggestion.nearest(to: key, among: known).map { ": did you mean '\($0)'?" }
                ?? ": expected one of \(known.joined(separator: ", "))"
            return CampaignProblem(key: path.isEmpty ? key : path + "." + key, reason: "there is no such key" + hint)
        }
    }
}

private struct ScenarioChecker {
    var problems: [CampaignProblem] = []

    mutating func scenarios(of file: ScenarioFile) -> [Scenario] {
        let files = file.scenarios ?? []
        if files.isEmpty { report("scenarios", "is missing: a list of conversations") }
        if files.count > Scenario.most { report("scenarios", "are more than \(Scenario.most)") }
        var scenarios: [Scenario] = []
        for (index, file) in files.prefix(Scenario.most).enumerated() {
            scenarios.append(scenario(file, index: index))
        }
        return scenarios
    }

    private mutating func report(_ key: String, _ reason: String) {
        problems.append(CampaignProblem(key: key, reason: reason))
    }

    private mutating func scenario(_ file: ScenarioFile.Conversation, index: Int) -> Scenario {
        let key = "scenarios[\(index)]"
        let at = file.at.flatMap { time($0, key: key + ".at") }
        let files = file.turns ?? []
        if files.isEmpty { report(key + ".turns", "is missing: what the person writes, and what is expected") }
        if files.count > Scenario.mostTurns { report(key + ".turns", "are more than \(Scenario.mostTurns)") }
        var turns: [Scenario.Turn] = []
        for (place, turn) in files.prefix(Scenario.mostTurns).enumerated() {
            turns.append(self.turn(turn, key: "\(key).turns[\(place)]"))
        }
        var fields: [String: String] = [:]
        for (name, value) in file.contact ?? [:] { fields[MessageTemplate.fieldName(name)] = value }
        if let echoes = file.echoes, !(1...Scenario.mostTurns).contains(echoes) {
            report(key + ".echoes", "cannot be \(echoes): expected 1 to \(Scenario.mostTurns)")
        }
        return Scenario(
            name: file.name?.trimmingWhitespace() ?? "\(index + 1)",
            isBuiltIn: false,
            contact: fields,
            at: at,
            sent: file.sent,
            turns: turns,
            echoes: file.echoes ?? 0,
            mostReplies: file.mostReplies,
            withoutServices: file.withoutServices ?? false
        )
    }

    private mutating func time(_ text: String, key: String) -> CivilTime? {
        guard case .date(let date, let minute?)? = CampaignDelay(date: text) else {
            report(key, "cannot read '\(text.prefix(40))': expected a time such as 2026-12-01 10:00")
            return nil
        }
        return CivilTime(date: date, minute: minute)
    }

    private mutating func turn(_ file: ScenarioFile.Turn, key: String) -> Scenario.Turn {
        let text = file.in ?? ""
        if text.trimmingWhitespace().isEmpty { report(key + ".in", "is missing: what the person writes") }
        if text.count > RulesAgent.longestText {
            report(key + ".in", "is longer than \(RulesAgent.longestText) characters")
        }
        let expected = file.expect ?? ScenarioFile.Expectation()
        if let most = expected.maxSegments, !(1...255).contains(most) {
            report(key + ".expect.max_segments", "cannot be \(most): expected 1 to 255")
        }
        if let language = expected.language, !TextLanguage.known.contains(language) {
            let known = TextLanguage.known.joined(separator: ", ")
            report(key + ".expect.language", "cannot be '\(language.prefix(40))': expected one of \(known)")
        }
        return Scenario.Turn(
            text: text,
            replyMatches: pattern(expected.replyMatches, key: key + ".expect.reply_matches"),
            notMatches: pattern(expected.notMatches, key: key + ".expect.not_matches"),
            actions: actions(expected.actions, key: key + ".expect.actions"),
            notActions: actions(expected.notActions, key: key + ".expect.not_actions"),
            maxSegments: expected.maxSegments,
            goal: expected.goal,
            tags: tags(expected.tag, key: key + ".expect.tag"),
            fields: Dictionary(
                (expected.setField ?? [:]).map { (MessageTemplate.fieldName($0.key), $0.value) }
            ) { first, _ in first },
            language: expected.language,
            within: expected.withinMs.map { .milliseconds($0) }
        )
    }

    private mutating func tags(_ list: TextList?, key: String) -> [String] {
        (list?.texts ?? []).compactMap { name in
            let tag = AgentOrders.tag(name)
            if tag == nil {
                report(key, "cannot be '\(name.prefix(40))': expected 1 to \(AgentOrders.longestTag) characters")
            }
            return tag
        }
    }

    private mutating func pattern(_ source: String?, key: String) -> TextPattern? {
        guard let source else { return nil }
        do throws(PatternProblem) {
            return try TextPattern(source)
        } catch {
            report(key, error.reason)
            return nil
        }
    }

    private mutating func actions(_ list: TextList?, key: String) -> [Scenario.Action] {
        var actions: [Scenario.Action] = []
        for (index, name) in (list?.texts ?? []).enumerated() {
            if let action = Scenario.Action(rawValue: name.lowercased()) {
                actions.append(action)
            } else {
                let known = Scenario.Action.allCases.map(\.rawValue)
                let hint = KeySuggestion.nearest(to: name, among: known).map { ": did you mean '\($0)'?" } ?? ""
                report(
                    "\(key)[\(index)]",
                    "cannot be '\(name.prefix(40))'\(hint) (expected one of \(known.joined(separator: ", ")))"
                )
            }
        }
        return actions
    }
}
