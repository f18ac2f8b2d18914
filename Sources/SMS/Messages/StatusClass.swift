/// What a TP-Status means for the message, by its range (3GPP TS 23.040 clause 9.2.3.15).
public enum StatusClass: String, Hashable, Sendable, CaseIterable {
    /// 00 to 1F: the service centre is done with it.
    case delivered
    /// 20 to 3F: the service centre still tries.
    case pending
    /// 40 to 5F: given up for a reason that stays.
    case failedPermanent = "failed-permanent"
    /// 60 and up: given up for a reason that may pass; 80 to FF are reserved and read as 63, service rejected.
    case failedTemporary = "failed-temporary"

    /// The class of a TP-Status octet.
    public init(status octet: UInt8) {
        switch octet {
        case 0x00...0x1F: self = .delivered
        case 0x20...0x3F: self = .pending
        case 0x40...0x5F: self = .failedPermanent
        default: self = .failedTemporary
        }
    }

    /// Whether no other report can follow.
    public var isFinal: Bool { self != .pending }
}
