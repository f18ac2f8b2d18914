import Campaigns

/// A campaign's figures as one page that needs nothing else: no script, no picture, nothing from elsewhere. All that people
/// wrote is escaped.
struct FigurePage {
    let figures: CampaignFigures
    let utc: Bool

    private var rows: FigureLines { FigureLines(figures: figures) }
    /// Earlier days than these are left out of the charts.
    private static let mostDays = 92

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(escaped(figures.name)): report</title>
        <style>
        \(FigureStyle.sheet)
        </style>
        </head>
        <body>
        <header>
        <h1>\(escaped(figures.name)) <span class="state">\(escaped(figures.state))</span></h1>
        <p>\(times)</p>
        </header>
        \(tiles)
        \(sections.joined(separator: "\n"))
        <footer>
        <p>Made by smsbridge \(escaped(Version.text)). Days are those of UTC\(offset). A rate's range is where the true rate lies
        with 95 % confidence (Wilson). “Unknown” is never counted as delivered, “assumed” is accepted by a route that never
        reports. The query behind each figure stands in Documentation/figures.md.</p>
        </footer>
        </body>
        </html>

        """
    }

    private var times: String {
        var parts: [String] = []
        if let startedAt = figures.startedAt { parts.append("Started \(TimeText.write(startedAt, utc: utc))") }
        if let endedAt = figures.endedAt { parts.append("ended \(TimeText.write(endedAt, utc: utc))") }
        parts.append("figures of \(TimeText.write(figures.madeAt, utc: utc))")
        return escaped(parts.joined(separator: ", "))
    }

    private var offset: String {
        let minutes = figures.offsetSeconds / 60
        guard minutes != 0 else { return "" }
        let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
        return " \(minutes < 0 ? "−" : "+") \(hours)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)") + " h"
    }

    /// What a reader looks for first.
    private var tiles: String {
        let (rates, money, halts) = (figures.rates, figures.money, figures.halts)
        let tiles: [(String, String, String)] = [
            ("Reached", "\(figures.funnel.reached)", "of \(figures.funnel.eligible) eligible"),
            ("Delivery, confirmed", FigureFormat.value(rates.delivery), FigureFormat.parts(rates.delivery)),
            ("Response", FigureFormat.value(rates.response), FigureFormat.parts(rates.response)),
            ("Opt-out", FigureFormat.value(rates.optOut), FigureFormat.parts(rates.optOut)),
            ("Success", FigureFormat.value(rates.success), FigureFormat.parts(rates.success)),
            ("Escalation", FigureFormat.value(rates.escalation), FigureFormat.parts(rates.escalation)),
            (
                "Cost per reply", FigureFormat.money(each: money.costPerReply, money.currency),
                "ROI \(FigureFormat.roi(money.roi))"
            ),
            ("Halt within", FigureFormat.latency(halts.p99Ms), "99 % of \(halts.measured)"),
        ]
        let items = tiles.map { name, value, note in
            "<div class=\"tile\"><div class=\"name\">\(escaped(name))</div><div class=\"value\">\(escaped(value))</div>"
                + "<div class=\"quiet\">\(escaped(note))</div></div>"
        }
        return "<div class=\"tiles\">\(items.joined(separator: "\n"))</div>"
    }

    private var sections: [String] {
        var sections = [section("Funnel", funnel), section("Rates", rates)]
        if let days = figures.days, !days.isEmpty { sections.append(section("Day by day", chart(days))) }
        if let steps = figures.steps, !steps.isEmpty {
            let parts = steps.map { ("step \($0.step)", $0.messages) }
            sections.append(section("Steps", bars(parts) + messages("Step", parts)))
        }
        if let variants = figures.variants, !variants.isEmpty {
            sections.append(section("Variants of texts", table(variants)))
        }
        if let lines = figures.lines, !lines.isEmpty {
            sections.append(section("Lines and providers", messages("Line", lines.map { ($0.line, $0.messages) })))
        }
        if let versions = figures.versions, versions.count > 1 {
            sections.append(section("Versions", messages("Version", versions.map { ("\($0.version)", $0.messages) })))
        }
        if let hours = figures.hours, !hours.isEmpty { sections.append(section("Hours of sending", table(hours))) }
        if let agents = figures.agents, !agents.isEmpty {
            sections.append(section("Agents", table(agents) + reasons))
        }
        sections.append(section("Money", table(rows.moneyFacts)))
        if !rows.holdoutFacts.isEmpty { sections.append(section("Holdout", table(rows.holdoutFacts))) }
        sections.append(section("Halts", halts))
        return sections
    }

    private func section(_ title: String, _ body: String) -> String {
        "<section>\n<h2>\(title)</h2>\n\(body)\n</section>"
    }

    // MARK: Sections

    private var funnel: String {
        let colours = [
            "excluded": "grey", "unknown": "amber", "assumed": "pale", "undelivered": "red", "uncertain": "amber",
            "failed": "red", "opted out": "red", "wrong number": "red", "replied": "green", "succeeded": "green",
            "delivered": "blue", "reached": "blue", "automatic": "grey",
        ]
        let whole = max(1, figures.funnel.enrolled)
        let bars = rows.people.map { row in
            FigureChart.Bar(
                label: row.name,
                value: row.count,
                colour: colours[row.name] ?? "deep",
                note: FigureFormat.percent(Double(row.count) / Double(whole)),
                begins: ["attempted", "accepted", "uncertain", "reached"].contains(row.name)
            )
        }
        let notes = rows.people.filter { $0.count > 0 }.compactMap { row -> String? in
            let parts = row.parts.map { "\($0.count) \($0.name)" }.joined(separator: "; ")
            let note = parts.isEmpty ? row.note : parts
            return note.isEmpty ? nil : "<li><b>\(escaped(row.name))</b>: \(escaped(note))</li>"
        }
        return FigureChart.bars("How many recipients came how far", bars) + "<ul class=\"notes\">\(notes.joined())</ul>"
    }

    private var rates: String {
        let cells = rows.shownRates.map { row in
            [
                (row.depth > 0 ? "&emsp;" : "") + escaped(row.name), escaped(FigureFormat.value(row.rate)),
                escaped(FigureFormat.parts(row.rate)), escaped(FigureFormat.interval(row.rate)), range(row.rate),
                escaped(row.of),
            ]
        }
        return table(["Rate", "#Value", "#Parts", "#95 %", "", "Of"], cells)
    }

    /// The rate as a mark on its interval, from 0 to 100 %.
    private func range(_ rate: Rate) -> String {
        guard let value = rate.value, let interval = rate.interval else { return "" }
        func x(_ share: Double) -> String { FigureFormat.decimals(share * 120, 1) }
        let wide = FigureFormat.decimals(max(1, (interval.upperBound - interval.lowerBound) * 120), 1)
        return """
            <svg class="range" viewBox="-3 0 126 14" role="img" aria-label="\(FigureFormat.value(rate))">\
            <line class="grid" x1="0" x2="120" y1="7" y2="7"/>\
            <rect class="pale" x="\(x(interval.lowerBound))" y="3" width="\(wide)" height="8" rx="4"/>\
            <circle class="blue" cx="\(x(value))" cy="7" r="3"/></svg>
            """
    }

    private func chart(_ days: [DayFigures]) -> String {
        let shown = days.suffix(Self.mostDays)
        let left = days.count - shown.count
        func columns(_ parts: (DayFigures) -> [(value: Int, colour: String)]) -> [FigureChart.Column] {
            shown.map { FigureChart.Column(label: String($0.day.dropFirst(5)), parts: parts($0)) }
        }
        let sent = FigureChart.columns("Messages sent each day", columns { [($0.messages, "blue")] })
        let back = FigureChart.columns(
            "Replies and opt-outs each day",
            columns { [($0.replied, "green"), ($0.optedOut, "red")] }
        )
        let note = left > 0 ? "<p class=\"quiet\">\(left) earlier days are not shown; --by day --csv has all.</p>" : ""
        return "<h3>Messages sent</h3>\(sent)"
            + "<h3><span class=\"key green\"></span>Replies <span class=\"key red\"></span>Opt-outs</h3>\(back)\(note)"
    }

    private func bars(_ parts: [(name: String, figures: MessageFigures)]) -> String {
        let bars = parts.enumerated().flatMap { index, part in
            [
                FigureChart.Bar(
                    label: part.name,
                    value: part.figures.attempted,
                    colour: "deep",
                    note: "tried",
                    begins: index > 0
                ),
                FigureChart.Bar(label: "", value: part.figures.reached, colour: "blue", note: "reached"),
                FigureChart.Bar(
                    label: "",
                    value: part.figures.replied,
                    colour: "green",
                    note: "replied, \(FigureFormat.value(part.figures.rates.response))"
                ),
                FigureChart.Bar(
                    label: "",
                    value: part.figures.optedOut,
                    colour: "red",
                    note: "opted out, \(FigureFormat.value(part.figures.rates.optOut))"
                ),
            ]
        }
        return FigureChart.bars("What became of each step", bars)
    }

    private func messages(_ title: String, _ parts: [(name: String, figures: MessageFigures)]) -> String {
        table(
            [
                title, "#Tried", "#Accepted", "#Delivered", "#Assumed", "#Unknown", "#Undel.", "#Uncertain",
                "#Permanent",
                "#Temporary", "#Replied", "#Response", "#Opt-outs", "#Success",
                "#Cost" + (figures.money.currency.map { " \($0)" } ?? ""),
            ],
            parts.map { name, part in
                let counts = [
                    part.attempted, part.accepted, part.delivered, part.assumed, part.unknown, part.undelivered,
                    part.uncertain, part.permanent, part.temporary, part.replied,
                ]
                let ends = [
                    FigureFormat.ranged(part.rates.response), "\(part.optedOut)",
                    FigureFormat.ranged(part.rates.success), FigureFormat.money(part.cost, nil),
                ]
                return [escaped(name)] + counts.map(String.init) + ends.map { escaped($0) }
            },
            isDense: true
        )
    }

    private func table(_ agents: [AgentFigures]) -> String {
        table(
            [
                "Agent", "#Conversations", "#Turns", "#Answers", "#Replied", "#To a person", "#Rate", "#Closed",
                "#Goals", "#Tokens", "#Cost",
            ],
            agents.map { agent in
                [
                    agent.agent.map { escaped($0) } ?? "<i>none was asked</i>", "\(agent.conversations)",
                    "\(agent.turns)", "\(agent.answers)", "\(agent.replied)", "\(agent.escalated)",
                    escaped(FigureFormat.ranged(agent.escalation)), "\(agent.closed)", "\(agent.goals)",
                    "\(agent.tokensIn + agent.tokensOut)", escaped(FigureFormat.money(agent.whole, nil)),
                ]
            }
        )
    }

    private func table(_ variants: [VariantFigures]) -> String {
        table(
            ["Variant", "#Reached", "#Response", "", "#Opt-out", "", "#Success", "", "#Cost"],
            variants.map { row in
                let rates = row.messages.rates
                let cells = [rates.response, rates.optOut, rates.success].flatMap { rate in
                    [escaped(FigureFormat.ranged(rate)), range(rate)]
                }
                return ["step \(row.step), \(escaped(row.variant))", "\(row.messages.reached)"] + cells
                    + [escaped(FigureFormat.money(row.messages.cost, nil))]
            },
            isDense: true
        )
    }

    private var reasons: String {
        guard !figures.escalationReasons.isEmpty else { return "" }
        return "<h3>Why conversations were handed to a person</h3>"
            + table(
                ["#Conversations", "Reason"],
                figures.escalationReasons.map { ["\($0.conversations)", escaped($0.reason)] }
            )
    }

    /// The response by weekday and hour of sending.
    private func table(_ hours: [HourFigures]) -> String {
        let shown = (0..<24).filter { hour in hours.contains { $0.hour == hour } }
        func cell(_ rows: [HourFigures]) -> String {
            let rate = Rate(sumOf: rows.map(\.rates.response))
            guard rate.denominator > 0 else { return "" }
            return "\(escaped(FigureFormat.wholePercent(rate))) <small>\(escaped(FigureFormat.parts(rate)))</small>"
        }
        return "<p>Response, by the hour at which the message was sent.</p>"
            + table(
                ["Hour"] + FigureLines.weekdays.map { "#\($0)" } + ["#All"],
                shown.map { hour in
                    let own = hours.filter { $0.hour == hour }
                    return [FigureLines.hour(hour)]
                        + (1...7).map { day in cell(own.filter { $0.weekday == day }) } + [cell(own)]
                },
                isDense: true
            )
    }

    private func table(_ facts: [(String, String)]) -> String {
        let items = facts.map { "<tr><th scope=\"row\">\(escaped($0))</th><td>\(escaped($1))</td></tr>" }
        return "<table class=\"facts\">\(items.joined(separator: "\n"))</table>"
    }

    private var halts: String {
        let bounds = [10, 30, 100, 300, 1000, 3000, 10_000]
        let counts = Dictionary(figures.haltLatency.map { ($0.upToMs ?? -1, $0.halts) }) { $0 + $1 }
        let columns = (bounds + [-1]).map { bound in
            FigureChart.Column(
                label: bound < 0 ? "longer" : "≤ \(FigureFormat.latency(bound))",
                parts: [(counts[bound] ?? 0, "green")]
            )
        }
        let facts = table(rows.haltFacts)
        guard figures.halts.measured > 0 else { return facts }
        return facts + "<h3>From the modem's notice to the halt on the disk</h3>"
            + FigureChart.columns("How long halts took", columns)
    }

    /// A title that begins with # is that of a column of numbers.
    private func table(_ titles: [String], _ rows: [[String]], isDense: Bool = false) -> String {
        func kind(_ index: Int) -> String { titles[index].hasPrefix("#") ? " class=\"number\"" : "" }
        let head = titles.enumerated().map { index, title in
            "<th\(kind(index))>\(escaped(title.hasPrefix("#") ? String(title.dropFirst()) : title))</th>"
        }
        let body = rows.map { row in
            "<tr>\(row.enumerated().map { "<td\(kind($0))>\($1)</td>" }.joined())</tr>"
        }
        return
            "<div class=\"wide\"><table\(isDense ? " class=\"dense\"" : "")><tr>\(head.joined())</tr>\n\(body.joined(separator: "\n"))</table></div>"
    }

    private func escaped(_ text: String) -> String { HTMLText.escaped(text) }
}
