extension PreflightJudge {
    public var agent: PreflightFinding {
        let agent = surroundings.agent
        let name = "“\(agent.name)”"
        let command = "smsbridge agent test \(agent.name)"
        guard agent.isKnown else {
            return PreflightFinding(
                .agent,
                .fault,
                figure: "there is no agent \(name)",
                meaning: "nobody would answer",
                remedy: "add it to the configuration, or name another one"
            )
        }
        if agent.isPerson { return PreflightFinding(.agent, .ok, figure: "people answer") }
        guard let test = agent.test else {
            return PreflightFinding(
                .agent,
                .fault,
                figure: "\(name) is not tested as it is now",
                meaning: "its answers were never looked at, or its rules have changed since",
                remedy: command
            )
        }
        let tested = "tested on \(surroundings.zone.civilTime(at: test.at).date)"
        guard test.passed else {
            return PreflightFinding(
                .agent,
                .fault,
                figure: "\(name) failed \(test.failed) of \(count(test.scenarios, "scenario"))",
                meaning: tested,
                remedy: "mend its rules and test it again: \(command)"
            )
        }
        guard surroundings.now - test.at <= PreflightSurroundings.testLife else {
            return PreflightFinding(
                .agent,
                .fault,
                figure: "\(name): the test is older than 30 days",
                meaning: tested,
                remedy: command
            )
        }
        return PreflightFinding(
            .agent,
            .ok,
            figure: "\(name) passed \(count(test.scenarios, "scenario"))",
            meaning: tested
        )
    }

    public var dates: PreflightFinding? {
        let dated = definition.steps.enumerated().dropFirst(surroundings.sentSteps).filter { $0.element.delay.isDate }
        guard !dated.isEmpty else { return nil }
        let past = dated.filter { index, step in
            let window = definition.window(ofStep: index).window
            let due = step.delay.due(after: surroundings.now, zone: surroundings.zone, window: window)
            guard case .date(let date, nil) = step.delay else { return due <= surroundings.now }
            // Of a day without a time, the hours that are left count.
            return date < surroundings.zone.civilTime(at: surroundings.now).date
        }
        guard let first = past.first else {
            let shown = dated.map { "step \($0.offset + 1) at \($0.element.delay)" }
            return PreflightFinding(.dates, .ok, figure: shown.joined(separator: ", "))
        }
        return PreflightFinding(
            .dates,
            .fault,
            figure: "step \(first.offset + 1): \(first.element.delay) is over",
            meaning: "it is \(time(surroundings.now)) now",
            remedy: "give the step another date: smsbridge campaign edit"
        )
    }

    var lines: PreflightFinding {
        let unknown = surroundings.unknownRoutes.map { "“\($0)”" }.joined(separator: ", ")
        guard !unknown.isEmpty else { return knownLines }
        let others = knownLines
        let isAlone = surroundings.routes.isEmpty
        return PreflightFinding(
            .lines,
            isAlone || others.verdict == .fault ? .fault : .warning,
            figure: "there is no line or provider \(unknown)",
            meaning: isAlone
                ? "the campaign names no other, and nothing could leave"
                : [others.figure, others.meaning].filter { !$0.isEmpty }.joined(separator: "; "),
            remedy: "correct routes, or plug that modem in: smsbridge modem list"
        )
    }

    private var knownLines: PreflightFinding {
        let routes = surroundings.routes
        let lines = routes.filter { !$0.isProvider }
        let open = lines.filter { $0.obstacle == nil }
        guard !lines.isEmpty else {
            let providers = routes.filter(\.isProvider)
            guard providers.isEmpty else {
                let names = providers.map(\.name).joined(separator: ", ")
                guard definition.routes.isEmpty else {
                    return PreflightFinding(
                        .lines,
                        .ok,
                        figure: "\(names) alone",
                        meaning: "the campaign names no line; the provider's price and spend cap count"
                    )
                }
                return PreflightFinding(
                    .lines,
                    .warning,
                    figure: "no line, \(names)",
                    meaning: "everything goes by a provider, whose price and spend cap count",
                    remedy: "plug in a modem"
                )
            }
            return PreflightFinding(
                .lines,
                .fault,
                figure: "none",
                meaning: "nothing could leave",
                remedy: "plug in a modem: smsbridge modem list"
            )
        }
        let waiting = lines.filter { $0.obstacle != nil }.map { "\($0.name): \($0.obstacle ?? "")" }
        if open.isEmpty {
            return PreflightFinding(
                .lines,
                .warning,
                figure: "none of \(lines.count) is ready",
                meaning: waiting.joined(separator: "; "),
                remedy: "smsbridge modem list says what to do"
            )
        }
        return PreflightFinding(
            .lines,
            waiting.isEmpty ? .ok : .warning,
            figure: waiting.isEmpty
                ? count(open.count, "line") : "\(open.count) of \(count(lines.count, "line")) ready",
            meaning: waiting.joined(separator: "; "),
            remedy: waiting.isEmpty ? nil : "smsbridge modem list says what to do"
        )
    }

