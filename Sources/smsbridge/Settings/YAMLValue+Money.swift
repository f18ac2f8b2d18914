import Campaigns

extension YAMLValue {
    /// An amount of money with up to three decimals.
    func amount() -> Amount? {
        let expected = "an amount from 0 to 1000000 with at most three decimals, such as 0.075"
        let parts = (scalar ?? "").split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
        guard isPlain, (1...2).contains(parts.count), parts[0].count <= 7, let whole = Int(parts[0]),
            whole <= 1_000_000,
            parts.count == 1 || parts[1].count <= 3
        else {
            report(expected: expected)
            return nil
        }
        let decimals = parts.count == 2 ? parts[1] + String(repeating: "0", count: 3 - parts[1].count) : "000"
        return Amount(thousandths: whole * 1000 + (Int(decimals) ?? 0))
    }

    /// A currency's code of ISO 4217.
    func currency() -> String? {
        let expected = "three capital letters of ISO 4217, such as EUR"
        guard let code = text(expected: expected) else { return nil }
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            report(expected: expected)
            return nil
        }
        return code
    }
}
