/// Why a PDU could not be read, where, and what had been read before.
public struct DecodeError: Error, Hashable, Sendable {
    /// The kinds of fault, named as the line protocol of the codec names them.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Not hexadecimal, or an odd number of digits.
        case badHex = "bad-hex"
        /// The part up to and with TP-UDL (TP-ST in a status report) is not complete.
        case truncated
        /// An address is longer than one can be.
        case badAddress = "bad-address"
        /// The user data header does not fit into the user data, or an element not into the header.
        case badHeader = "bad-udh"
        /// Not the type that was asked for.
        case wrongType = "wrong-type"
    }

    public var code: Code
    /// The field, as the norm names it: `TP-OA`, `TP-SCTS`, `SMSC`…
    public var field: String
    /// The octet where that field begins, counted from the start of the PDU; for bad hexadecimal text 0.
    public var offset: Int
    /// What happened, for people.
    public var message: String
    /// Every field that was read before.
    public var partial: PartialPDU

    public init(_ code: Code, field: String, offset: Int, message: String, partial: PartialPDU = PartialPDU()) {
        self.code = code
        self.field = field
        self.offset = offset
        self.message = message
        self.partial = partial
    }
}

extension DecodeError: CustomStringConvertible {
    public var description: String { message }
}
