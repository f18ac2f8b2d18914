/// A phone number or a name, as a TPDU carries it (3GPP TS 23.040 clause 9.1.2.5).
public struct Address: Hashable, Sendable {
    /// The number with `+` in front where the type is 1 (international), or the decoded text where it is 5
    /// (alphanumeric). Digits may be `0-9*#abc`. Without digits it is empty, or `+` for type 1.
    public var number: String
    /// TON, 0 to 7: 0 unknown, 1 international, 2 national, 3 network specific, 4 subscriber, 5 alphanumeric, 6 abbreviated.
    public var typeOfNumber: UInt8
    /// NPI, 0 to 15: 0 unknown, 1 E.164, 8 national, 9 private.
    public var numberingPlan: UInt8

    /// An address as it is on the wire; nothing is checked.
    public init(number: String, typeOfNumber: UInt8, numberingPlan: UInt8) {
        self.number = number
        self.typeOfNumber = typeOfNumber & 0x07
        self.numberingPlan = numberingPlan & 0x0F
    }

    /// A number to dial: 1 to 20 of `0-9*#abc`, with `+` in front for international numbers (TON 1, else 0; NPI 1).
    ///
    /// Throws ``EncodeError/Code/badAddress`` for anything else.
    public init(_ dialable: String) throws(EncodeError) {
        let international = dialable.utf8.first == Self.plus
        let digits = dialable.utf8.dropFirst(international ? 1 : 0)
        guard !digits.isEmpty else {
            throw EncodeError(.badAddress, "the number has no digits")
        }
        guard digits.allSatisfy({ Self.semiOctet(of: $0) != nil }) else {
            throw EncodeError(.badAddress, "a number may hold only the digits 0-9*#abc behind an optional +")
        }
        guard digits.count <= Self.maximumDigits else {
            throw EncodeError(.badAddress, "the number has \(digits.count) digits; a TPDU carries at most 20")
        }
        self.init(number: dialable, typeOfNumber: international ? 1 : 0, numberingPlan: 1)
    }

    /// A sender name of 1 to 11 septets of the GSM alphabet (TON 5, NPI 0).
    ///
    /// Throws ``EncodeError/Code/badAddress`` for an empty or longer name and for other characters.
    public init(alphanumeric name: String) throws(EncodeError) {
        guard let septets = GSMAlphabet.septets(of: name), !septets.isEmpty, septets.count <= Self.maximumSeptets else {
            throw EncodeError(.badAddress, "a sender name must be 1 to 11 characters of the GSM alphabet")
        }
        self.init(number: name, typeOfNumber: 5, numberingPlan: 0)
    }

    /// Whether the address is a name: nobody can answer it.
    public var isAlphanumeric: Bool { typeOfNumber == 5 }

    /// Whether there is nothing in it that could tell who it is: no digit, no character.
    public var isUnknown: Bool { number.isEmpty || number == "+" }

    static let maximumDigits = 20
    static let maximumSeptets = 11
    static let plus = UInt8(ascii: "+")
}

extension Address: CustomStringConvertible {
    public var description: String { number }
}
