extension InformationElement {
    /// What an element says, where it is one that this codec knows.
    public enum Kind: Hashable, Sendable {
        /// 0x00 and 0x08: the part of a longer message.
        case concatenation(Concatenation)
        /// 0x01: what waits at the operator.
        case specialIndication(SpecialIndication)
        /// 0x04 and 0x05: the application it is for.
        case ports(ApplicationPorts)
        /// 0x22: where an answer shall go.
        case replyAddress(Address)
        /// 0x24: a language's identifier, known or not; see ``NationalLanguage``.
        case singleShift(UInt8)
        /// 0x25: a language's identifier, known or not.
        case lockingShift(UInt8)
        /// Any other element, and one of these with a wrong length or impossible values. Its octets are in
        /// ``InformationElement/data``.
        case raw
    }

    /// The element as its type (TS 23.040 clause 9.2.3.24). Wrong lengths are ``Kind/raw``: receivers ignore them.
    public var kind: Kind {
        switch identifier {
        case 0x00, 0x08: Concatenation(self).map { .concatenation($0) } ?? .raw
        case Self.specialIndication: SpecialIndication(self).map { .specialIndication($0) } ?? .raw
        case 0x04, 0x05: ApplicationPorts(self).map { .ports($0) } ?? .raw
        case Self.replyAddress: Address(replyAddress: self).map { .replyAddress($0) } ?? .raw
        case Self.singleShift where data.count == 1: .singleShift(data[0])
        case Self.lockingShift where data.count == 1: .lockingShift(data[0])
        default: .raw
        }
    }

    /// Whether it names a national language table that does not exist.
    var namesUnknownTable: Bool {
        switch kind {
        case .singleShift(let id): id != 0 && NationalLanguage(rawValue: id) == nil
        case .lockingShift(let id): id != 0 && !(NationalLanguage(rawValue: id)?.hasLockingShift ?? false)
        default: false
        }
    }

    static let specialIndication: UInt8 = 0x01
    static let replyAddress: UInt8 = 0x22
    static let singleShift: UInt8 = 0x24
    static let lockingShift: UInt8 = 0x25
}
