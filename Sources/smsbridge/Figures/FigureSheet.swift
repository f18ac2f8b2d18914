import Campaigns

/// A campaign's figures as CSV for spreadsheets: one row for each figure, or for each step, line, agent or day.
struct FigureSheet {
    let figures: CampaignFigures

    func text(by breakdown: FigureBreakdown?) -> String {
        let records =
            switch breakdown {
            case nil: totals
            case .step: messages("step", (figures.steps ?? []).map { ("\($0.step)", $0.messages) })
            case .variant:
                messages("variant", (figures.variants ?? []).map { ("\($0.step) \($0.variant)", $0.messages) })
            case .line: messages("line", (figures.lines ?? []).map { ($0.line, $0.messages) })
            case .version: messages("version", (figures.versions ?? []).map { ("\($0.version)", $0.messages) })
            case .agent: agents
            case .day: days
            case .hour: hours
            }
        return records.map { CSVWriter.line($0) }.joined()
    }

    /// `key` is where the figure stands in the JSON, `figure` its last part.
    private var totals: [[String]] {
        let lines = FigureLines(figures: figures)
        var rows = [["group", "figure", "value", "numerator", "denominator", "low", "high", "key"]]
        func add(_ group: String, _ name: String, _ value: String, in parent: String, as key: String? = nil) {
            rows.append([group, name, value, "", "", "", "", key.map { "\(parent).\($0)" } ?? "\(parent).\(name)"])
        }
        for (name, count) in lines.funnel { add("people", name, "\(count)", in: "funnel") }
        for row in figures.exclusions {
            add("excluded", row.reason, "\(row.recipients)", in: "exclusions", as: "recipients")
        }
        for row in figures.escalationReasons {
            add("escalated", row.reason, "\(row.conversations)", in: "escalation_reasons", as: "conversations")
        }
        for row in lines.rates {
            let (rate, interval) = (row.rate, row.rate.interval)
            rows.append([
                "rate", row.key, number(rate.value), "\(rate.numerator)", "\(rate.denominator)",
                number(interval?.lowerBound), number(interval?.upperBound), "rates.\(row.key)",
            ])
        }
        let (money, halts) = (figures.money, figures.halts)
        func add(money name: String, _ value: String) { add("money", name, value, in: "money") }
        add(money: "currency", money.currency ?? "")
        add(money: "cost", money.cost?.description ?? "")
        add(money: "work_cost", money.workCost?.description ?? "")
        add(money: "token_cost", money.tokenCost?.description ?? "")
        add(money: "unpriced", "\(money.unpriced)")
        add(money: "unpriced_answers", "\(money.unpricedAnswers)")
        add(money: "unpriced_turns", "\(money.unpricedTurns)")
        add(money: "value", money.value?.description ?? "")
        add(money: "cost_per_reply", number(money.costPerReply))
        add(money: "cost_per_success", number(money.costPerSuccess))
        add(money: "roi", number(money.roi))
        let holdout = figures.holdout
        if holdout.heldOut > 0 {
            add("holdout", "treated", "\(holdout.treated)", in: "holdout")
            add("holdout", "treated_succeeded", "\(holdout.treatedSucceeded)", in: "holdout")
            add("holdout", "held_out", "\(holdout.heldOut)", in: "holdout")
            add("holdout", "held_out_succeeded", "\(holdout.heldOutSucceeded)", in: "holdout")
        }
        if let effect = figures.incremental {
            add("incremental", "difference", "\(effect.difference)", in: "incremental")
            add("incremental", "low", "\(effect.low)", in: "incremental")
            add("incremental", "high", "\(effect.high)", in: "incremental")
            add("incremental", "successes", "\(effect.successes)", in: "incremental")
            add("incremental", "value", effect.value?.description ?? "", in: "incremental")
            add("incremental", "roi", number(effect.roi), in: "incremental")
        }
        for cost in figures.cost {
            add("segments", cost.currency ?? "", "\(cost.segments)", in: "cost", as: "segments")
            add("answer_segments", cost.currency ?? "", "\(cost.answerSegments)", in: "cost", as: "answer_segments")
        }
        for work in figures.work {
            add("work", "answers", "\(work.answers)", in: "work")
            add("work", "minutes", "\(work.minutes)", in: "work")
        }
        for tokens in figures.tokens {
            add("tokens_in", tokens.currency ?? "", "\(tokens.tokensIn)", in: "tokens", as: "tokens_in")
            add("tokens_out", tokens.currency ?? "", "\(tokens.tokensOut)", in: "tokens", as: "tokens_out")
        }
        for goal in figures.goals { add("goals", goal.name, "\(goal.events)", in: "goals", as: "events") }
        add("halts", "halts", "\(halts.halts)", in: "halts")
        add("halts", "measured", "\(halts.measured)", in: "halts")
        add("halts", "p50_ms", number(halts.p50Ms), in: "halts")
        add("halts", "p99_ms", number(halts.p99Ms), in: "halts")
        add("halts", "max_ms", number(halts.maxMs), in: "halts")
        add("halts", "raced", "\(halts.raced)", in: "halts")
        return rows
    }

