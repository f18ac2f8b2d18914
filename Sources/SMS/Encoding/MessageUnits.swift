/// A content in the units that segments are counted in.
enum MessageUnits: Hashable, Sendable {
    /// Septets of the GSM alphabet, an escape in front of its second half.
    case septets([UInt8])
    /// UTF-16.
    case utf16([UInt16])
    case octets([UInt8])

    init(_ content: MessageContent) throws(EncodeError) {
        switch content {
        case .octets(let octets):
            self = .octets(octets)
        case .text(let text, .ucs2):
            self = .utf16(UCS2.units(of: text))
        case .text(let text, let choice):
            if let septets = GSMAlphabet.septets(of: text) {
                self = .septets(septets)
            } else if choice == .auto {
                self = .utf16(UCS2.units(of: text))
            } else {
                let first = text.unicodeScalars.first { GSMAlphabet.length(of: $0) == nil }
                let name = first.map { " '\($0)' (U+\(String($0.value, radix: 16, uppercase: true)))" } ?? ""
                throw EncodeError(.unencodable, "the character\(name) is not in the GSM alphabet")
            }
        }
    }

    var encoding: MessageEncoding {
        switch self {
        case .septets: .gsm7
        case .utf16: .ucs2
        case .octets: .octets
        }
    }

    var count: Int {
        switch self {
        case .septets(let septets): septets.count
        case .utf16(let units): units.count
        case .octets(let octets): octets.count
        }
    }

    /// How many units fit behind a header of that many octets.
    func capacity(headerOctets: Int) -> Int {
        switch self {
        case .septets: (140 - headerOctets) * 8 / 7
        case .utf16: (140 - headerOctets) / 2
        case .octets: 140 - headerOctets
        }
    }

    /// True where a character as people see it surely begins at this unit (1 to `count` - 1), which is told without
    /// looking at the text: the default alphabet and what is below U+0300 have no combining characters.
    func beginsPlainCharacter(at index: Int, tables: ShiftTables) -> Bool {
        switch self {
        case .septets(let septets):
            tables.isStandard && septets[index - 1] != GSMAlphabet.escape
                && !(septets[index - 1] == 0x0D && septets[index] == 0x0A)
        case .utf16(let units):
            units[index - 1] < 0x300 && units[index] < 0x300 && !(units[index - 1] == 0x0D && units[index] == 0x0A)
        case .octets: true
        }
    }

    /// Whether a segment may end before this unit (1 to `count` - 1).
    func canCut(before index: Int) -> Bool {
        switch self {
        case .septets(let septets): septets[index - 1] != GSMAlphabet.escape
        case .utf16(let units): !(units[index - 1] & 0xFC00 == 0xD800 && units[index] & 0xFC00 == 0xDC00)
        case .octets: true
        }
    }
}
