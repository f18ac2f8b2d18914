/// An amount of money as a file has it: a number, or text.
public struct Amount: Hashable, Sendable, Decodable {
    /// As it was written.
    public var text: String

    public init(_ text: String) {
        self.text = text
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.text = text
        } else {
            text = "\(try container.decode(Double.self))"
        }
    }

    /// In thousandths of the currency unit; nil for anything but up to seven digits and up to three decimals.
    public var thousandths: Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
            parts[0].count <= 7, let whole = Int(parts[0])
        else { return nil }
        guard parts.count == 2 else { return whole * 1000 }
        // What is no number to us, such as 0.0750, is one to a calculator.
        var decimals = parts[1]
        while decimals.count > 3, decimals.last == "0" { decimals.removeLast() }
        guard decimals.count <= 3, let fraction = Int(decimals) else { return nil }
        return whole * 1000 + fraction * [100, 10, 1][decimals.count - 1]
    }

    /// Writes thousandths with two decimals, or three where it needs them: `12.50`.
    public static func write(thousandths: Int) -> String {
        let fraction = padded(thousandths % 1000, to: 3)
        return "\(thousandths / 1000)." + (fraction.hasSuffix("0") ? String(fraction.dropLast()) : fraction)
    }
}
