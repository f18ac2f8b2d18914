/// An amount of money, in thousandths of the currency's unit. Which currency is a setting of the whole gateway.
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
    public static func * (left: Amount, count: Int) -> Amount { Amount(thousandths: left.thousandths * count) }
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
    /// From a text, or a number with as many decimals as a text may have.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text: String
        if let written = try? container.decode(String.self) {
            text = written
        } else if let whole = try? container.decode(Int.self) {
            text = String(whole)
        } else {
            // The shortest text that stands for the number has the decimals that were written.
            text = String(try container.decode(Double.self))
        }
        guard let amount = Amount(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "expected an amount such as 50.00, with at most three decimals"
            )
        }
        self = amount
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
