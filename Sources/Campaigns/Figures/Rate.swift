/// A part of a whole, with how far chance may have moved it.
///
/// In JSON it has all of `numerator`, `denominator`, `value`, `low` and `high`; the last three are left out where the whole
/// is empty.
public struct Rate: Hashable, Sendable {
    public var numerator: Int
    public var denominator: Int

    public init(_ numerator: Int, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Of all the wholes together.
    public init(sumOf rates: [Rate]) {
        self.init(rates.reduce(0) { $0 + $1.numerator }, of: rates.reduce(0) { $0 + $1.denominator })
    }

    /// From 0 to 1; nil where the whole is empty.
    public var value: Double? {
        denominator > 0 ? Self.rounded(Double(numerator) / Double(denominator)) : nil
    }

    /// Where the true rate lies with 95 % confidence, by Wilson's score interval (E. B. Wilson, 1927): unlike the plain one
    /// it is right for small numbers, and never leaves 0 to 1.
    public var interval: ClosedRange<Double>? {
        guard denominator > 0 else { return nil }
        let (count, share) = (Double(denominator), Double(min(max(numerator, 0), denominator)) / Double(denominator))
        let square = Self.z * Self.z
        let scale = 1 + square / count
        let middle = (share + square / (2 * count)) / scale
        let reach = Self.z / scale * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
        return Self.rounded(max(0, middle - reach))...Self.rounded(min(1, middle + reach))
    }

    /// Whether chance plays so large a part that the interval should be shown with the value.
    public var isOfFew: Bool { denominator < 1000 }

    /// The standard normal distribution's quantile of 0.975.
    private static let z = 1.959_963_984_540_054

    /// To six decimals: what is behind them says nothing.
    static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}

extension Rate: Codable {
    private enum Key: String, CodingKey { case numerator, denominator, value, low, high }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        numerator = try container.decode(Int.self, forKey: .numerator)
        denominator = try container.decode(Int.self, forKey: .denominator)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(numerator, forKey: .numerator)
        try container.encode(denominator, forKey: .denominator)
        try container.encodeIfPresent(value, forKey: .value)
        try container.encodeIfPresent(interval?.lowerBound, forKey: .low)
        try container.encodeIfPresent(interval?.upperBound, forKey: .high)
    }
}
