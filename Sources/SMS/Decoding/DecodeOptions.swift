/// How a PDU is read.
public struct DecodeOptions: Hashable, Sendable {
    /// What the PDU must be; `nil` takes it from TP-MTI, as a deliver, a submit or a status report. A type of 3 is reserved
    /// and read as a deliver. The two other reports share the TP-MTI of deliver and submit, so they have to be asked for.
    public var direction: Direction?
    /// Whether the PDU begins with the service centre's address, as `AT+CMGR` and `AT+CMGL` give it.
    public var hasServiceCentre: Bool
    /// Reads what an inbox must not lose: an odd last hexadecimal digit is dropped, a status report may end before TP-ST, a
    /// header element that runs over its end is left out, a byte order mark in front of text is dropped; each with a
    /// warning, but for the mark.
    public var lenient: Bool
    /// For a deliver report or submit report: whether it came in an RP-ERROR, and so has a TP-FCS; `nil` tells it from the
    /// octet, which is 80 or more in a TP-FCS and less in the TP-PI that stands there else.
    public var isError: Bool?

    public init(direction: Direction? = nil, hasServiceCentre: Bool = true, lenient: Bool = false, isError: Bool? = nil)
    {
        self.direction = direction
        self.hasServiceCentre = hasServiceCentre
        self.lenient = lenient
        self.isError = isError
    }

    /// The type from TP-MTI, with a service centre's address, nothing forgiven that has a name of its own.
    public static let strict = DecodeOptions()

    /// What came from the network, as the inbox reads it.
    public static let inbox = DecodeOptions(lenient: true)

    /// The acknowledgement that `+CMGS` and `+CMSS` return with phase 2+ (3GPP TS 27.005 clause 3.1, `<ackpdu>`).
    public static let acknowledgement = DecodeOptions(direction: .submitReport, hasServiceCentre: false, lenient: true)
}
