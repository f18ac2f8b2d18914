import CPhoneNumber

/// What libphonenumber knows about a number.
public struct PhoneNumberFacts: Hashable, Sendable {
    /// What sort of line a number belongs to, as far as its range tells.
    public enum Kind: String, Hashable, Sendable, Codable {
        case unknown, mobile, fixed, fixedOrMobile, tollFree, premium, other
    }

    public var number: PhoneNumber
    /// ISO 3166-1 alpha-2, where the prefix tells it.
    public var region: String?
    public var kind: Kind
    /// Whether the number lies in a range that is in use. A number that is not may still work: the data is older than
    /// the newest ranges, so this is worth a warning and no refusal.
    public var isValid: Bool
    /// Whether the country writes this number with a leading zero at home. Only known when it was read without a plus sign.
    var isWrittenWithZero: Bool

    /// How likely it is that this reading of digits is the right one.
    var plausibility: Int {
        guard isValid else { return 0 }
        return kind == .mobile || kind == .fixedOrMobile ? 2 : 1
    }

    /// Whether a text message to it is likely to arrive, by its range.
    public var canLikelyReceiveTexts: Bool {
        switch kind {
        case .mobile, .fixedOrMobile, .unknown: true
        case .fixed, .tollFree, .premium, .other: false
        }
    }
}

extension PhoneNumber {
    /// The longest text that is looked at, in bytes.
    public static let maximumRawLength = 64

    /// Reads a number as people and spreadsheets write it. See ``facts(parsing:region:)``.
    public init(parsing raw: String, region: String?) throws(PhoneNumberProblem) {
        self = try PhoneNumber.facts(parsing: raw, region: region).number
    }

    /// Reads a number as people and spreadsheets write it, and says what is known of it.
    ///
    /// `tel:`, apostrophes, blanks of all kinds and direction marks are dropped. A number with `+` or an international
    /// prefix stands for itself; another one is read as one of the region (two letters, ISO 3166-1). What a spreadsheet
    /// has damaged is refused with a problem of its own, never repaired by guessing. A number is accepted as soon as it
    /// is *possible*; ``PhoneNumberFacts/isValid`` tells whether its range is in use.
    public static func facts(parsing raw: String, region: String?) throws(PhoneNumberProblem) -> PhoneNumberFacts {
        let text = try cleaned(raw)
        if isScientific(text) { throw .scientificNotation }
        if isDecimal(text) { throw .decimal }
        guard text.unicodeScalars.allSatisfy(isDialled), text.unicodeScalars.contains(where: isDigit) else {
            throw .notANumber
        }
        let region = try usable(region)
        let isInternational = text.unicodeScalars.first.map { $0 == "+" || $0 == "\u{FF0B}" } ?? false
        guard isInternational || region != nil || text.hasPrefix("00") else { throw .missingCountry }
        // Without a region "00" is the prefix that nearly all countries dial abroad with.
        let dialled = !isInternational && region == nil ? "+" + text.dropFirst(2) : text

        let facts: PhoneNumberFacts
        do {
            facts = try ask(dialled, region: region)
        } catch let problem where !isInternational {
            if let suggestion = withPlus(text) { throw .missingPlus(suggestion: suggestion.number) }
            throw problem
        }
        guard !isInternational, let region else { return facts }
        let digits = text.unicodeScalars.filter(isDigit)
        if let value = digits.first?.properties.numericValue, value != 0 {
            // The library drops a country prefix without a plus sign by itself; that would be a guess.
            let isStripped = digits.count == facts.number.digits.count
            if let suggestion = withPlus(text), isStripped || suggestion.plausibility > facts.plausibility {
                throw .missingPlus(suggestion: suggestion.number)
            }
            if facts.isWrittenWithZero, !zeroIsOptional.contains(region) {
                throw .lostLeadingZero(suggestion: facts.number)
            }
        }
        return facts
    }

    /// What is known of the number; nil when the library does not think that it is possible.
    public var facts: PhoneNumberFacts? {
        try? PhoneNumber.ask(e164, region: nil)
    }

    /// Whether the library knows the region: two letters, ISO 3166-1.
    public static func knowsRegion(_ region: String) -> Bool {
        region.utf8.count == 2 && cphone_knows_region(region.uppercased()) == 1
    }

    /// Reads digits as a network sends them: no zero is missed, and a number without a plus sign may be an international
    /// one. Where both readings are possible, the one of a mobile phone wins, since that is what writes texts.
    static func lenient(_ digits: String, region: String?) -> PhoneNumber? {
        var readings: [PhoneNumberFacts] = []
        if let region, let national = try? ask(digits, region: region.uppercased()) { readings.append(national) }
        if !digits.hasPrefix("0"), let international = try? ask("+" + digits, region: nil) {
            readings.append(international)
        }
        let best = readings.enumerated().max { left, right in
            (left.element.plausibility, -left.offset) < (right.element.plausibility, -right.offset)
        }
        return best?.element.number
    }

