/// A special SMS message indication: what waits at the operator, and how much (3GPP TS 23.040 clause 9.2.3.24.2).
public struct SpecialIndication: Hashable, Sendable {
    /// What waits.
    public enum Kind: Hashable, Sendable {
        case voicemail, fax, email, video
        /// Something else.
        case other
        /// A value that is reserved: the five bits of the type.
        case reserved(UInt8)
    }

    /// Whether the message is to be kept once it is understood.
    public var isStored: Bool
    public var kind: Kind
    /// The profile of the subscriber that it is for, 0 to 3 for profiles 1 to 4.
    public var profile: UInt8
    /// How many wait; 255 stands for 255 or more, 0 switches the indication off.
    public var count: UInt8

    public init(isStored: Bool, kind: Kind, profile: UInt8 = 0, count: UInt8) {
        self.isStored = isStored
        self.kind = kind
        self.profile = profile
        self.count = count
    }

    /// Reads element 0x01; `nil` for others and for a wrong length.
    public init?(_ element: InformationElement) {
        guard element.identifier == InformationElement.specialIndication, element.data.count == 2 else { return nil }
        let octet = element.data[0]
        let kind: Kind =
            switch octet & 0x1F {
            case 0x00: .voicemail
            case 0x01: .fax
            case 0x02: .email
            case 0x03: .other
            case 0x07: .video
            default: .reserved(octet & 0x1F)
            }
        self.init(isStored: octet & 0x80 != 0, kind: kind, profile: octet >> 5 & 0x03, count: element.data[1])
    }
}
