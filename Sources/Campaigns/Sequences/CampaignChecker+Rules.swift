extension CampaignChecker {
    mutating func routes(_ list: TextList) -> [String] {
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

    mutating func limits(_ limits: CampaignFile.Limits?) -> RateLimits {
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

    mutating func breakers(_ file: CampaignFile.Breakers) -> BreakerSettings {
        let standard = BreakerSettings.standard
        return BreakerSettings(
            failures: threshold(file.failures, "failures", standard.failures),
            optOuts: threshold(file.optOuts, "opt_outs", standard.optOuts),
            blocks: threshold(file.blocks, "blocks", standard.blocks)
        )
    }

    mutating func threshold(
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

    mutating func ends(_ ends: CampaignFile.Ends?) -> CivilDate? {
        guard let ends else { return nil }
        if ends.onReply == false { report("ends.on_reply", "cannot be turned off: a reply always ends a sequence") }
        if ends.onOptOut == false { report("ends.on_opt_out", "cannot be turned off: an opt-out always ends it") }
        return ends.after.flatMap { days([$0], key: "ends.after").first }
    }

    mutating func goal(_ file: CampaignFile.Goal?) -> CampaignGoal? {
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

    mutating func holdout(_ text: String?, goal: CampaignGoal?) -> Holdout? {
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

    mutating func defaults(_ defaults: [String: String]) -> [String: String] {
        var named: [String: String] = [:]
        for key in defaults.keys.sorted() {
            let name = MessageTemplate.fieldName(key)
            if named[name] != nil { report("defaults.\(key)", "is there twice") }
            named[name] = defaults[key]
        }
        return named
    }
}