    static func ask(_ text: String, region: String?) throws(PhoneNumberProblem) -> PhoneNumberFacts {
        var text = text
        var found = cphone_number()
        let status = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let region else { return cphone_parse(characters.baseAddress, characters.count, nil, &found) }
                return region.withCString {
                    cphone_parse(characters.baseAddress, characters.count, $0, &found)
                }
            }
        }
        switch UInt32(bitPattern: status) {
        case CPHONE_OK.rawValue: break
        // Digits are there: whoever asks has looked.
        case CPHONE_NOT_A_NUMBER.rawValue: throw text.unicodeScalars.count(where: isDigit) < 4 ? .tooShort : .notANumber
        case CPHONE_UNKNOWN_COUNTRY.rawValue:
            throw region == nil && !text.hasPrefix("+") ? .missingCountry : .unknownCountry
        case CPHONE_TOO_SHORT.rawValue: throw .tooShort
        case CPHONE_TOO_LONG.rawValue: throw .tooLong
        case CPHONE_LOCAL_ONLY.rawValue: throw text.hasPrefix("+") ? .tooShort : .missingAreaCode
        case CPHONE_WRONG_LENGTH.rawValue: throw .wrongLength
        default: throw .failure
        }
        guard let number = PhoneNumber(e164: string(from: found.e164)) else { throw .wrongLength }
        let home = string(from: found.region)
        return PhoneNumberFacts(
            number: number,
            region: home.isEmpty ? nil : home,
            kind: kind(found.kind),
            isValid: found.valid == 1,
            isWrittenWithZero: found.written_with_zero == 1
        )
    }

    private static func kind(_ value: Int32) -> PhoneNumberFacts.Kind {
        switch UInt32(bitPattern: value) {
        case CPHONE_KIND_MOBILE.rawValue: .mobile
        case CPHONE_KIND_FIXED.rawValue: .fixed
        case CPHONE_KIND_FIXED_OR_MOBILE.rawValue: .fixedOrMobile
        case CPHONE_KIND_TOLL_FREE.rawValue: .tollFree
        case CPHONE_KIND_PREMIUM.rawValue: .premium
        case CPHONE_KIND_OTHER.rawValue: .other
        default: .unknown
        }
    }

    /// The text of a C array of characters that ends with a NUL or with the array.
    private static func string<Characters>(from characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Regions whose people write mobile numbers without the zero that the plan of the country puts before them.
    private static let zeroIsOptional: Set<String> = ["IN"]
}

extension PhoneNumber {
    private static func cleaned(_ raw: String) throws(PhoneNumberProblem) -> String {
        guard raw.utf8.count <= maximumRawLength else { throw .textTooLong }
        // As most lists have them: nothing to drop.
        let isClean = raw.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "+") }
        if isClean, !raw.isEmpty { return raw }
        var text = String(
            String.UnicodeScalarView(
                raw.unicodeScalars.filter { !$0.properties.isWhitespace && !isInvisible($0) && !isApostrophe($0) }
            )
        )
        if text.prefix(4).lowercased() == "tel:" { text.removeFirst(4) }
        guard !text.isEmpty else { throw .empty }
        return text
    }

    private static func usable(_ region: String?) throws(PhoneNumberProblem) -> String? {
        guard let region = region?.uppercased(), !region.isEmpty else { return nil }
        guard knowsRegion(region) else { throw .unknownCountry }
        return region
    }

    private static func withPlus(_ text: String) -> PhoneNumberFacts? {
        guard !text.hasPrefix("0"), let facts = try? ask("+" + text, region: nil), facts.isValid else { return nil }
        return facts
    }

    /// Digits, a decimal sign, digits, an exponent.
    private static func isScientific(_ text: String) -> Bool {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "E" || $0 == "e" }
        guard parts.count == 2, parts[0].contains(where: \.isASCIIDigit), !parts[1].isEmpty else { return false }
        let mantissa = parts[0].allSatisfy { $0.isASCIIDigit || ".,+-".contains($0) }
        let exponent = parts[1].drop { $0 == "+" || $0 == "-" }
        return mantissa && !exponent.isEmpty && exponent.allSatisfy(\.isASCIIDigit)
    }

    /// A long run of digits that ends in `.0`.
    private static func isDecimal(_ text: String) -> Bool {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy({ $0 == "0" }) else { return false }
        return parts[0].count > 6 && parts[0].allSatisfy { $0.isASCIIDigit || $0 == "+" } && parts[1].count <= 2
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType == .decimal
    }

    private static func isDialled(_ scalar: Unicode.Scalar) -> Bool {
        if isDigit(scalar) { return true }
        switch scalar {
        case "+", "(", ")", "-", ".", "/", "\u{FF0B}", "\u{FF0D}", "\u{2010}"..."\u{2015}", "\u{2212}": return true
        default: return false
        }
    }

    /// Direction marks, joiners, the byte order mark: what copying from a web page brings along.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format, .control: true
        default: false
        }
    }

    private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "'", "\u{2018}", "\u{2019}", "\u{02BC}", "`", "\u{00B4}": true
        default: false
        }
    }
}

extension Character {
    /// Whether it is one of 0 to 9.
    var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
