/// Why a message was refused: TP-FCS of a report in an RP-ERROR (3GPP TS 23.040 clause 9.2.3.22).
public struct FailureCause: Hashable, Sendable {
    /// The octet as it came, 0x80 to 0xFF.
    public var octet: UInt8

    public init(octet: UInt8) {
        self.octet = octet
    }

    /// What it says, in words for people.
    public var meaning: String {
        switch octet {
        case 0x80: "telematic interworking is not supported"
        case 0x81: "short message type 0 is not supported"
        case 0x82: "the short message cannot be replaced"
        case 0x8F: "unspecified TP-PID error"
        case 0x90: "the alphabet of TP-DCS is not supported"
        case 0x91: "the message class is not supported"
        case 0x9F: "unspecified TP-DCS error"
        case 0xA0: "the command cannot be carried out"
        case 0xA1: "the command is not supported"
        case 0xAF: "unspecified TP-Command error"
        case 0xB0: "the TPDU is not supported"
        case 0xC0: "the service centre is busy"
        case 0xC1: "no subscription with the service centre"
        case 0xC2: "the service centre's system failed"
        case 0xC3: "the address is not valid"
        case 0xC4: "the destination is barred"
        case 0xC5: "rejected as a duplicate"
        case 0xC6: "the format of TP-VP is not supported"
        case 0xC7: "TP-VP is not supported"
        case 0xD0: "the SIM's message storage is full"
        case 0xD1: "the SIM cannot store messages"
        case 0xD2: "error in the phone"
        case 0xD3: "the phone's memory is full"
        case 0xD4: "the SIM application toolkit is busy"
        case 0xD5: "data download to the SIM failed"
        case 0xE0...0xFE: "a cause of this application"
        case 0xFF: "unspecified error"
        default: "a reserved cause"
        }
    }
}
