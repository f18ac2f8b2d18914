/// Reads a campaign file into a definition, and notes everything that is wrong with it.
struct CampaignChecker {
    let zones: ZoneDirectory
    var problems: [CampaignProblem] = []

    init(zones: ZoneDirectory) {
        self.zones = zones
    }

    mutating func definition(of file: CampaignFile) -> CampaignDefinition? {
        let name = text(file.name, key: "name", longest: 200)
        let category = choice(file.category, key: "category", standard: CampaignCategory.informational)
        let channel = choice(file.channel, key: "channel", standard: CampaignChannel.sms)
        if !channel.capabilities.isAvailable {
            report("channel", "'\(channel.rawValue)' is known, but nothing sends by it yet: expected sms")
        }
        let agent = text(file.agent, key: "agent", longest: 100)
        let window = file.window.flatMap { self.window($0, key: "window", inheriting: nil) }
        if file.window == nil {
            report("window", "is missing: say on which days and at which hours to send, and in which time zone")
        }
        let routes = file.routes.map { self.routes($0) } ?? []
        let weight = file.weight ?? 1
        if !CampaignDefinition.weights.contains(weight) {
            report("weight", "cannot be \(weight): expected 1 (as any other) to 10")
        }
        let limits = limits(file.limits)
        let policy = file.policy.flatMap { self.text($0, key: "policy", longest: 40) }
        let breakers = file.breakers.map { self.breakers($0) } ?? .standard
        let lastDay = ends(file.ends)
        let missing = choice(file.missing, key: "missing", standard: MissingFieldPolicy.block)
        let optOutText = file.optOutText.flatMap { self.optOutText($0) }
        let alphabet = choice(file.alphabet, key: "alphabet", standard: TextAlphabet.any)
        let onLate = choice(file.onLate, key: "on_late", standard: LatePolicy.send)
        let lateAfter = seconds(file.lateAfter, key: "late_after", standard: 86_400)
        let validity = seconds(file.validity, key: "validity", standard: 86_400)
        let goal = goal(file.goal)
        let holdout = holdout(file.holdout, goal: goal)
        let contactPolicy = choice(file.contactPolicy, key: "contact_policy", standard: ContactPolicy.exclusive)
        let audience = choice(file.audience, key: "audience", standard: AudiencePolicy.frozen)
        let onAutomatic = choice(file.onAutomatic, key: "on_automatic", standard: AutomaticPolicy.halt)
        let steps = steps(file.steps ?? [], window: file.window)
        guard let name, let agent, let window else { return nil }
        let definition = CampaignDefinition(
            name: name,
            category: category,
            purpose: purpose(file.purpose),
            channel: channel,
            agent: agent,
            steps: steps,
            window: window,
            routes: routes,
            weight: weight,
            limits: limits,
            totalSegments: file.limits?.total,
            budget: file.limits?.budget,
            policy: policy,
            breakers: breakers,
            lastDay: lastDay,
            endsOnFailure: file.ends?.onFailure ?? true,
            defaults: defaults(file.defaults ?? [:]),
            missing: missing,
            optOutText: optOutText,
            alphabet: alphabet,
            onLate: onLate,
            lateAfterSeconds: lateAfter,
            validitySeconds: validity,
            contactPolicy: contactPolicy,
            audience: audience,
            goal: goal,
            holdout: holdout,
            onAutomatic: onAutomatic,
            agentMayResume: file.agentMayResume ?? false
        )
        if problems.isEmpty { checkDates(of: definition) }
        return definition
    }

    mutating func purpose(_ text: String?) -> String? {
        guard let text else { return nil }
        guard let word = ConsentPurpose.word(text) else {
            report("purpose", "cannot be '\(text.prefix(40))': a word of letters, digits, _ and -, at most 40")
            return nil
        }
        guard CampaignCategory(rawValue: word) == nil else {
            report(
                "purpose",
                "cannot be '\(word)', which is a category: write it as the category, or choose another word"
            )
            return nil
        }
        return word
    }

    /// Dates go forwards, fall on days on which the window opens, and do not lie after the last day.
    mutating func checkDates(of definition: CampaignDefinition) {
        var earlier: (date: CampaignDelay, due: Timestamp)?
        for (index, step) in definition.steps.enumerated() {
            guard case .date(let day, _) = step.delay else { continue }
            let key = "steps[\(index)].at"
            let rules = definition.window(ofStep: index)
            let window = rules.window
            // All dates are compared on one clock, whichever it is.
            let due = step.delay.due(after: Timestamp(seconds: 0), zone: .utc, window: window)
            if let earlier, due <= earlier.due {
                report(key, "\(step.delay) is not after \(earlier.date), the date of a step before it")
            }
            earlier = (step.delay, due)
            if !window.opens(on: day) {
                report(key, "the window is closed on \(day), a \(day.weekday.fullName): choose another day")
            } else if case .named(let name) = rules.zone, let zone = try? zones.rules(name),
                !window.opens(on: day, zone: zone)
            {
                report(
                    key,
                    "the window does not open on \(day), when the clock of \(name) is changed: choose another day"
                )
            }
            if let lastDay = definition.lastDay, day > lastDay {
                report(key, "\(day) is after \(lastDay), the last day (ends.after)")
            }
        }
    }

    mutating func report(_ key: String, _ reason: String) {
        problems.append(CampaignProblem(key: key, reason: reason))
    }

    mutating func text(_ value: String?, key: String, longest: Int) -> String? {
        guard let value = value?.trimmingWhitespace(), !value.isEmpty else {
            report(key, "is missing")
            return nil
        }
        guard value.count <= longest else {
            report(key, "is longer than \(longest) characters")
            return nil
        }
        return value
    }

    mutating func optOutText(_ value: String) -> String? {
        let text = text(value, key: "opt_out_text", longest: CampaignDefinition.longestOptOutText)
        guard let text, text.contains("{{") else { return text }
        report("opt_out_text", "takes no fields: it is the same for everybody")
        return nil
    }

    mutating func choice<Choice>(_ value: String?, key: String, standard: Choice) -> Choice
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let value else { return standard }
        if let choice = Choice(rawValue: value.lowercased()) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        let hint = KeySuggestion.nearest(to: value, among: known).map { ": did you mean '\($0)'?" } ?? ""
        report(key, "cannot be '\(value.prefix(40))'\(hint) (expected one of \(known.joined(separator: ", ")))")
        return standard
    }

    mutating func seconds(_ value: String?, key: String, standard: Int64) -> Int64 {
        guard let value else { return standard }
        switch CampaignDelay(value) {
        case .minutes(let count)? where count > 0: return Int64(count) * 60
        case .days(let count)? where count > 0: return Int64(count) * 86_400
        default:
            report(key, "cannot read '\(value.prefix(40))': expected something like 30 minutes, 6 hours or 2 days")
            return standard
        }
    }
}
