extension RulesAgent {
    /// Checks a file of rules, and reports all that is wrong at once, with its place as in `rules[1].matches`.
    public init(file: RulesFile, zones: ZoneDirectory) throws(CampaignProblems) {
        var checker = RulesChecker()
        let agent = checker.agent(of: file, zones: zones)
        guard checker.problems.isEmpty else { throw CampaignProblems(checker.problems) }
        self = agent
    }
}

private struct RulesChecker {
    var problems: [CampaignProblem] = []

    mutating func agent(of file: RulesFile, zones: ZoneDirectory) -> RulesAgent {
        let files = file.rules ?? []
        if files.count > RulesAgent.maximumRules { report("rules", "are more than \(RulesAgent.maximumRules)") }
        var rules: [RulesAgent.Rule] = []
        for (index, rule) in files.prefix(RulesAgent.maximumRules).enumerated() {
            rules.append(self.rule(rule, index: index))
        }
        let hasHours = files.contains { $0.hours != nil || $0.days != nil }
        if hasHours, file.zone == nil {
            report("zone", "is missing: rules with hours need a time zone such as Europe/Berlin")
        }
        let otherwise = file.otherwise?.reply.flatMap { self.template($0, key: "otherwise.reply") }
        if file.otherwise?.escalate == false, file.otherwise?.reply == nil {
            report("otherwise", "neither replies nor escalates: nobody would see the message")
        }
        return RulesAgent(
            rules: rules,
            otherwise: otherwise,
            otherwiseEscalates: file.otherwise?.escalate ?? (file.otherwise?.reply == nil),
            zone: file.zone.flatMap { zone($0, zones: zones) } ?? .utc,
            hasOtherwise: file.otherwise != nil,
            hash: (try? CanonicalJSON.hash(of: file)) ?? ContentHash(of: "")
        )
    }

    private mutating func report(_ key: String, _ reason: String) {
        problems.append(CampaignProblem(key: key, reason: reason))
    }

    private mutating func zone(_ name: String, zones: ZoneDirectory) -> ZoneRules? {
        do throws(ZoneProblem) {
            return try zones.rules(name)
        } catch {
            report("zone", error.description)
            return nil
        }
    }

    private mutating func rule(_ file: RulesFile.Rule, index: Int) -> RulesAgent.Rule {
        let key = "rules[\(index)]"
        let keywords = self.keywords(file.when?.texts ?? [], key: key + ".when")
        let pattern = file.matches.flatMap { self.pattern($0, key: key + ".matches") }
        if file.when == nil, file.matches == nil, file.hours == nil, file.days == nil {
            report(key, "fits any text: give it 'when' or 'matches', or use 'otherwise'")
        }
        let reply = file.reply.flatMap { self.template($0, key: key + ".reply") }
        let (escalates, closes) = (file.escalate ?? false, file.close ?? false)
        if escalates, closes { report(key, "both escalates and closes: choose one") }
        let goal = self.goal(file, key: key)
        if file.reply == nil, !escalates, !closes, goal == nil {
            report(key, "does nothing: give it a reply, or let it escalate")
        }
        return RulesAgent.Rule(
            name: file.name ?? "\(index + 1)",
            keywords: keywords,
            pattern: pattern,
            window: window(file, key: key),
            reply: reply,
            outcome: escalates ? .escalate : closes ? .close : .reply,
            goal: goal
        )
    }

    private mutating func goal(_ file: RulesFile.Rule, key: String) -> Goal? {
        guard let name = file.goal?.trimmingWhitespace() else {
            if file.goalValue != nil { report(key + ".goal_value", "has no goal that it could be of") }
            return nil
        }
        guard (1...Goal.longestName).contains(name.count) else {
            report(key + ".goal", "has 1 to \(Goal.longestName) characters")
            return nil
        }
        return Goal(name: name, value: file.goalValue)
    }

    private mutating func keywords(_ texts: [String], key: String) -> [RulesAgent.Keyword] {
        var keywords: [RulesAgent.Keyword] = []
        for (index, text) in texts.enumerated() {
            let folded = FoldedText(text)
            if folded.words.isEmpty {
                report("\(key)[\(index)]", "has no letter or digit")
            } else if let reason = OptOutWords.takesAway(text) {
                report("\(key)[\(index)]", reason)
            } else {
                keywords.append(RulesAgent.Keyword(text: folded, written: text))
            }
        }
        return keywords
    }

    private mutating func pattern(_ source: String, key: String) -> TextPattern? {
        do throws(PatternProblem) {
            return try TextPattern(source)
        } catch {
            report(key, error.reason)
            return nil
        }
    }

    private mutating func window(_ file: RulesFile.Rule, key: String) -> SendingWindow? {
        guard file.hours != nil || file.days != nil else { return nil }
        do throws(WindowProblem) {
            return try SendingWindow(days: file.days?.joined ?? "daily", hours: file.hours?.joined ?? "00:00-24:00")
        } catch {
            report(key + (error.concernsDays ? ".days" : ".hours"), error.description)
            return nil
        }
    }

    private mutating func template(_ source: String, key: String) -> MessageTemplate? {
        do throws(TemplateProblem) {
            return try MessageTemplate(source)
        } catch {
            report(key, error.description)
            return nil
        }
    }
}