    var limits: PreflightFinding? {
        let lines = surroundings.routes.filter { !$0.isProvider }
        guard !lines.isEmpty else { return nil }
        let perDay = lines.compactMap(\.limits.perDay).reduce(0, +)
        let shown = lines.prefix(4).map { "\($0.name) \(Self.text($0.limits))" }
        let busiest = forecast.routes.max { $0.busiestDay < $1.busiestDay }
        var meanings: [String] = []
        var verdict = PreflightFinding.Verdict.ok
        var remedy: String?
        if let busiest, busiest.busiestDay > 0 {
            meanings.append("the forecast sends at most \(busiest.busiestDay) a day by \(busiest.name)")
        }
        let unlimited = lines.filter { $0.limits.perDay == nil && $0.limits.perHour == nil }
        if !unlimited.isEmpty {
            verdict = .warning
            meanings.append("\(unlimited.map(\.name).joined(separator: ", ")) without a limit for the day or the hour")
            remedy = "set the limits of the SIM's plan: operators block SIMs that send too much"
        } else if let busiest, busiest.busiestDay > Self.conservativeDay,
            lines.contains(where: { $0.name == busiest.name })
        {
            verdict = .warning
            meanings.append("more than \(Self.conservativeDay) a day is more than many operators take from a SIM")
            remedy = "compare with the SIM's plan"
        }
        if let own = definition.limits.perDay, perDay > 0, own > perDay, unlimited.isEmpty {
            meanings.append("the campaign's \(own) a day are more than the lines' \(perDay)")
        }
        let recipients = lines.compactMap(\.limits.recipientsPerMonth)
        if recipients.count == lines.count, recipients.reduce(0, +) < figures.contacts {
            verdict = .warning
            let most = recipients.reduce(0, +)
            meanings.append(
                "\(count(figures.contacts, "contact")) are more than the \(most) recipients that a month allows"
            )
            remedy = remedy ?? "it takes several months, or more SIMs"
        }
        let warming = lines.filter { !$0.forecast.dayCaps.isEmpty }
        if !warming.isEmpty {
            meanings.append(
                warming.map { "\($0.name) warms up: \($0.forecast.dayCaps[0]) today" }.joined(separator: ", ")
            )
        }
        return PreflightFinding(
            .limits,
            verdict,
            figure: shown.joined(separator: "; "),
            meaning: meanings.joined(separator: "; "),
            remedy: remedy
        )
    }

    private static let conservativeDay = 1000

    static func text(_ limits: RateLimits) -> String {
        let parts = [
            limits.perMinute.map { "\($0)/min" }, limits.perHour.map { "\($0)/h" }, limits.perDay.map { "\($0)/day" },
            limits.perMonth.map { "\($0)/month" }, limits.recipientsPerMonth.map { "\($0) recipients/month" },
        ]
        let text = parts.compactMap(\.self).joined(separator: ", ")
        return text.isEmpty ? "no limit" : text
    }

