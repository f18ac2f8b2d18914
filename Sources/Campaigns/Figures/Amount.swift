/// An amount of money, counted in thousandths of a currency's unit, so that sums are exact. In JSON it is a number of units,
/// such as `0.075`.
public struct Amount: Hashable, Comparable, Sendable {
    public var thousandths: Int

    public init(thousandths: Int) {
        self.thousandths = thousandths
    }

    public static let zero = Amount(thousandths: 0)

    public static func < (left: Amount, right: Amount) -> Bool { left.thousandths < right.thousandths }

    public static func + (left: Amount, right: Amount) -> Amount {
        Amount(thousandths: left.thousandths + right.thousandths)
    }

    public static func - (left: Amount, right: Amount) -> Amount {
        Amount(thousandths: left.thousandths - right.thousandths)
    }

    /// What each of so many has of it, in units and to six decimals; nil where there are none.
    public func each(of count: Int) -> Double? {
        count > 0 ? Rate.rounded(Double(thousandths) / 1000 / Double(count)) : nil
    }

    /// This amount as a part of the other one, to six decimals; nil where that is nothing.
    public func relative(to other: Amount) -> Double? {
        other.thousandths > 0 ? Rate.rounded(Double(thousandths) / Double(other.thousandths)) : nil
    }
}

extension Amount: CustomStringConvertible {
    /// With two decimals, or three where they are needed: `12.30`, `0.075`.
    public var description: String {
        let size = thousandths.magnitude
        let decimals = String(1000 + size % 1000).dropFirst()
        let shown = decimals.hasSuffix("0") ? decimals.dropLast() : decimals
        return "\(thousandths < 0 ? "-" : "")\(size / 1000).\(shown)"
    }
}

extension Amount: Codable {
    public init(from decoder: any Decoder) throws {
        let units = try decoder.singleValueContainer().decode(Double.self)
        guard let thousandths = Int(exactly: (units * 1000).rounded()) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "is too large an amount")
            )
        }
        self.thousandths = thousandths
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Double(thousandths) / 1000)
    }
}

/// What a route takes for a segment.
public struct SegmentPrice: Hashable, Sendable {
    public var amount: Amount
    /// ISO 4217, such as `EUR`; nil where nobody said which.
    public var currency: String?

    public init(_ amount: Amount, currency: String? = nil) {
        self.amount = amount
        self.currency = currency
    }
}
