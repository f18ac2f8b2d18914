/// How a number is written: with so many decimals, after a point or a comma.
struct NumberFormat: Hashable, Sendable {
    let decimals: Int
    let mark: Character

    static let mostDecimals = 6
    /// More digits than this are no amount that anybody means.
    private static let mostDigits = 15

    /// Reads `2`, or `2,` for a comma.
    init?(_ text: String) {
        let digits = text.prefix { $0.isASCIIDigit }
        let rest = text.dropFirst(digits.count)
        guard digits.count == 1, let decimals = Int(digits), decimals <= Self.mostDecimals,
            rest.isEmpty || rest == "," || rest == "."
        else { return nil }
        self.decimals = decimals
        mark = rest == "," ? "," : "."
    }

    /// Nil for what is no number. Halves are rounded away from zero.
    func write(_ value: String) -> String? {
        var text = value.trimmingWhitespace()[...]
        var sign = ""
        if let first = text.first, first == "-" || first == "+" {
            if first == "-" { sign = "-" }
            text.removeFirst()
        }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
            parts[0].count + decimals <= Self.mostDigits
        else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        let kept = fraction.prefix(decimals) + String(repeating: "0", count: max(0, decimals - fraction.count))
        guard var scaled = Int(parts[0] + kept) else { return nil }
        if let next = fraction.dropFirst(decimals).first, next >= "5" { scaled += 1 }
        let digits = padded(scaled, to: decimals + 1)
        if scaled == 0 { sign = "" }
        guard decimals > 0 else { return sign + digits }
        return sign + digits.dropLast(decimals) + String(mark) + digits.suffix(decimals)
    }
}