    var finish: PreflightFinding? {
        guard figures.contacts > 0 else { return nil }
        let short = forecast.shortfall
        guard let finish = forecast.finish else {
            if let whole = forecast.whole, whole.segments > 0 { return finding(ofNothingWithin: whole) }
            return PreflightFinding(
                .finish,
                .fault,
                figure: "never",
                meaning: surroundings.routes.isEmpty ? "there is no line" : "no message could leave",
                remedy: "look at the lines, the window and the last day"
            )
        }
        var faults: [String] = []
        if short.lastDay > 0, let last = definition.lastDay {
            faults.append("\(count(short.lastDay, "contact")) cannot finish before the end date \(last)")
        }
        if short.never > 0 {
            faults.append("\(count(short.never, "contact")) are not through within \(CampaignForecast.longest) days")
        }
        if !faults.isEmpty {
            return PreflightFinding(
                .finish,
                .fault,
                figure: "not in time",
                meaning: faults.joined(separator: "; "),
                remedy: "move ends.after, add lines, raise the limits, or take contacts out"
            )
        }
        var warnings: [String] = []
        if short.dropped > 0 {
            warnings.append("\(count(short.dropped, "contact")) would be dropped as late (on_late)")
        }
        if short.skipped > 0 {
            warnings.append("\(count(short.skipped, "message")) would be left out as late (on_late)")
        }
        if short.total > 0 {
            warnings.append("\(count(short.total, "contact")) get nothing more once limits.total is used up")
        }
        if short.budget > 0 {
            let are = short.budget == 1 ? "is" : "are"
            warnings.append("the budget pauses it before \(count(short.budget, "contact")) \(are) through")
        }
        if let whole = forecast.whole?.finish {
            warnings.append("without that it would be through on \(time(whole))")
        }
        if let held = forecast.heldForRecipients {
            warnings.append("\(count(held, "message")) wait longer, since one person gets only so many (recipients)")
        }
        let days = forecast.days.count
        let figure = "\(time(finish)), \(count(days, "day")) with messages"
        guard warnings.isEmpty else {
            return PreflightFinding(
                .finish,
                .warning,
                figure: figure,
                meaning: warnings.joined(separator: "; "),
                remedy: "raise what holds it back, or let on_late be send"
            )
        }
        return PreflightFinding(.finish, .ok, figure: figure, meaning: "if nobody answers and it is started now")
    }

    /// The campaign's own total or budget is so low that no message leaves at all.
    private func finding(ofNothingWithin whole: CampaignForecast.Whole) -> PreflightFinding {
        let isBudget = forecast.shortfall.budget > 0
        let budget = definition.budget.map { " of \(amount($0.thousandths))" } ?? ""
        return PreflightFinding(
            .finish,
            .fault,
            figure: "never",
            meaning: isBudget
                ? "the budget\(budget) does not pay for one segment more; all together cost \(amount(whole.cost))"
                : "limits.total is used up; all together need \(count(whole.segments, "segment"))",
            remedy: "raise \(isBudget ? "limits.budget" : "limits.total")"
        )
    }

    /// What all contacts cost, whether or not the campaign may spend as much.
    var cost: PreflightFinding? {
        let needed = forecast.needed
        guard needed.segments > 0 else { return nil }
        let segments = count(needed.segments, "segment")
        let prices = surroundings.routes.filter { $0.price > .zero }
        guard !prices.isEmpty else {
            return PreflightFinding(
                .cost,
                .ok,
                figure: segments,
                meaning: "no price_per_segment is set, so they count as free"
            )
        }
        let shown = prices.prefix(4).map { "\($0.name) \(amount($0.price.thousandths))" }
        var meanings = ["\(segments); a segment by \(shown.joined(separator: ", "))"]
        let isShort = forecast.shortfall.budget > 0
        if isShort || forecast.shortfall.total > 0 {
            meanings.append(
                "\(amount(forecast.cost)) for \(count(forecast.segments, "segment")) until "
                    + (isShort ? "the budget is used up and pauses it" : "limits.total is used up")
            )
        }
        return PreflightFinding(
            .cost,
            isShort ? .warning : .ok,
            figure: amount(needed.cost)
                + (definition.budget.map { " of a budget of \(amount($0.thousandths))" } ?? ""),
            meaning: meanings.joined(separator: "; "),
            remedy: isShort ? "raise limits.budget, or shorten the texts" : nil
        )
    }

    var policy: PreflightFinding? {
        if let missing = surroundings.missingPolicy {
            return PreflightFinding(
                .policy,
                .fault,
                figure: "there is no policy “\(missing)”",
                meaning: "nothing could be sent",
                remedy: "put its file back, or name another one"
            )
        }
        guard figures.contacts > 0 else { return nil }
        let policies = figures.policies.sorted { $0.key < $1.key }.map { "\($0.key) (version \($0.value))" }
        guard !policies.isEmpty else {
            return PreflightFinding(.policy, .ok, figure: "none holds for these numbers")
        }
        return PreflightFinding(.policy, .ok, figure: policies.prefix(5).joined(separator: ", "))
    }
}
