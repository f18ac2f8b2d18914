/// Which part of a longer message a TPDU holds (3GPP TS 23.040 clauses 9.2.3.24.1 and 9.2.3.24.8).
public struct Concatenation: Hashable, Sendable {
    /// The same for all parts: 0 to 255, or to 65535 with 16 bits.
    public var reference: Int
    /// How many parts there are, 1 to 255.
    public var total: Int
    /// Which one this is, 1 to `total`.
    public var sequence: Int
    /// 8 or 16: which of the two elements carries it.
    public var referenceBits: Int

    public init(reference: Int, total: Int, sequence: Int, referenceBits: Int) {
        self.reference = reference
        self.total = total
        self.sequence = sequence
        self.referenceBits = referenceBits
    }

    /// Reads elements 0x00 and 0x08; `nil` for others, for a wrong length, and for a sequence number that cannot be.
    public init?(_ element: InformationElement) {
        let data = element.data
        switch (element.identifier, data.count) {
        case (0x00, 3):
            self.init(reference: Int(data[0]), total: Int(data[1]), sequence: Int(data[2]), referenceBits: 8)
        case (0x08, 4):
            let reference = Int(data[0]) << 8 | Int(data[1])
            self.init(reference: reference, total: Int(data[2]), sequence: Int(data[3]), referenceBits: 16)
        default:
            return nil
        }
        guard sequence >= 1, sequence <= total else { return nil }
    }

    /// The element that carries it.
    public var element: InformationElement {
        let tail = [UInt8(truncatingIfNeeded: total), UInt8(truncatingIfNeeded: sequence)]
        let low = UInt8(truncatingIfNeeded: reference)
        return if referenceBits == 16 {
            InformationElement(identifier: 0x08, data: [UInt8(truncatingIfNeeded: reference >> 8), low] + tail)
        } else {
            InformationElement(identifier: 0x00, data: [low] + tail)
        }
    }
}
