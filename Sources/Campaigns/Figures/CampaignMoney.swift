/// What a campaign cost, and what came of it.
public struct CampaignMoney: Hashable, Sendable, Codable {
    /// Of the campaign's messages, of the answers to those who replied, and of the time of the people who wrote some of
    /// these, and of the tokens of models; nil where no price was set, or prices were in several currencies.
    public var cost: Amount?
    /// Of it, what the time of people cost.
    public var workCost: Amount?
    /// Of it, what the tokens of language models cost.
    public var tokenCost: Amount?
    /// ISO 4217; nil where none was set.
    public var currency: String?
    /// Segments without a price: the cost is too low by theirs.
    public var unpriced: Int
    /// Answers of people for whose time no price was set: the cost is too low by theirs.
    public var unpricedAnswers: Int
    /// Turns of models without a price: the cost is too low by theirs.
    public var unpricedTurns: Int
    /// Of all successes; nil where none of them has a value.
    public var value: Amount?
    /// Cost by each recipient who replied, in units.
    public var costPerReply: Double?
    /// Cost by each recipient who succeeded, in units.
    public var costPerSuccess: Double?
    /// (value − cost) ÷ cost: 0 where it just paid for itself, -1 where nothing came back.
    public var roi: Double?

    public init(
        costs: [CostFigures],
        work: [WorkFigures] = [],
        tokens: [TokenFigures] = [],
        value: Amount?,
        replied: Int,
        succeeded: Int
    ) {
        unpriced = costs.reduce(0) { $0 + $1.unpriced }
        unpricedAnswers = work.reduce(0) { $0 + $1.unpriced }
        unpricedTurns = tokens.reduce(0) { $0 + $1.unpriced }
        self.value = value
        let sums = Self.sums(costs, work, tokens)
        guard sums.count == 1, let only = sums.first else { return }
        let cost = only.amount
        self.cost = cost
        currency = only.currency
        let worked = work.filter(\.isPriced)
        workCost = worked.isEmpty ? nil : worked.reduce(.zero) { $0 + $1.cost }
        let asked = tokens.filter(\.isPriced)
        tokenCost = asked.isEmpty ? nil : asked.reduce(.zero) { $0 + $1.cost }
        costPerReply = cost.each(of: replied)
        costPerSuccess = cost.each(of: succeeded)
        roi = value.flatMap { ($0 - cost).relative(to: cost) }
    }

    /// What was paid, worked and asked of models, in each currency.
    public static func sums(
        _ costs: [CostFigures],
        _ work: [WorkFigures],
        _ tokens: [TokenFigures] = []
    ) -> [(currency: String?, amount: Amount)] {
        var sums: [(currency: String?, amount: Amount)] = []
        let segments = costs.filter(\.isPriced).map { ($0.currency, $0.cost + $0.answerCost) }
        let worked = work.filter(\.isPriced).map { ($0.currency, $0.cost) }
        let others = worked + tokens.filter(\.isPriced).map { ($0.currency, $0.cost) }
        for (currency, amount) in segments + others {
            if let index = sums.firstIndex(where: { $0.currency == currency }) {
                sums[index].amount = sums[index].amount + amount
            } else {
                sums.append((currency, amount))
            }
        }
        return sums
    }
}

/// What was paid in one currency.
public struct CostFigures: Hashable, Sendable, Codable {
    public var currency: String?
    /// Segments of the campaign that were accepted, or may have been.
    public var segments: Int
    /// The same of answers and confirmations to those who replied.
    public var answerSegments: Int
    /// Of both, those whose price is not known.
    public var unpriced: Int
    public var cost: Amount
    public var answerCost: Amount

    public init(
        currency: String?,
        segments: Int,
        answerSegments: Int = 0,
        unpriced: Int = 0,
        cost: Amount,
        answerCost: Amount = .zero
    ) {
        self.currency = currency
        self.segments = segments
        self.answerSegments = answerSegments
        self.unpriced = unpriced
        self.cost = cost
        self.answerCost = answerCost
    }

    var isPriced: Bool { segments + answerSegments > unpriced }
}

/// The time of the people who answered, in one currency.
public struct WorkFigures: Hashable, Sendable, Codable {
    public var currency: String?
    /// That people wrote to those who replied.
    public var answers: Int
    /// For which these stand.
    public var minutes: Int
    /// Answers whose price is not known.
    public var unpriced: Int
    public var cost: Amount

    public init(currency: String?, answers: Int, minutes: Int, unpriced: Int = 0, cost: Amount) {
        self.currency = currency
        self.answers = answers
        self.minutes = minutes
        self.unpriced = unpriced
        self.cost = cost
    }

    var isPriced: Bool { answers > unpriced }
}
