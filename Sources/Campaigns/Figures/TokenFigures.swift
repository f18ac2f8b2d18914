/// What language models took for those who replied, in one currency.
public struct TokenFigures: Hashable, Sendable, Codable {
    public var currency: String?
    /// Turns for which a model was asked.
    public var turns: Int
    /// Of questions, and of answers.
    public var tokensIn: Int
    public var tokensOut: Int
    /// Turns of models without a price.
    public var unpriced: Int
    public var cost: Amount

    public init(currency: String?, turns: Int, tokensIn: Int, tokensOut: Int, unpriced: Int = 0, cost: Amount) {
        self.currency = currency
        self.turns = turns
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.unpriced = unpriced
        self.cost = cost
    }

    var isPriced: Bool { turns > unpriced }
}
