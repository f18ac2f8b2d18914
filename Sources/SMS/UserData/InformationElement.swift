/// One element of a user data header, kept as it is (3GPP TS 23.040 clause 9.2.3.24).
public struct InformationElement: Hashable, Sendable {
    /// IEI: 0x00 and 0x08 concatenation, 0x04 and 0x05 ports, 0x24 and 0x25 national language tables, and others.
    public var identifier: UInt8
    /// The octets behind the length.
    public var data: [UInt8]

    public init(identifier: UInt8, data: [UInt8]) {
        self.identifier = identifier
        self.data = data
    }
}
