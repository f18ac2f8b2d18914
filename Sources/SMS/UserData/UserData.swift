/// What a message carries: TP-UDL and TP-UD (3GPP TS 23.040 clauses 9.2.3.16 and 9.2.3.24).
public struct UserData: Hashable, Sendable {
    /// How the data behind the header is coded.
    public var encoding: MessageEncoding
    /// The elements of the header in their order; empty without one.
    public var header: [InformationElement]
    /// The text; `nil` for 8-bit data.
    public var text: String?
    /// TP-UD with its header, as it came, without octets behind it.
    public var raw: [UInt8]
    /// TP-UDL as it came: septets with the header's share for the GSM alphabet, else octets.
    public var length: Int
    /// Octets of the header with its length octet; 0 without one.
    public var headerLength: Int

    public init(
        encoding: MessageEncoding,
        header: [InformationElement],
        text: String?,
        raw: [UInt8],
        length: Int,
        headerLength: Int
    ) {
        self.encoding = encoding
        self.header = header
        self.text = text
        self.raw = raw
        self.length = length
        self.headerLength = min(max(0, headerLength), raw.count)
    }

    /// The octets behind the header. For the GSM alphabet they are packed septets; see ``septets``.
    public var data: [UInt8] { Array(raw[headerLength...]) }

    /// The septets behind the header, one an octet; empty where the encoding is not the GSM alphabet.
    public var septets: [UInt8] {
        guard encoding == .gsm7 else { return [] }
        let first = Self.headerSeptets(octets: headerLength)
        return Septets.unpack(raw[...], skippingBits: first * 7, count: max(0, length - first))
    }

    /// Which part of a longer message this is; `nil` for a whole message. The last element with possible values counts.
    public var concatenation: Concatenation? {
        header.reversed().lazy.compactMap { Concatenation($0) }.first
    }

    /// The application it is for. The last element with the right length counts.
    public var ports: ApplicationPorts? {
        header.reversed().lazy.compactMap { ApplicationPorts($0) }.first
    }

    /// Where the sender wants answers to go instead of its own number; the last element with the right length counts.
    public var replyAddress: Address? {
        header.reversed().lazy.compactMap { Address(replyAddress: $0) }.first
    }

    /// What waits at the operator, in the header's order; empty for what a person wrote.
    public var specialIndications: [SpecialIndication] { header.compactMap { SpecialIndication($0) } }

    /// The national language tables that the septets are read with.
    public var tables: ShiftTables { header.isEmpty ? .standard : ShiftTables(header: header) }

    /// How many septets a header takes, with the bits that fill its last one.
    static func headerSeptets(octets: Int) -> Int { (octets * 8 + 6) / 7 }
}
