import Campaigns

/// A campaign's figures as tables for the terminal.
struct FigureTables {
    let figures: CampaignFigures
    let utc: Bool

    private var rows: FigureLines { FigureLines(figures: figures) }

    /// What is shown of a campaign, with one breakdown.
    func show(by breakdown: FigureBreakdown) {
        for line in headline { Terminal.print(line) }
        Terminal.print("")
        people.show(orElse: "")
        Terminal.print("")
        rates.show(orElse: "")
        Terminal.print("")
        Facts.show(rows.facts)
        Terminal.print("")
        table(by: breakdown).show(orElse: nothing(of: breakdown))
        if let parts = ranges(by: breakdown) {
            Terminal.print("")
            parts.show(orElse: "")
        }
        if breakdown == .agent, !figures.escalationReasons.isEmpty {
            Terminal.print("")
            reasons.show(orElse: "")
        }
    }

    var headline: [String] {
        var times: [String] = []
        if let startedAt = figures.startedAt { times.append("started \(TimeText.write(startedAt, utc: utc))") }
        if let endedAt = figures.endedAt { times.append("ended \(TimeText.write(endedAt, utc: utc))") }
        times.append("as of \(TimeText.write(figures.madeAt, utc: utc))")
        return ["\(TerminalText.plain(figures.name)): \(figures.state)"] + times
    }

    var people: Table {
        var table = Table([.init("PEOPLE"), .init("COUNT", .right), .init("")])
        for row in rows.people {
            let name = String(repeating: "  ", count: row.depth) + row.name
            table.add([Table.Cell(name), .number(row.count), Table.Cell(row.note, .dim)])
            for part in row.parts {
                table.add([Table.Cell(""), Table.Cell("\(part.count)", .dim), Table.Cell(part.name, .dim)])
            }
        }
        return table
    }

    var rates: Table {
        var table = Table([
            .init("RATE"), .init("VALUE", .right), .init("PARTS", .right), .init("95 %", .right), .init("OF"),
        ])
        for row in rows.shownRates {
            let name = String(repeating: "  ", count: row.depth) + row.name
            table.add([
                Table.Cell(name), Table.Cell(FigureFormat.value(row.rate)), Table.Cell(FigureFormat.parts(row.rate)),
                Table.Cell(FigureFormat.interval(row.rate)), Table.Cell(row.of, .dim),
            ])
        }
        return table
    }

    func table(by breakdown: FigureBreakdown) -> Table {
        switch breakdown {
        case .step: messages("STEP", (figures.steps ?? []).map { ("\($0.step)", $0.messages) })
        case .variant: variants
        case .line: messages("LINE", (figures.lines ?? []).map { ($0.line, $0.messages) })
        case .version: messages("VERSION", (figures.versions ?? []).map { ("\($0.version)", $0.messages) })
        case .agent: agents
        case .day: days
        case .hour: hours
        }
    }

    /// The rates of each part with how far chance may have moved them; nil where the table has them, or there are none.
    func ranges(by breakdown: FigureBreakdown) -> Table? {
        switch breakdown {
        case .step: ranges("STEP", (figures.steps ?? []).map { ("\($0.step)", $0.messages.rates) })
        case .line: ranges("LINE", (figures.lines ?? []).map { ($0.line, $0.messages.rates) })
        case .version: ranges("VERSION", (figures.versions ?? []).map { ("\($0.version)", $0.messages.rates) })
        case .variant, .agent, .day, .hour: nil
        }
    }

    private func ranges(_ title: String, _ parts: [(name: String, rates: MessageFigures.Rates)]) -> Table? {
        guard !parts.isEmpty else { return nil }
        var table = Table([
            .init(title), .init("RESPONSE", .right), .init("OPT-OUT", .right), .init("SUCCESS", .right),
        ])
        for (name, rates) in parts {
            table.add(
                [Table.Cell(name)]
                    + [rates.response, rates.optOut, rates.success].map { Table.Cell(FigureFormat.ranged($0)) }
            )
        }
        return table
    }

    /// Why conversations were handed to a person; empty where none was.
    var reasons: Table {
        var table = Table([.init("HANDED TO A PERSON", .right), .init("REASON")])
        for row in figures.escalationReasons { table.add([.number(row.conversations), Table.Cell(row.reason)]) }
        return table
    }

