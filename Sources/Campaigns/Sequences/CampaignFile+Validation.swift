extension CampaignFile {
    /// Checks everything that can be checked without contacts, and reports all that is wrong at once. Time zones are
    /// looked up in `zones`.
    public func validate(zones: ZoneDirectory) throws(CampaignProblems) -> CampaignDefinition {
        var checker = CampaignChecker(zones: zones)
        let definition = checker.definition(of: self)
        guard let definition, checker.problems.isEmpty else { throw CampaignProblems(checker.problems) }
        return definition
    }
}

extension CampaignFile.Window {
    /// Checks a window that stands by itself.
    public func validate(zones: ZoneDirectory) throws(CampaignProblems) -> CampaignWindow {
        var checker = CampaignChecker(zones: zones)
        let window = checker.window(self, key: "", inheriting: nil)
        guard let window, checker.problems.isEmpty else { throw CampaignProblems(checker.problems.map(\.withoutDot)) }
        return window
    }
}

extension CampaignProblem {
    fileprivate var withoutDot: CampaignProblem {
        CampaignProblem(key: String(key.drop { $0 == "." }), reason: reason)
    }
}

private struct CampaignChecker {
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

    private mutating func purpose(_ text: String?) -> String? {
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
    private mutating func checkDates(of definition: CampaignDefinition) {
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

    private mutating func report(_ key: String, _ reason: String) {
        problems.append(CampaignProblem(key: key, reason: reason))
    }

    private mutating func text(_ value: String?, key: String, longest: Int) -> String? {
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

    private mutating func optOutText(_ value: String) -> String? {
        let text = text(value, key: "opt_out_text", longest: CampaignDefinition.longestOptOutText)
        guard let text, text.contains("{{") else { return text }
        report("opt_out_text", "takes no fields: it is the same for everybody")
        return nil
    }

    private mutating func choice<Choice>(_ value: String?, key: String, standard: Choice) -> Choice
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let value else { return standard }
        if let choice = Choice(rawValue: value.lowercased()) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        let hint = KeySuggestion.nearest(to: value, among: known).map { ": did you mean '\($0)'?" } ?? ""
        report(key, "cannot be '\(value.prefix(40))'\(hint) (expected one of \(known.joined(separator: ", ")))")
        return standard
    }

    private mutating func seconds(_ value: String?, key: String, standard: Int64) -> Int64 {
        guard let value else { return standard }
        switch CampaignDelay(value) {
        case .minutes(let count)? where count > 0: return Int64(count) * 60
        case .days(let count)? where count > 0: return Int64(count) * 86_400
        default:
            report(key, "cannot read '\(value.prefix(40))': expected something like 30 minutes, 6 hours or 2 days")
            return standard
        }
    }

    mutating func window(
        _ window: CampaignFile.Window,
        key: String,
        inheriting parent: CampaignFile.Window?
    ) -> CampaignWindow? {
        let spans = spans(window, key: key)
        let (dates, holidays) = Holiday.split(
            holidays(window.except?.texts ?? parent?.except?.texts ?? [], key: key + ".except")
        )
        let zone = zone(window, key: key, inheriting: parent)
        guard !spans.isEmpty, let zone else { return nil }
        guard let sending = SendingWindow(spans: spans, exclusions: dates, holidays: holidays) else {
            report(key, "has too many hours or excluded days")
            return nil
        }
        return CampaignWindow(window: sending, zone: zone)
    }

    private mutating func spans(_ window: CampaignFile.Window, key: String) -> [WindowSpan] {
        if let open = window.open {
            if window.days != nil || window.hours != nil {
                report(key, "has both 'open' and 'days' or 'hours': put all of them under 'open'")
            }
            if open.isEmpty { report(key + ".open", "is empty: the campaign would never send") }
            return open.enumerated().flatMap { index, span in
                spans(days: span.days, hours: span.hours, key: key + ".open[\(index)]")
            }
        }
        return spans(days: window.days, hours: window.hours, key: key)
    }

    private mutating func spans(days: TextList?, hours: TextList?, key: String) -> [WindowSpan] {
        guard let hours else {
            report(key + ".hours", "is missing: write for example \"09:00-18:00\"")
            return []
        }
        do throws(WindowProblem) {
            return try SendingWindow.spans(days: days?.joined ?? "daily", hours: hours.joined)
        } catch {
            report(key + (error.concernsDays ? ".days" : ".hours"), error.description)
            return []
        }
    }

    private mutating func holidays(_ texts: [String], key: String) -> [Holiday] {
        var days: [Holiday] = []
        for (index, text) in texts.enumerated() {
            if let day = Holiday(text) {
                days.append(day)
            } else {
                report(
                    "\(key)[\(index)]",
                    "'\(text.prefix(40))' is no day: expected one such as 2026-12-24, 12-25 (every year) or easter+1"
                )
            }
        }
        return days
    }

    private mutating func days(_ texts: [String], key: String) -> [CivilDate] {
        var dates: [CivilDate] = []
        for (index, text) in texts.enumerated() {
            if let date = CivilDate(text.trimmingWhitespace()) {
                dates.append(date)
            } else {
                report("\(key)[\(index)]", "'\(text.prefix(40))' is no date: expected one such as 2026-12-24")
            }
        }
        return dates
    }

    private mutating func zone(
        _ window: CampaignFile.Window,
        key: String,
        inheriting parent: CampaignFile.Window?
    ) -> CampaignWindow.Zone? {
        guard let name = window.zone ?? parent?.zone else {
            report(key + ".zone", "is missing: write a time zone such as Europe/Berlin, or recipient")
            return nil
        }
        guard name == "recipient" else { return zoneName(name, key: key + ".zone").map { .named($0) } }
        guard let fallback = window.fallbackZone ?? parent?.fallbackZone else {
            report(key + ".fallback_zone", "is missing: the time zone of recipients whose own is not known")
            return nil
        }
        return zoneName(fallback, key: key + ".fallback_zone").map { .recipient(fallback: $0) }
    }

    private mutating func zoneName(_ name: String, key: String) -> String? {
        do throws(ZoneProblem) {
            return try zones.rules(name).identifier
        } catch {
            report(key, error.description)
            return nil
        }
    }

    private mutating func routes(_ list: TextList) -> [String] {
        let names = list.texts.flatMap { $0.split(separator: ",") }.map { $0.trimmingWhitespace() }
            .filter { !$0.isEmpty }
        if names.isEmpty { report("routes", "is empty: leave it out where any line may send") }
        if names.count > CampaignDefinition.maximumRoutes {
            report("routes", "are more than \(CampaignDefinition.maximumRoutes)")
        }
        for (index, name) in names.enumerated() {
            if name.count > 100 { report("routes[\(index)]", "is longer than 100 characters") }
            if names[..<index].contains(name) { report("routes[\(index)]", "'\(name.prefix(40))' is there twice") }
        }
        return names
    }

    private mutating func limits(_ limits: CampaignFile.Limits?) -> RateLimits {
        guard let limits else { return .unlimited }
        for (name, value) in [
            ("per_minute", limits.perMinute), ("per_hour", limits.perHour), ("per_day", limits.perDay),
            ("total", limits.total),
        ] {
            if let value, !(1...1_000_000_000).contains(value) {
                report("limits." + name, "cannot be \(value): expected 1 or more segments")
            }
        }
        if limits.budget == .zero { report("limits.budget", "cannot be 0: nothing would be sent that costs anything") }
        return RateLimits(perMinute: limits.perMinute, perHour: limits.perHour, perDay: limits.perDay)
    }

    private mutating func breakers(_ file: CampaignFile.Breakers) -> BreakerSettings {
        let standard = BreakerSettings.standard
        return BreakerSettings(
            failures: threshold(file.failures, "failures", standard.failures),
            optOuts: threshold(file.optOuts, "opt_outs", standard.optOuts),
            blocks: threshold(file.blocks, "blocks", standard.blocks)
        )
    }

    private mutating func threshold(
        _ text: String?,
        _ key: String,
        _ standard: BreakerSettings.Threshold?
    ) -> BreakerSettings.Threshold? {
        guard let text else { return standard }
        if ["off", "false", "no"].contains(text.lowercased()) { return nil }
        if let threshold = BreakerSettings.Threshold(text) { return threshold }
        let (percents, sizes) = (BreakerSettings.Threshold.percents, BreakerSettings.Threshold.sizes)
        report(
            "breakers." + key,
            "cannot read '\(text.prefix(40))': expected \"5 % of 100\", with \(percents.lowerBound) to "
                + "\(percents.upperBound) % of \(sizes.lowerBound) to \(sizes.upperBound), or off"
        )
        return standard
    }

    private mutating func ends(_ ends: CampaignFile.Ends?) -> CivilDate? {
        guard let ends else { return nil }
        if ends.onReply == false { report("ends.on_reply", "cannot be turned off: a reply always ends a sequence") }
        if ends.onOptOut == false { report("ends.on_opt_out", "cannot be turned off: an opt-out always ends it") }
        return ends.after.flatMap { days([$0], key: "ends.after").first }
    }

    private mutating func goal(_ file: CampaignFile.Goal?) -> CampaignGoal? {
        guard let file else { return nil }
        let name = file.name.flatMap { text($0, key: "goal.name", longest: Goal.longestName) }
        if file.name == nil, file.value == nil {
            report("goal", "is empty: say what counts as success as 'name', what it is worth as 'value', or both")
        }
        if let name,
            let near = ["reply": ["replies", "replied", "Reply"], "opt_in": ["optin", "opt-in", "START"]]
                .first(where: { $0.value.contains(name) })?.key
        {
            report("goal.name", "cannot be '\(name)': did you mean '\(near)'?")
        }
        return CampaignGoal(name: name, value: file.value)
    }

    private mutating func holdout(_ text: String?, goal: CampaignGoal?) -> Holdout? {
        guard let text else { return nil }
        guard let holdout = Holdout(text) else {
            report("holdout", "cannot be '\(text.prefix(40))': expected a share from 0.01 to 50 %, such as 10 %")
            return nil
        }
        if let goal, goal.isAnAnswer {
            report(
                "holdout",
                "tells nothing beside the goal '\(goal.name ?? "")': nobody answers who got nothing; name another goal"
            )
        }
        return holdout
    }

    private mutating func defaults(_ defaults: [String: String]) -> [String: String] {
        var named: [String: String] = [:]
        for key in defaults.keys.sorted() {
            let name = MessageTemplate.fieldName(key)
            if named[name] != nil { report("defaults.\(key)", "is there twice") }
            named[name] = defaults[key]
        }
        return named
    }

    private mutating func steps(_ files: [CampaignFile.Step], window: CampaignFile.Window?) -> [CampaignStep] {
        if files.isEmpty { report("steps", "is missing: a campaign has at least one step with a text") }
        if files.count > CampaignDefinition.maximumSteps {
            report("steps", "are more than \(CampaignDefinition.maximumSteps)")
        }
        var steps: [CampaignStep] = []
        for (index, file) in files.prefix(CampaignDefinition.maximumSteps).enumerated() {
            if index == 0, file.requireDelivered == true {
                report("steps[0].require_delivered", "stands on the first step, which has no message before it")
            }
            guard var step = step(file, key: "steps[\(index)]", window: window) else { continue }
            step.requiresDelivery = file.requireDelivered ?? false
            steps.append(step)
        }
        return steps
    }

    private mutating func step(
        _ file: CampaignFile.Step,
        key: String,
        window parent: CampaignFile.Window?
    ) -> CampaignStep? {
        let delay = delay(file, key: key)
        let window = file.window.flatMap { self.window($0, key: key + ".window", inheriting: parent) }
        if let files = file.variants {
            if file.text != nil { report(key, "has both 'text' and 'variants': put all texts under 'variants'") }
            let variants = variants(files, key: key + ".variants")
            guard let first = variants.first, variants.count == files.count else { return nil }
            return CampaignStep(delay: delay, text: first.text, window: window, variants: variants)
        }
        return template(file.text, key: key).map { CampaignStep(delay: delay, text: $0, window: window) }
    }

    private mutating func variants(_ files: [CampaignFile.Variant], key: String) -> [CampaignVariant] {
        let (counts, weights) = (CampaignVariant.counts, CampaignVariant.weights)
        if !counts.contains(files.count) {
            report(key, "are \(files.count): expected \(counts.lowerBound) to \(counts.upperBound) texts")
        }
        var variants: [CampaignVariant] = []
        for (index, file) in files.prefix(counts.upperBound).enumerated() {
            let weight = file.weight ?? 1
            if !weights.contains(weight) {
                report(
                    "\(key)[\(index)].weight",
                    "cannot be \(weight): expected \(weights.lowerBound) to \(weights.upperBound)"
                )
            }
            guard let text = template(file.text, key: "\(key)[\(index)]") else { continue }
            if variants.contains(where: { $0.text == text }) {
                report("\(key)[\(index)].text", "is the same as another one: there would be nothing to compare")
            }
            variants.append(CampaignVariant(text: text, weight: weight))
        }
        return variants
    }

    private mutating func template(_ text: String?, key: String) -> MessageTemplate? {
        guard let text else {
            report(key + ".text", "is missing")
            return nil
        }
        do throws(TemplateProblem) {
            return try MessageTemplate(text)
        } catch {
            for problem in MessageTemplate.problems(of: text) { report(key + ".text", problem.description) }
            return nil
        }
    }

    private mutating func delay(_ file: CampaignFile.Step, key: String) -> CampaignDelay {
        if let text = file.at {
            if file.delay != nil { report(key, "has both 'at' and 'delay': a step is due at a date or after a time") }
            if let date = CampaignDelay(date: text) { return date }
            report(
                key + ".at",
                "cannot read '\(text.prefix(40))': expected a date such as 2026-12-01 10:00, or 2026-12-01"
            )
            return .none
        }
        guard let text = file.delay else { return .none }
        if let delay = CampaignDelay(text) { return delay }
        let hint = CampaignDelay(date: text) == nil ? "" : " (a date is written as 'at')"
        report(
            key + ".delay",
            "cannot read '\(text.prefix(40))': expected something like 30 minutes, 2 hours, 3 days or 2 business days, "
                + "at most \(CampaignDelay.maximumDays) days\(hint)"
        )
        return .none
    }
}
