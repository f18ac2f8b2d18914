import Campaigns
import GRDB

extension FunnelFigures {
    init(_ row: Row) {
        self.init(
            enrolled: row["enrolled"],
            excluded: row["excluded"],
            eligible: row["eligible"],
            attempted: row["attempted"],
            accepted: row["accepted"],
            delivered: row["delivered"],
            assumed: row["assumed"],
            unknown: row["unknown"],
            undelivered: row["undelivered"],
            uncertain: row["uncertain"],
            failed: row["failed"],
            underway: row["underway"],
            stopped: row["stopped"],
            reached: row["reached"],
            replied: row["replied"],
            positive: row["positive"],
            optedOut: row["opted_out"],
            optedIn: row["opted_in"],
            help: row["help"],
            wrongNumber: row["wrong_number"],
            automatic: row["automatic"],
            succeeded: row["succeeded"],
            succeededBefore: row["succeeded_before"]
        )
    }
}

extension ExclusionFigures {
    init(_ row: Row) {
        self.init(reason: row["reason"] ?? "no reason was noted", recipients: row["recipients"])
    }
}

extension FailureFigures {
    init(_ row: Row) {
        self.init(
            tried: row["tried"],
            permanent: row["permanent"],
            temporary: row["temporary"],
            expired: row["expired"],
            uncertain: row["uncertain"],
            unspecified: row["unspecified"]
        )
    }
}

extension EscalationFigures {
    init(_ row: Row) {
        self.init(
            conversations: row["conversations"],
            withAgent: row["with_agent"],
            escalated: row["escalated"],
            withoutAgent: row["without_agent"],
            closed: row["closed"],
            contained: row["contained"]
        )
    }
}

extension EscalationReasonFigures {
    init(_ row: Row) {
        self.init(reason: row["reason"], conversations: row["conversations"])
    }
}

extension SuccessFigures {
    init(_ row: Row) {
        self.init(
            events: row["events"],
            recipients: row["recipients"],
            unvalued: row["unvalued"],
            value: row.amount("value")
        )
    }
}

extension HoldoutFigures {
    init(_ row: Row) {
        self.init(
            treated: row["treated"],
            treatedSucceeded: row["treated_succeeded"],
            treatedValue: row.amount("treated_value"),
            heldOut: row["held_out"],
            heldOutSucceeded: row["held_out_succeeded"],
            heldOutValue: row.amount("held_out_value")
        )
    }
}

extension WorkFigures {
    init(_ row: Row) {
        self.init(
            currency: row["currency"],
            answers: row["answers"],
            minutes: row["minutes"],
            unpriced: row["unpriced"],
            cost: row.amount("cost") ?? .zero
        )
    }
}

extension TokenFigures {
    init(_ row: Row) {
        self.init(
            currency: row["currency"],
            turns: row["turns"],
            tokensIn: row["tokens_in"],
            tokensOut: row["tokens_out"],
            unpriced: row["unpriced"],
            cost: row.amount("cost") ?? .zero
        )
    }
}

extension GoalFigures {
    init(_ row: Row) {
        self.init(name: row["name"], events: row["events"], recipients: row["recipients"], value: row.amount("value"))
    }
}

extension CostFigures {
    init(_ row: Row) {
        self.init(
            currency: row["currency"],
            segments: row["segments"],
            answerSegments: row["answer_segments"],
            unpriced: row["unpriced"],
            cost: row.amount("cost") ?? .zero,
            answerCost: row.amount("answer_cost") ?? .zero
        )
    }
}

extension HaltFigures {
    init(_ row: Row) {
        self.init(
            halts: row["halts"],
            measured: row["measured"],
            p50Ms: row["p50_ms"],
            p99Ms: row["p99_ms"],
            maxMs: row["max_ms"],
            raced: row["raced"]
        )
    }
}

extension HaltLatencyFigures {
    init(_ row: Row) {
        self.init(upToMs: row["up_to_ms"], halts: row["halts"])
    }
}

extension MessageFigures {
    init(_ row: Row) {
        self.init(
            attempted: row["attempted"],
            accepted: row["accepted"],
            delivered: row["delivered"],
            assumed: row["assumed"],
            unknown: row["unknown"],
            undelivered: row["undelivered"],
            uncertain: row["uncertain"],
            failed: row["failed"],
            permanent: row["permanent"],
            temporary: row["temporary"],
            reached: row["reached"],
            replied: row["replied"],
            optedOut: row["opted_out"],
            succeeded: row["succeeded"],
            raced: row["raced"],
            segments: row["segments"],
            cost: row.amount("cost")
        )
    }
}

extension StepFigures {
    init(_ row: Row) {
        self.init(step: row["step"], messages: MessageFigures(row))
    }
}

extension LineFigures {
    init(_ row: Row) {
        self.init(line: row["line"], kind: row["kind"], messages: MessageFigures(row))
    }
}

extension VariantFigures {
    init(_ row: Row) {
        self.init(step: row["step"], variant: row["variant"], messages: MessageFigures(row))
    }
}

extension VersionFigures {
    init(_ row: Row) {
        self.init(version: row["version"], messages: MessageFigures(row))
    }
}

extension HourFigures {
    init(_ row: Row) {
        self.init(
            weekday: row["weekday"],
            hour: row["hour"],
            attempted: row["attempted"],
            reached: row["reached"],
            replied: row["replied"],
            optedOut: row["opted_out"],
            succeeded: row["succeeded"]
        )
    }
}

extension AgentFigures {
    init(_ row: Row) {
        self.init(
            agent: row["agent"],
            conversations: row["conversations"],
            turns: row["turns"],
            answers: row["answers"],
            replied: row["replied"],
            escalated: row["escalated"],
            closed: row["closed"],
            goals: row["goals"],
            segments: row["segments"],
            cost: row.amount("cost"),
            tokensIn: row["tokens_in"],
            tokensOut: row["tokens_out"],
            tokenCost: row.amount("token_cost")
        )
    }
}

extension DayFigures {
    init(_ row: Row) {
        self.init(
            day: row["day"],
            messages: row["messages"],
            segments: row["segments"],
            replied: row["replied"],
            optedOut: row["opted_out"],
            goals: row["goals"],
            cost: row.amount("cost")
        )
    }
}

extension Row {
    /// Queries give amounts in units, as JSON does; they are exact to a thousandth.
    fileprivate func amount(_ column: String) -> Amount? {
        (self[column] as Double?).map { Amount(thousandths: Int(($0 * 1000).rounded())) }
    }
}