    private func nothing(of breakdown: FigureBreakdown) -> String {
        switch breakdown {
        case .variant: "no step with variants was attempted yet"
        case .step, .line, .version, .day, .hour: "nothing was attempted yet"
        case .agent: "no agent had a turn yet"
        }
    }

    private func messages(_ title: String, _ parts: [(name: String, figures: MessageFigures)]) -> Table {
        var table = Table([
            .init(title), .init("TRIED", .right), .init("DELIVERED", .right), .init("REACHED", .right),
            .init("REPLIED", .right), .init("OPT-OUTS", .right), .init("FAILED", .right), .init("COST", .right),
        ])
        for (name, figures) in parts {
            table.add([
                Table.Cell(name), .number(figures.attempted), .number(figures.delivered), .number(figures.reached),
                .number(figures.replied), .number(figures.optedOut),
                .number(figures.permanent + figures.temporary), Table.Cell(FigureFormat.money(figures.cost, nil)),
            ])
        }
        return table
    }

    /// Side by side with how far chance may have moved each.
    private var variants: Table {
        var table = Table([
            .init("VARIANT"), .init("REACHED", .right), .init("RESPONSE", .right), .init("OPT-OUT", .right),
            .init("SUCCESS", .right),
        ])
        for row in figures.variants ?? [] {
            let rates = row.messages.rates
            table.add(
                [Table.Cell("step \(row.step) \(row.variant)"), .number(row.messages.reached)]
                    + [rates.response, rates.optOut, rates.success].map { Table.Cell(FigureFormat.ranged($0)) }
            )
        }
        return table
    }

    private var agents: Table {
        var table = Table([
            .init("AGENT"), .init("TALKS", .right), .init("REPLIED", .right), .init("ANSWERS", .right),
            .init("TO A PERSON", .right), .init("CLOSED", .right), .init("GOALS", .right), .init("COST", .right),
        ])
        for agent in figures.agents ?? [] {
            table.add([
                Table.Cell(agent.agent ?? "(none asked)"), .number(agent.conversations), .number(agent.replied),
                .number(agent.answers), Table.Cell(FigureFormat.ranged(agent.escalation)),
                .number(agent.closed), .number(agent.goals), Table.Cell(FigureFormat.money(agent.whole, nil)),
            ])
        }
        return table
    }

    /// The response by the hour of sending, a column for each day of the week, and that of the whole week.
    private var hours: Table {
        let rows = figures.hours ?? []
        var table = Table(
            [.init("HOUR")] + FigureLines.weekdays.map { .init($0, .right) }
                + [.init("REACHED", .right), .init("RESPONSE", .right)]
        )
        func cells(_ name: String, _ rows: [HourFigures]) -> [Table.Cell] {
            let days = (1...7).map { day in
                let own = Rate(sumOf: rows.filter { $0.weekday == day }.map(\.rates.response))
                return own.denominator == 0 ? Table.Cell("", .dim) : Table.Cell(FigureFormat.wholePercent(own))
            }
            let all = Rate(sumOf: rows.map(\.rates.response))
            return [Table.Cell(name)] + days + [.number(all.denominator), Table.Cell(FigureFormat.value(all))]
        }
        for hour in 0..<24 where rows.contains(where: { $0.hour == hour }) {
            table.add(cells(FigureLines.hour(hour), rows.filter { $0.hour == hour }))
        }
        if !rows.isEmpty { table.add(cells("all", rows)) }
        return table
    }

    private var days: Table {
        var table = Table([
            .init("DAY"), .init("MESSAGES", .right), .init("SEGMENTS", .right), .init("REPLIED", .right),
            .init("OPT-OUTS", .right), .init("GOALS", .right), .init("COST", .right),
        ])
        for day in figures.days ?? [] {
            table.add([
                Table.Cell(day.day), .number(day.messages), .number(day.segments), .number(day.replied),
                .number(day.optedOut), .number(day.goals), Table.Cell(FigureFormat.money(day.cost, nil)),
            ])
        }
        return table
    }
}
