/// A message as the PDUs that it travels as.
public struct EncodedMessage: Hashable, Sendable {
    public var encoding: MessageEncoding
    /// 1 to 255, in their order.
    public var segments: [EncodedSegment]

    public init(encoding: MessageEncoding, segments: [EncodedSegment]) {
        self.encoding = encoding
        self.segments = segments
    }
}

/// One PDU.
public struct EncodedSegment: Hashable, Sendable {
    /// Upper-case hexadecimal text, the service centre's address in front (`00` for the SIM's own).
    public var pdu: String
    /// The octets behind the service centre's address: the number for `AT+CMGS` (3GPP TS 27.005 clause 3.5.1).
    public var tpduLength: Int
    /// 1 to `total`.
    public var sequence: Int
    /// How many segments the message has.
    public var total: Int

    public init(pdu: String, tpduLength: Int, sequence: Int, total: Int) {
        self.pdu = pdu
        self.tpduLength = tpduLength
        self.sequence = sequence
        self.total = total
    }
}
