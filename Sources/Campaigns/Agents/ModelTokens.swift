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
    /// In millionths of a unit.
    public var input: Int64
    public var output: Int64

    /// The most that a thousand tokens may cost: a thousand units.
    public static let most: Int64 = 1_000_000_000

    public init(input: Int64, output: Int64) {
        self.input = input
        self.output = output
    }

    /// Reads an amount with at most six decimals, such as `0.00015`, as millionths; nil where it is none.
    public static func millionths(_ text: some StringProtocol) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
            parts[0].count <= 4, let whole = Int64(parts[0])
        else { return nil }
        var decimals: Int64 = 0
        if parts.count == 2 {
            guard parts[1].count <= 6, let digits = Int64(parts[1] + String(repeating: "0", count: 6 - parts[1].count))
            else { return nil }
            decimals = digits
        }
        let amount = whole * 1_000_000 + decimals
        return amount <= most ? amount : nil
    }

    /// What so many tokens cost, in millionths of a unit, to the nearest.
    public func price(input tokensIn: Int, output tokensOut: Int) -> Int64 {
        let most = 1_000_000_000
        let sum = input * Int64(min(max(0, tokensIn), most)) + output * Int64(min(max(0, tokensOut), most))
        return (sum + 500) / 1000
    }
}
