import Campaigns

/// The rows of a campaign's report, for the terminal and the page alike.
struct FigureLines {
    let figures: CampaignFigures

    struct Count {
        var name: String
        /// 0 for the outermost.
        var depth: Int
        var count: Int
        var note: String
        /// What it is made up of, each with how many.
        var parts: [(count: Int, name: String)] = []
    }

    /// How many people came how far. What did not happen and does not belong to every campaign is left out.
    var people: [Count] {
        let funnel = figures.funnel
        let reasons = figures.exclusions.map { (count: $0.recipients, name: $0.reason) }
        var rows = [
            Count(name: "enrolled", depth: 0, count: funnel.enrolled, note: ""),
            Count(name: "excluded", depth: 1, count: funnel.excluded, note: "", parts: reasons),
            Count(name: "eligible", depth: 1, count: funnel.eligible, note: ""),
            Count(name: "attempted", depth: 0, count: funnel.attempted, note: ""),
            Count(name: "accepted", depth: 0, count: funnel.accepted, note: "by a route"),
            Count(name: "delivered", depth: 1, count: funnel.delivered, note: "confirmed by the network"),
            Count(name: "assumed", depth: 1, count: funnel.assumed, note: "by routes that report nothing"),
            Count(name: "unknown", depth: 1, count: funnel.unknown, note: "no final report: not counted as delivered"),
            Count(name: "undelivered", depth: 1, count: funnel.undelivered, note: "the network gave up"),
            Count(name: "uncertain", depth: 0, count: funnel.uncertain, note: "may or may not have left"),
            Count(name: "failed", depth: 0, count: funnel.failed, note: "refused for good"),
        ]
        add("underway", funnel.underway, "a try is open", to: &rows)
        add("stopped", funnel.stopped, "taken back after a try or a part", to: &rows)
        let reached = "delivered, assumed, wrote back, or a goal"
        rows.append(Count(name: "reached", depth: 0, count: funnel.reached, note: reached))
        rows.append(Count(name: "replied", depth: 1, count: funnel.replied, note: ""))
        add("positive", depth: 1, funnel.positive, "the goal “positive” was recorded", to: &rows)
        rows.append(Count(name: "opted out", depth: 1, count: funnel.optedOut, note: ""))
        add("opted in", depth: 1, funnel.optedIn, "START: no reply", to: &rows)
        add("asked for help", depth: 1, funnel.help, "HELP: no reply", to: &rows)
        add("wrong number", depth: 1, funnel.wrongNumber, "says that it is", to: &rows)
        add("automatic", depth: 1, funnel.automatic, "a machine wrote back", to: &rows)
        if !figures.goals.isEmpty || figures.goal != nil {
            let goals = figures.goals.map { (count: $0.recipients, name: $0.name) }
            let before =
                funnel.succeededBefore == 0 ? nil : "\(funnel.succeededBefore) before anything was sent to them"
            let notes = [successName, before].compactMap(\.self).joined(separator: "; ")
            rows.append(Count(name: "succeeded", depth: 1, count: funnel.succeeded, note: notes, parts: goals))
        }
        return rows
    }

    /// What counts as success, where the campaign says it.
    private var successName: String? {
        switch figures.goal?.name {
        case nil: nil
        case CampaignGoal.reply: "a reply counts"
        case CampaignGoal.optIn: "START counts"
        case let name?: "“\(name)” counts"
        }
    }

    private func add(_ name: String, depth: Int = 0, _ count: Int, _ note: String, to rows: inout [Count]) {
        if count > 0 { rows.append(Count(name: name, depth: depth, count: count, note: note)) }
    }

    /// All counts of people, by their keys in JSON.
    var funnel: [(String, Int)] {
        let funnel = figures.funnel
        return [
            ("enrolled", funnel.enrolled), ("excluded", funnel.excluded), ("eligible", funnel.eligible),
            ("attempted", funnel.attempted), ("accepted", funnel.accepted), ("delivered", funnel.delivered),
            ("assumed", funnel.assumed), ("unknown", funnel.unknown), ("undelivered", funnel.undelivered),
            ("uncertain", funnel.uncertain), ("failed", funnel.failed), ("underway", funnel.underway),
            ("stopped", funnel.stopped), ("reached", funnel.reached), ("replied", funnel.replied),
            ("positive", funnel.positive), ("opted_out", funnel.optedOut), ("opted_in", funnel.optedIn),
            ("help", funnel.help),
            ("wrong_number", funnel.wrongNumber), ("automatic", funnel.automatic), ("succeeded", funnel.succeeded),
            ("succeeded_before", funnel.succeededBefore),
        ]
    }