    private func messages(_ title: String, _ parts: [(name: String, figures: MessageFigures)]) -> [[String]] {
        var rows = [
            [
                title, "attempted", "accepted", "delivered", "assumed", "unknown", "undelivered", "uncertain", "failed",
                "permanent", "temporary", "reached", "replied", "opted_out", "succeeded", "raced", "delivery_rate",
                "response_rate", "response_low", "response_high", "opt_out_rate", "opt_out_low", "opt_out_high",
                "success_rate", "success_low", "success_high", "segments", "cost",
            ]
        ]
        for (name, part) in parts {
            let counts = [
                part.attempted, part.accepted, part.delivered, part.assumed, part.unknown, part.undelivered,
                part.uncertain, part.failed, part.permanent, part.temporary, part.reached, part.replied, part.optedOut,
                part.succeeded, part.raced,
            ]
            let own = part.rates
            let rates =
                [number(own.delivery.value)]
                + [own.response, own.optOut, own.success].flatMap { rate in
                    [number(rate.value), number(rate.interval?.lowerBound), number(rate.interval?.upperBound)]
                }
            rows.append([name] + counts.map(String.init) + rates + ["\(part.segments)", part.cost?.description ?? ""])
        }
        return rows
    }

    private var agents: [[String]] {
        [
            [
                "agent", "conversations", "turns", "answers", "replied", "escalated", "escalation_rate",
                "escalation_low", "escalation_high", "closed", "goals", "segments", "cost", "tokens_in", "tokens_out",
                "token_cost",
            ]
        ]
            + (figures.agents ?? []).map { agent in
                [
                    agent.agent ?? "", "\(agent.conversations)", "\(agent.turns)", "\(agent.answers)",
                    "\(agent.replied)", "\(agent.escalated)", number(agent.escalation.value),
                    number(agent.escalation.interval?.lowerBound), number(agent.escalation.interval?.upperBound),
                    "\(agent.closed)", "\(agent.goals)", "\(agent.segments)", agent.cost?.description ?? "",
                    "\(agent.tokensIn)", "\(agent.tokensOut)", agent.tokenCost?.description ?? "",
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

    private var hours: [[String]] {
        [
            [
                "weekday", "hour", "attempted", "reached", "replied", "opted_out", "succeeded", "response_rate",
                "response_low", "response_high",
            ]
        ]
            + (figures.hours ?? []).map { hour in
                let response = hour.rates.response
                return [
                    "\(hour.weekday)", "\(hour.hour)", "\(hour.attempted)", "\(hour.reached)", "\(hour.replied)",
                    "\(hour.optedOut)", "\(hour.succeeded)", number(response.value),
                    number(response.interval?.lowerBound), number(response.interval?.upperBound),
                ]
            }
    }

    private func number<Number>(_ value: Number?) -> String { value.map { "\($0)" } ?? "" }
}
