import Campaigns
import Yams

/// Reads the list of agents. Rules stand in the list itself, or in a file of their own.
struct AgentReader {
    let zones: ZoneDirectory
    /// The longest answer that `conversations.agent_limits` lets through.
    var segments = GuardSettings().segments

    private static let ownKeys = ["name", "file", "webhook", "llm", "permits"]

    /// The word for people where an agent is named.
    private static let people = "human"

    /// The names of all of them, also of those of which something else is wrong.
    static func names(_ value: YAMLValue?) -> [String] {
        (value?.node.sequence ?? []).compactMap { $0.mapping?["name"]?.scalar?.string }
    }

    func read(_ value: YAMLValue?) -> [Settings.Agent] {
        guard let value else { return [] }
        let items = value.items(expected: "a list of agents", limit: SettingsReader.longestList) ?? []
        var agents: [Settings.Agent] = []
        for item in items {
            guard let agent = agent(item) else { continue }
            if agents.contains(where: { $0.name == agent.name }) {
                item.report(expected: "a name of its own", found: "the name \(agent.name) again")
            }
            agents.append(agent)
        }
        return agents
    }

    private func agent(_ item: YAMLValue) -> Settings.Agent? {
        guard let section = item.section(Self.ownKeys + RulesFile.knownKeys(at: .top)) else { return nil }
        let name = section.required("name", expected: "the name that campaigns use")?.text(limit: 100)
        if let name, name.lowercased() == Self.people {
            section["name"]?.report(expected: "another name: human is the word for people")
        }
        let rules: RulesAgent?
        if let file = section["file"] {
            if section["rules"] != nil || section["otherwise"] != nil {
                file.report(expected: "either a file or rules, not both")
            }
            rules = self.rules(in: file)
            if rules == nil { return nil }
        } else if ["zone", "rules", "otherwise"].contains(where: { section[$0] != nil }) {
            checkKeys(section)
            rules = self.rules(item)
            if rules == nil { return nil }
        } else {
            rules = nil
        }
        guard let name else { return nil }
        var agent = Settings.Agent(name: name, rules: rules)
        agent.permits = PermitReader(segments: segments).read(section["permits"])
        if let webhook = section["webhook"] { agent.webhook = ServiceAgentReader.webhook(webhook) }
        if let model = section["llm"] { agent.model = ServiceAgentReader.model(model) }
        if rules?.hasOtherwise == true, let next = section["webhook"] ?? section["llm"] {
            let place = section["file"] ?? section["otherwise"]
            place?.report(
                expected:
                    "rules without otherwise: what no rule fits is for \(next.key.split(separator: ".").last ?? "")",
                found: "otherwise, so that nobody after the rules is ever asked"
            )
        }
        if agent.rules == nil, section["webhook"] == nil, section["llm"] == nil {
            item.report(
                expected: "a file of rules, rules, a webhook or an llm: something that answers",
                found: "none of them"
            )
        }
        return agent
    }

    private func rules(in value: YAMLValue) -> RulesAgent? {
        guard let path = value.path(expected: "the path of a file with rules") else { return nil }
        do {
            let file = try YAMLFile(path: path)
            guard let section = file.root.section(RulesFile.knownKeys(at: .top)) else {
                try file.check()
                return nil
            }
            checkKeys(section)
            let agent = rules(file.root)
            try file.check()
            return agent
        } catch {
            for problem in error.all {
                // What concerns the file as a whole is told where the file is named.
                let isWhole = problem.line == nil && problem.key.isEmpty
                value.file.report(
                    isWhole
                        ? FileProblem(
                            file: value.file.name,
                            line: value.line,
                            key: value.key,
                            message: "\(path): \(problem.message)"
                        ) : problem
                )
            }
            return nil
        }
    }

    /// Keys below the agent's own.
    private func checkKeys(_ section: YAMLSection) {
        if let rules = section["rules"] {
            let expected = "a list of rules (a file of rules is named with the key file)"
            for rule in rules.items(expected: expected, limit: RulesAgent.maximumRules) ?? [] {
                _ = rule.section(RulesFile.knownKeys(at: .rule))
            }
        }
        _ = section["otherwise"]?.section(RulesFile.knownKeys(at: .otherwise))
    }

    /// A file of rules by itself, as it is written and as it answers.
    func ruleFile(_ root: YAMLValue) -> (RulesFile, RulesAgent)? {
        guard let section = root.section(RulesFile.knownKeys(at: .top)) else { return nil }
        checkKeys(section)
        guard let file = root.decoded(as: RulesFile.self), let agent = checked(file, root) else { return nil }
        return (file, agent)
    }

    private func rules(_ value: YAMLValue) -> RulesAgent? {
        value.decoded(as: RulesFile.self).flatMap { checked($0, value) }
    }

    private func checked(_ file: RulesFile, _ value: YAMLValue) -> RulesAgent? {
        do throws(CampaignProblems) {
            return try RulesAgent(file: file, zones: zones)
        } catch {
            for problem in error.problems { value.report(problem) }
            return nil
        }
    }
}
