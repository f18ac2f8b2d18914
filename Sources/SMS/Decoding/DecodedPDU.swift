/// A PDU that could be read.
public struct DecodedPDU: Hashable, Sendable {
    /// The service centre's address; `nil` where its length is 0 or the PDU has none.
    public var smsc: Address?
    public var tpdu: TPDU
    /// What was odd; empty for a clean PDU, each kind once.
    public var warnings: [DecodeWarning]

    public init(smsc: Address?, tpdu: TPDU, warnings: [DecodeWarning]) {
        self.smsc = smsc
        self.tpdu = tpdu
        self.warnings = warnings
    }
}
