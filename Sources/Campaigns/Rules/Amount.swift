/// An amount of money, in thousandths of a currency's unit, so that sums are exact.
public struct Amount: Hashable, Comparable, Sendable {
    public var thousandths: Int

    public init(thousandths: Int) {
        self.thousandths = thousandths
    }

    public static let zero = Amount(thousandths: 0)
    /// The most that a text can say: a million.
    public static let most = Amount(thousandths: 1_000_000_000)

    /// Reads an amount with at most three decimals, such as `50`, `4.99` or `0.075`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
            parts[0].count <= 7, let whole = Int(parts[0])
        else { return nil }
        var decimals = 0
        if parts.count == 2 {
            guard parts[1].count <= 3, let digits = Int(parts[1] + String(repeating: "0", count: 3 - parts[1].count))
            else { return nil }
            decimals = digits
        }
        thousandths = whole * 1000 + decimals
        guard self <= .most else { return nil }
    }

    public static func < (left: Amount, right: Amount) -> Bool { left.thousandths < right.thousandths }
    public static func + (left: Amount, right: Amount) -> Amount {
        Amount(thousandths: left.thousandths + right.thousandths)
    }
    public static func - (left: Amount, right: Amount) -> Amount {
        Amount(thousandths: left.thousandths - right.thousandths)
    }
    public static func * (left: Amount, count: Int) -> Amount { Amount(thousandths: left.thousandths * count) }
}

extension Amount {
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
    /// With two decimals, or three where they are needed: `4.99`, `0.075`.
    public var description: String {
        let decimals = padded(abs(thousandths) % 1000, to: 3)
        let sign = thousandths < 0 ? "-" : ""
        return "\(sign)\(abs(thousandths) / 1000).\(decimals.hasSuffix("0") ? String(decimals.dropLast()) : decimals)"
    }
}

extension Amount: Codable {
    /// From a number of units, such as `0.075`, or a text, with at most three decimals.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let amount: Amount?
        if let text = try? container.decode(String.self) {
            amount = Amount(text)
        } else {
            amount = Amount(units: try container.decode(Double.self))
        }
        guard let amount else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "expected an amount such as 50.00, with at most three decimals"
            )
        }
        self = amount
    }

    /// Sums may be more than a text can say. The shortest text that stands for a number has the decimals that were written.
    private init?(units: Double) {
        guard units >= 0, units <= 1e12 else { return nil }
        let thousandths = (units * 1000).rounded()
        guard thousandths / 1000 == units else { return nil }
        self.thousandths = Int(thousandths)
    }

    /// As a number of units.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Double(thousandths) / 1000)
    }
}
