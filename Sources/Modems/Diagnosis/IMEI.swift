/// What can be said of an IMEI by itself (TS 23.003 clause 6.2 and annex B).
public enum IMEI {
    public enum Plausibility: Sendable, Hashable {
        case plausible
        /// 14 or 16 digits: no check digit.
        case unchecked
        case wrongCheckDigit
        /// Zeros, 123456…, and the number that some chips fall back to.
        case placeholder
    }

    /// Judges 14 to 17 digits.
    public static func judge(_ imei: String) -> Plausibility {
        let digits = imei.utf8.compactMap { (48...57).contains($0) ? Int($0) - 48 : nil }
        if Set(digits).count <= 1 || imei.hasPrefix("123456") || imei.hasPrefix("00499901064000") {
            return .placeholder
        }
        guard digits.count == 15 else { return .unchecked }
        return passesLuhn(digits) ? .plausible : .wrongCheckDigit
    }

    /// The check over all digits, the last being the check digit.
    static func passesLuhn(_ digits: [Int]) -> Bool {
        var sum = 0
        for (position, digit) in digits.reversed().enumerated() {
            let weighted = position % 2 == 1 ? digit * 2 : digit
            sum += weighted > 9 ? weighted - 9 : weighted
        }
        return sum % 10 == 0
    }
}
