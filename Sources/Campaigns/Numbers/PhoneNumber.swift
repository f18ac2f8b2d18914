/// A phone number in international form: a plus sign and 7 to 15 digits (ITU-T E.164).
///
/// Two texts that reach the same phone are one `PhoneNumber`, so it is what contacts, suppressions and replies are
/// matched by. ``init(parsing:region:)`` reads what people write; ``init(e164:)`` takes what was stored.
public struct PhoneNumber: Hashable, Sendable {
    /// The number with its plus sign, such as `+4915112345678`.
    public let e164: String

    /// Takes a number that is already in international form. Only the shape is checked; nil when it is another one.
    public init?(e164: String) {
        let digits = e164.utf8.dropFirst()
        guard e164.utf8.first == UInt8(ascii: "+"), Self.digitCount.contains(digits.count),
            digits.first != UInt8(ascii: "0"), digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.e164 = e164
    }

    /// From a range that is kept free for films and exercises (Ofcom): of somebody who does not exist.
    public static let exercise = PhoneNumber(checked: "+447700900123")

    private init(checked e164: String) {
        self.e164 = e164
    }

    static let digitCount = 7...15

    /// The digits without the plus sign, as some networks and providers want them.
    public var digits: Substring { e164.dropFirst() }

    /// The digits as one number: at most 15 of them, so nothing is lost.
    var numeric: UInt64 { UInt64(digits) ?? 0 }
}

extension PhoneNumber: Comparable {
    public static func < (left: PhoneNumber, right: PhoneNumber) -> Bool {
        left.e164 < right.e164
    }
}

extension PhoneNumber: CustomStringConvertible {
    /// The masked form, so that a number that is printed by accident stays private.
    public var description: String { masked }

    /// The number as logs may show it: the country prefix and the last three digits, `+49…678`.
    public var masked: String {
        "+" + countryPrefix + "…" + digits.suffix(3)
    }

    /// The digits of the country, such as `49`; of countries that share a prefix, such as `1`, that one.
    var countryPrefix: Substring { digits.prefix(Self.countryPrefixLength(of: digits)) }

    /// How many digits the country prefix has, by the ITU's plan of zones (E.164 annex, list of assigned codes).
    private static func countryPrefixLength(of digits: Substring) -> Int {
        switch digits.first {
        case "1", "7": return 1
        default: break
        }
        guard let two = Int(digits.prefix(2)) else { return 0 }
        switch two {
        case 20, 27, 30...34, 36, 39...41, 43...49, 51...58, 60...66, 81, 82, 84, 86, 90...95, 98: return 2
        default: return 3
        }
    }
}

extension PhoneNumber: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = PhoneNumber(e164: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "expected a phone number in international form, such as +4915112345678"
            )
        }
        self = number
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(e164)
    }
}
