/// What a campaign cost, and what came of it.
public struct CampaignMoney: Hashable, Sendable, Codable {
    /// Of the campaign's messages and of the answers to those who replied; nil where no price was set, or prices were in
    /// several currencies.
    public var cost: Amount?
    /// ISO 4217; nil where none was set.
    public var currency: String?
    /// Segments without a price: the cost is too low by theirs.
    public var unpriced: Int
    /// Of all goals that were recorded; nil where none of them has a value.
    public var value: Amount?
    /// Cost by each recipient who replied, in units.
    public var costPerReply: Double?
    /// Cost by each recipient who reached a goal, in units.
    public var costPerSuccess: Double?
    /// (value − cost) ÷ cost: 0 where it just paid for itself, -1 where nothing came back.
    public var roi: Double?

    public init(costs: [CostFigures], value: Amount?, replied: Int, succeeded: Int) {
        let priced = costs.filter { $0.segments + $0.answerSegments > $0.unpriced }
        unpriced = costs.reduce(0) { $0 + $1.unpriced }
        self.value = value
        guard priced.count == 1, let only = priced.first else { return }
        let cost = only.cost + only.answerCost
        self.cost = cost
        currency = only.currency
        costPerReply = cost.each(of: replied)
        costPerSuccess = cost.each(of: succeeded)
        roi = value.flatMap { ($0 - cost).relative(to: cost) }
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
}
