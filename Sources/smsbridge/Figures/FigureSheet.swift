import Campaigns

/// A campaign's figures as CSV for spreadsheets: one row for each figure, or for each step, line, agent or day.
struct FigureSheet {
    let figures: CampaignFigures

    func text(by breakdown: FigureBreakdown?) -> String {
        let records =
            switch breakdown {
            case nil: totals
            case .step: messages("step", (figures.steps ?? []).map { ("\($0.step)", $0.messages) })
            case .line: messages("line", (figures.lines ?? []).map { ($0.line, $0.messages) })
            case .agent: agents
            case .day: days
            }
        return records.map { CSVWriter.line($0) }.joined()
    }

    private var totals: [[String]] {
        let lines = FigureLines(figures: figures)
        var rows = [["group", "figure", "value", "numerator", "denominator", "low", "high"]]
        func add(_ group: String, _ name: String, _ value: String) {
            rows.append([group, name, value, "", "", "", ""])
        }
        for row in lines.people { add("people", row.name, "\(row.count)") }
        for row in figures.exclusions { add("excluded", row.reason, "\(row.recipients)") }
        for row in lines.rates {
            let (rate, interval) = (row.rate, row.rate.interval)
            rows.append([
                "rate", row.name, number(rate.value), "\(rate.numerator)", "\(rate.denominator)",
                number(interval?.lowerBound), number(interval?.upperBound),
            ])
        }
        let (money, halts) = (figures.money, figures.halts)
        add("money", "currency", money.currency ?? "")
        add("money", "cost", money.cost?.description ?? "")
        add("money", "value of goals", money.value?.description ?? "")
        add("money", "cost per reply", number(money.costPerReply))
        add("money", "cost per success", number(money.costPerSuccess))
        add("money", "ROI", number(money.roi))
        for cost in figures.cost {
            add("segments", cost.currency ?? "", "\(cost.segments)")
            add("segments of answers", cost.currency ?? "", "\(cost.answerSegments)")
        }
        for goal in figures.goals { add("goals", goal.name, "\(goal.events)") }
        add("halts", "halts", "\(halts.halts)")
        add("halts", "p50 ms", number(halts.p50Ms))
        add("halts", "p99 ms", number(halts.p99Ms))
        add("halts", "raced", "\(halts.raced)")
        return rows
    }

    private func messages(_ title: String, _ parts: [(name: String, figures: MessageFigures)]) -> [[String]] {
        var rows = [
            [
                title, "attempted", "accepted", "delivered", "assumed", "unknown", "undelivered", "uncertain", "failed",
                "reached", "replied", "opted_out", "raced", "delivery_rate", "response_rate", "opt_out_rate",
                "segments",
                "cost",
            ]
        ]
        for (name, part) in parts {
            let counts = [
                part.attempted, part.accepted, part.delivered, part.assumed, part.unknown, part.undelivered,
                part.uncertain, part.failed, part.reached, part.replied, part.optedOut, part.raced,
            ]
            let rates = [part.rates.delivery, part.rates.response, part.rates.optOut].map { number($0.value) }
            rows.append([name] + counts.map(String.init) + rates + ["\(part.segments)", part.cost?.description ?? ""])
        }
        return rows
    }

    private var agents: [[String]] {
        [["agent", "conversations", "turns", "answers", "escalated", "escalation_rate", "closed"]]
            + (figures.agents ?? []).map { agent in
                [
                    agent.agent ?? "", "\(agent.conversations)", "\(agent.turns)", "\(agent.answers)",
                    "\(agent.escalated)", number(agent.escalation.value), "\(agent.closed)",
                ]
            }
    }

    private var days: [[String]] {
        [["day", "messages", "segments", "replied", "opted_out", "goals", "cost"]]
            + (figures.days ?? []).map { day in
                [
                    day.day, "\(day.messages)", "\(day.segments)", "\(day.replied)", "\(day.optedOut)", "\(day.goals)",
                    day.cost?.description ?? "",
                ]
            }
    }

    private func number<Number>(_ value: Number?) -> String { value.map { "\($0)" } ?? "" }
}
