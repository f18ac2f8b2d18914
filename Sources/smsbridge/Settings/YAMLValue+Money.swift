import Campaigns

extension YAMLValue {
    /// An amount of money with up to three decimals.
    func amount() -> Amount? {
        guard let amount = Amount(scalar ?? "") else {
            report(expected: "an amount from 0 to 1000000 with at most three decimals, such as 0.075")
            return nil
        }
        return amount
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
