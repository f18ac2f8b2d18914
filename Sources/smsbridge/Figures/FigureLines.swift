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
        rows.append(Count(name: "opted out", depth: 1, count: funnel.optedOut, note: ""))
        add("opted in", depth: 1, funnel.optedIn, "START: no reply", to: &rows)
        add("asked for help", depth: 1, funnel.help, "HELP: no reply", to: &rows)
        add("wrong number", depth: 1, funnel.wrongNumber, "says that it is", to: &rows)
        add("automatic", depth: 1, funnel.automatic, "a machine wrote back", to: &rows)
        if !figures.goals.isEmpty {
            let goals = figures.goals.map { (count: $0.recipients, name: $0.name) }
            let before = funnel.succeededBefore == 0 ? "" : "\(funnel.succeededBefore) before anything was sent to them"
            rows.append(Count(name: "succeeded", depth: 1, count: funnel.succeeded, note: before, parts: goals))
        }
        return rows
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
            ("opted_out", funnel.optedOut), ("opted_in", funnel.optedIn), ("help", funnel.help),
            ("wrong_number", funnel.wrongNumber), ("automatic", funnel.automatic), ("succeeded", funnel.succeeded),
            ("succeeded_before", funnel.succeededBefore),
        ]
    }

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
        let success = figures.goals.isEmpty ? "reached; no goal was recorded" : "reached"
        return [
            Share("delivery", "delivery, confirmed", rates.delivery, of: "accepted by routes that report"),
            Share("unknown", "unknown", depth: 1, rates.unknown, of: "the same"),
            Share("assumed", "assumed", depth: 1, rates.assumed, of: "accepted"),
            Share("response", "response", rates.response, of: "reached"),
            Share("opt_out", "opt-out", rates.optOut, of: "reached"),
            Share("success", "success", rates.success, of: success),
            Share("escalation", "escalation", rates.escalation, of: "conversations with an agent"),
            Share("permanent_failure", "failure, permanent", rates.permanentFailure, of: "messages tried"),
            Share("temporary_failure", "temporary", depth: 1, rates.temporaryFailure, of: "messages tried"),
            Share("expiry", "expired", depth: 1, rates.expiry, of: "messages tried"),
            Share("uncertainty", "uncertain", depth: 1, rates.uncertainty, of: "messages tried"),
        ]
    }

    /// Money and halts, a fact each.
    var facts: [(String, String)] {
        let (money, halts) = (figures.money, figures.halts)
        return [
            ("cost", cost), ("cost per reply", perReply), ("cost per success", perSuccess),
            ("value of goals", FigureFormat.money(money.value, money.currency)), ("ROI", roi),
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

    private var noCost: String {
        let priced = figures.cost.filter { $0.segments + $0.answerSegments > $0.unpriced }
        if priced.count > 1 {
            let parts = priced.map { FigureFormat.money($0.cost + $0.answerCost, $0.currency ?? "of no currency") }
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
        return "\(FigureFormat.absent): no goal was reached"
    }

    private var roi: String {
        let money = figures.money
        if money.value == nil { return "\(FigureFormat.absent): no goal has a value" }
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
