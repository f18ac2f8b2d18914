/// The application that a message is for (3GPP TS 23.040 clauses 9.2.3.24.3 and 9.2.3.24.4). Such a message is data, not
/// something that a person wrote.
public struct ApplicationPorts: Hashable, Sendable {
    public var destination: Int
    public var source: Int
    /// 8 or 16: which of the two elements carries them.
    public var bits: Int

    public init(destination: Int, source: Int, bits: Int) {
        self.destination = destination
        self.source = source
        self.bits = bits
    }

    /// Reads elements 0x04 and 0x05; `nil` for others and for a wrong length.
    public init?(_ element: InformationElement) {
        let data = element.data
        switch (element.identifier, data.count) {
        case (0x04, 2):
            self.init(destination: Int(data[0]), source: Int(data[1]), bits: 8)
        case (0x05, 4):
            let destination = Int(data[0]) << 8 | Int(data[1])
            self.init(destination: destination, source: Int(data[2]) << 8 | Int(data[3]), bits: 16)
        default:
            return nil
        }
    }

    /// The element that carries them.
    public var element: InformationElement {
        let octets = [destination >> 8, destination, source >> 8, source].map { UInt8(truncatingIfNeeded: $0) }
        return bits == 16
            ? InformationElement(identifier: 0x05, data: octets)
            : InformationElement(identifier: 0x04, data: [octets[1], octets[3]])
    }
}
