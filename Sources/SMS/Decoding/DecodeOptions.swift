/// How a PDU is read.
public struct DecodeOptions: Hashable, Sendable {
    /// What the PDU must be; `nil` takes it from TP-MTI. A type of 3 is reserved and read as a deliver.
    public var direction: Direction?
    /// Whether the PDU begins with the service centre's address, as `AT+CMGR` and `AT+CMGL` give it.
    public var hasServiceCentre: Bool
    /// Reads what an inbox must not lose: an odd last hexadecimal digit is dropped, a status report may end before TP-ST, a
    /// header element that runs over its end is left out, a byte order mark in front of text is dropped; each with a
    /// warning, but for the mark.
    public var lenient: Bool

    public init(direction: Direction? = nil, hasServiceCentre: Bool = true, lenient: Bool = false) {
        self.direction = direction
        self.hasServiceCentre = hasServiceCentre
        self.lenient = lenient
    }

    /// The type from TP-MTI, with a service centre's address, nothing forgiven that has a name of its own.
    public static let strict = DecodeOptions()

    /// What came from the network, as the inbox reads it.
    public static let inbox = DecodeOptions(lenient: true)
}