    static let weekdays = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]

    /// Such as `09:00`.
    static func hour(_ hour: Int) -> String { "\(hour < 10 ? "0" : "")\(hour):00" }

    struct Share {
        /// In JSON.
        var key: String
        var name: String
        var depth: Int
        var rate: Rate
        var of: String

        init(_ key: String, _ name: String, depth: Int = 0, _ rate: Rate, of: String) {
            (self.key, self.name, self.depth, self.rate, self.of) = (key, name, depth, rate, of)
        }
    }

    var rates: [Share] {
        let rates = figures.rates
        let counted = figures.funnel.succeededBefore > 0 ? "reached, or succeeded before" : "reached"
        let success = figures.goals.isEmpty && figures.goal == nil ? "reached; no goal was recorded" : counted
        return [
            Share("delivery", "delivery, confirmed", rates.delivery, of: "accepted where reports come"),
            Share("unknown", "unknown", depth: 1, rates.unknown, of: "the same"),
            Share("assumed", "assumed", depth: 1, rates.assumed, of: "accepted"),
            Share("response", "response", rates.response, of: "reached"),
            Share("positive", "positive", depth: 1, rates.positive, of: "reached"),
            Share("opt_out", "opt-out", rates.optOut, of: "reached"),
            Share("success", "success", rates.success, of: success),
            Share("escalation", "escalation", rates.escalation, of: "with an agent"),
            Share("containment", "containment", depth: 1, rates.containment, of: "closed ones"),
            Share("permanent_failure", "failure, permanent", rates.permanentFailure, of: "messages tried"),
            Share("temporary_failure", "temporary", depth: 1, rates.temporaryFailure, of: "messages tried"),
            Share("expiry", "expired", depth: 1, rates.expiry, of: "messages tried"),
            Share("uncertainty", "uncertain", depth: 1, rates.uncertainty, of: "messages tried"),
        ]
    }

    /// Those that say something in this campaign.
    var shownRates: [Share] {
        rates.filter { share in
            switch share.key {
            case "positive": share.rate.numerator > 0
            case "containment": share.rate.denominator > 0
            default: true
            }
        }
    }

    /// Money and halts, a fact each.
    var facts: [(String, String)] { moneyFacts + holdoutFacts + haltFacts }

    /// What the holdout shows; empty without one.
    var holdoutFacts: [(String, String)] {
        let holdout = figures.holdout
        guard holdout.heldOut > 0 else { return [] }
        let rates =
            "\(FigureFormat.value(holdout.heldOutRate)) succeeded (\(FigureFormat.parts(holdout.heldOutRate))), of the "
            + "others \(FigureFormat.value(holdout.treatedRate)) (\(FigureFormat.parts(holdout.treatedRate)))"
        guard let effect = figures.incremental else {
            let lack =
                "\(FigureFormat.absent): takes \(HoldoutFigures.fewest) on each side, \(HoldoutFigures.fewestSuccesses) "
                + "successes in all"
            return [("holdout", rates), ("effect", lack)]
        }
        let (low, high) = (FigureFormat.signed(effect.low * 100), FigureFormat.signed(effect.high * 100))
        let points = "\(FigureFormat.signed(effect.difference * 100)) points (\(low) to \(high))"
        let roi = effect.value == nil ? "\(FigureFormat.absent): no success has a value" : FigureFormat.roi(effect.roi)
        return [
            ("holdout", rates), ("effect", "\(points): \(FigureFormat.signed(effect.successes)) successes"),
            ("incremental ROI", roi),
        ]
    }

    var moneyFacts: [(String, String)] {
        var facts = [("cost", cost)]
        if let work { facts.append(("of people", work)) }
        if let tokens { facts.append(("of models", tokens)) }
        facts += [("cost per reply", perReply), ("cost per success", perSuccess), ("value", value), ("ROI", roi)]
        return facts
    }

    var haltFacts: [(String, String)] {
        let halts = figures.halts
        return [
            ("halts", halts.halts == 0 ? "none: no reply came while something was running" : latency),
            ("raced", raced),
        ]
    }

    private var cost: String {
        let money = figures.money
        let (segments, answers) = figures.cost.reduce((0, 0)) { ($0.0 + $1.segments, $0.1 + $1.answerSegments) }
        let count =
            (segments == 1 ? "1 segment" : "\(segments) segments") + (answers > 0 ? " and \(answers) of answers" : "")
        guard money.cost != nil else { return "\(FigureFormat.absent): \(noCost) (\(count))" }
        let unpriced = money.unpriced > 0 ? "; without the price of \(money.unpriced), which is not set" : ""
        return "\(FigureFormat.money(money.cost, money.currency)) for \(count)\(unpriced)"
    }

    /// The time of the people who answered, of which the cost has its part.
    private var work: String? {
        let (answers, minutes) = figures.work.reduce((0, 0)) { ($0.0 + $1.answers, $0.1 + $1.minutes) }
        guard answers > 0 else { return nil }
        let count = "\(answers) answer\(answers == 1 ? "" : "s"), counted as \(minutes) minutes"
        guard figures.work.contains(where: { $0.unpriced < $0.answers }) else {
            return "\(count) without a price: human_minute is not set"
        }
        let unpriced = figures.money.unpricedAnswers
        let cost = figures.money.workCost.map { "\(FigureFormat.money($0, figures.money.currency)) for " } ?? ""
        return cost + count + (unpriced > 0 ? "; \(unpriced) without a price" : "")
    }

    /// What language models took, of which the cost has its part.
    private var tokens: String? {
        let turns = figures.tokens.reduce(0) { $0 + $1.turns }
        guard turns > 0 else { return nil }
        let (asked, answered) = figures.tokens.reduce((0, 0)) { ($0.0 + $1.tokensIn, $0.1 + $1.tokensOut) }
        let count = "\(asked) tokens in and \(answered) out, in \(turns) turn\(turns == 1 ? "" : "s")"
        guard let cost = figures.money.tokenCost else { return "\(count), without a price" }
        let unpriced = figures.money.unpricedTurns
        return "\(FigureFormat.money(cost, figures.money.currency)) for \(count)"
            + (unpriced > 0 ? "; \(unpriced) without a price" : "")
    }

    private var value: String {
        let (money, success) = (figures.money, figures.success)
        let lack = money.value != nil && success.unvalued > 0 ? "; \(success.unvalued) without a value" : ""
        return FigureFormat.money(money.value, money.currency) + lack
    }

    private var noCost: String {
        let priced = CampaignMoney.sums(figures.cost, figures.work, figures.tokens)
        if priced.count > 1 {
            let parts = priced.map { FigureFormat.money($0.amount, $0.currency ?? "of no currency") }
            return "paid in several currencies, \(parts.joined(separator: " and "))"
        }
        return figures.cost.isEmpty ? "nothing left" : "no price_per_segment is set"
    }

    private var perReply: String {
        let money = figures.money
        guard money.cost != nil, money.costPerReply == nil else {
            return FigureFormat.money(each: money.costPerReply, money.currency)
        }
        return "\(FigureFormat.absent): nobody replied"
    }

    private var perSuccess: String {
        let money = figures.money
        guard money.cost != nil, money.costPerSuccess == nil else {
            return FigureFormat.money(each: money.costPerSuccess, money.currency)
        }
        return "\(FigureFormat.absent): nobody succeeded"
    }

    private var roi: String {
        let money = figures.money
        if money.value == nil { return "\(FigureFormat.absent): no success has a value" }
        return FigureFormat.roi(money.roi)
    }

    private var raced: String {
        let count = figures.halts.raced
        return count == 0
            ? "no message had left in part when a reply came"
            : "\(count) message\(count == 1 ? "" : "s") had left in part when the reply came"
    }

    private var latency: String {
        let halts = figures.halts
        let lack = halts.measured < halts.halts ? " (\(halts.halts - halts.measured) not measured)" : ""
        guard halts.measured > 0 else { return "\(halts.halts)\(lack)" }
        return "\(halts.halts)\(lack), half within \(FigureFormat.latency(halts.p50Ms)), "
            + "99 % within \(FigureFormat.latency(halts.p99Ms)), all within \(FigureFormat.latency(halts.maxMs))"
    }
}
