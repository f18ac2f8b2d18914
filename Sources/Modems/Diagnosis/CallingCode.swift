/// Country codes of the telephone network (ITU-T E.164), as far as they tell where a number ends.
enum CallingCode {
    private static let ofTwoDigits: Set<String> = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51",
        "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86",
        "90",
        "91", "92", "93", "94", "95", "98",
    ]

    /// The code at the start of an international number without plus. Nil for codes of no country (88x).
    static func prefix(of digits: some StringProtocol) -> String? {
        guard let first = digits.first, digits.utf8.count >= 3, digits.utf8.allSatisfy({ (48...57).contains($0) })
        else {
            return nil
        }
        if first == "1" || first == "7" { return String(first) }
        let two = String(digits.prefix(2))
        if two == "88" || first == "0" { return nil }
        return ofTwoDigits.contains(two) ? two : String(digits.prefix(3))
    }

    /// The country of a card's issuer (ITU-T E.118): `89`, then the country code.
    static func ofCard(_ iccid: String) -> String? {
        guard iccid.hasPrefix("89") else { return nil }
        let rest = iccid.dropFirst(2)
        // Issuers in North America write 01.
        return prefix(of: rest.hasPrefix("01") ? rest.dropFirst(1) : rest)
    }
}
