/// The enhanced format of TP-VP (3GPP TS 23.040 clause 9.2.3.12.3).
public struct EnhancedValidity: Hashable, Sendable {
    /// The time in it.
    public enum Period: Hashable, Sendable {
        /// No time is given.
        case none
        case relative(RelativeValidity)
        /// 1 to 255.
        case seconds(UInt8)
        /// Counted from when the service centre gets the message.
        case time(hours: Int, minutes: Int, seconds: Int)
        /// A format or value that is reserved or impossible.
        case reserved
    }

    /// The seven octets as they are on the wire.
    public let octets: [UInt8]

    /// `nil` unless there are seven.
    public init?(octets: [UInt8]) {
        guard octets.count == 7 else { return nil }
        self.octets = octets
    }

    /// Whether the service centre shall try only once.
    public var isSingleShot: Bool { octets[0] & 0x40 != 0 }

    /// How long it shall try.
    public var period: Period {
        // An extension octet moves what follows.
        guard octets[0] & 0x80 == 0 else { return .reserved }
        switch octets[0] & 0x07 {
        case 0: return .none
        case 1: return .relative(RelativeValidity(octet: octets[1]))
        case 2: return octets[1] == 0 ? .reserved : .seconds(octets[1])
        case 3:
            let parts = octets[1...3].map { Int($0 & 0x0F) * 10 + Int($0 >> 4) }
            let areDigits = octets[1...3].allSatisfy { $0 & 0x0F < 10 && $0 >> 4 < 10 }
            guard areDigits, parts[1] < 60, parts[2] < 60 else { return .reserved }
            return .time(hours: parts[0], minutes: parts[1], seconds: parts[2])
        default: return .reserved
        }
    }
}
