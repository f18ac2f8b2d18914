/// The data coding scheme TP-DCS, all coding groups (3GPP TS 23.038 clause 4).
public struct DataCoding: Hashable, Sendable {
    /// The octet as it is on the wire.
    public var octet: UInt8

    public init(octet: UInt8) {
        self.octet = octet
    }

    /// The general group for a text with or without a class (0 to 3).
    public init(encoding: MessageEncoding, messageClass: UInt8?) {
        let alphabet: UInt8 =
            switch encoding {
            case .gsm7: 0x00
            case .octets: 0x04
            case .ucs2: 0x08
            }
        octet = alphabet | (messageClass.map { 0x10 | $0 & 0x03 } ?? 0)
    }

    /// The coding groups.
    public enum Group: Hashable, Sendable, CaseIterable {
        /// 00xx: alphabet and class.
        case general
        /// 01xx: the same, to be deleted once read.
        case automaticDeletion
        /// 1000 to 1011.
        case reserved
        /// 1100: a message waiting indication whose text may be dropped.
        case waitingDiscard
        /// 1101: a message waiting indication to be kept, in the GSM alphabet.
        case waitingStore
        /// 1110: the same, in UCS-2.
        case waitingStoreUCS2
        /// 1111: GSM alphabet or octets, with a class.
        case codingAndClass
    }

    /// The coding group that the octet is of.
    public var group: Group {
        switch octet >> 4 {
        case 0x0...0x3: .general
        case 0x4...0x7: .automaticDeletion
        case 0xC: .waitingDiscard
        case 0xD: .waitingStore
        case 0xE: .waitingStoreUCS2
        case 0xF: .codingAndClass
        default: .reserved
        }
    }

    /// How the user data is coded. Reserved groups and alphabets are the GSM alphabet; compressed text cannot be read, so
    /// it counts as octets.
    public var encoding: MessageEncoding {
        switch octet >> 4 {
        case 0x0...0x7:
            if isCompressed {
                .octets
            } else {
                switch octet >> 2 & 0x03 {
                case 1: .octets
                case 2: .ucs2
                default: .gsm7
                }
            }
        case 0xE: .ucs2
        case 0xF: octet & 0x04 == 0 ? .gsm7 : .octets
        default: .gsm7
        }
    }

    /// Whether the user data is compressed (TS 23.042), which nobody uses.
    public var isCompressed: Bool { octet & 0xA0 == 0x20 }

    /// 0 to 3, where the octet gives one: 0 is shown at once and not stored, 2 belongs to the SIM.
    public var messageClass: UInt8? {
        switch octet >> 4 {
        case 0x0...0x7 where octet & 0x10 != 0: octet & 0x03
        case 0xF: octet & 0x03
        default: nil
        }
    }

    /// Whether the sender asks to delete the message once it is read (group 01xx).
    public var isDeletedAfterReading: Bool { octet & 0xC0 == 0x40 }

    /// What a message waiting indication says (groups 1100, 1101, 1110).
    public var messageWaiting: MessageWaiting? {
        guard case 0xC...0xE = octet >> 4 else { return nil }
        let kind: MessageWaiting.Kind =
            switch octet & 0x03 {
            case 0: .voicemail
            case 1: .fax
            case 2: .email
            default: .other
            }
        return MessageWaiting(kind: kind, isActive: octet & 0x08 != 0, isStored: octet >> 4 != 0xC)
    }
}

/// A message waiting indication: what waits at the operator, not something that a person wrote.
public struct MessageWaiting: Hashable, Sendable {
    /// What waits.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case voicemail, fax, email, other
    }

    public var kind: Kind
    /// Whether the indication is switched on, or off again.
    public var isActive: Bool
    /// Whether the text is to be kept; else it may be dropped.
    public var isStored: Bool

    public init(kind: Kind, isActive: Bool, isStored: Bool) {
        self.kind = kind
        self.isActive = isActive
        self.isStored = isStored
    }
}
