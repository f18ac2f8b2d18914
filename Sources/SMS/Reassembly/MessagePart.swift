/// One part of a long message, in a form that is simple to store.
public struct MessagePart: Hashable, Sendable {
    /// 1 to the total.
    public var sequence: Int
    public var encoding: MessageEncoding
    /// Septets, one an octet, for the GSM alphabet; else the octets behind the header.
    public var payload: [UInt8]
    /// The national tables of its septets.
    public var tables: ShiftTables

    public init(sequence: Int, encoding: MessageEncoding, payload: [UInt8], tables: ShiftTables = .standard) {
        self.sequence = sequence
        self.encoding = encoding
        self.payload = payload
        self.tables = tables
    }

    /// The part in a TPDU's user data; `nil` where it belongs to no longer message.
    public init?(_ userData: UserData) {
        guard let concatenation = userData.concatenation else { return nil }
        self.init(
            sequence: concatenation.sequence,
            encoding: userData.encoding,
            payload: userData.encoding == .gsm7 ? userData.septets : userData.data,
            tables: userData.tables
        )
    }
}
