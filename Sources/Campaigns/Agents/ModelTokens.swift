/// Tokens of a language model, and what they cost.
public struct ModelTokens: Hashable, Sendable {
    /// Of questions, and of answers.
    public var input: Int
    public var output: Int
    /// In millionths of a unit of the currency: a token costs far less than a thousandth. Nil where no price is set.
    public var price: Int64?

    public init(input: Int = 0, output: Int = 0, price: Int64? = nil) {
        self.input = input
        self.output = output
        self.price = price
    }

    public static func += (sum: inout ModelTokens, more: ModelTokens) {
        sum.input += more.input
        sum.output += more.output
        if sum.price != nil || more.price != nil { sum.price = (sum.price ?? 0) + (more.price ?? 0) }
    }

    public var isNone: Bool { input == 0 && output == 0 }
}

/// What a thousand tokens cost, in and out.
public struct TokenPrice: Hashable, Sendable {
    public var input: Amount
    public var output: Amount

    public init(input: Amount, output: Amount) {
        self.input = input
        self.output = output
    }

    /// In millionths of a unit: a thousandth for a thousand tokens is one for each.
    public func price(input tokensIn: Int, output tokensOut: Int) -> Int64 {
        Int64(input.thousandths) * Int64(max(0, tokensIn)) + Int64(output.thousandths) * Int64(max(0, tokensOut))
    }
}
