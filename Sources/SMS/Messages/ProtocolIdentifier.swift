/// What TP-PID says (3GPP TS 23.040 clause 9.2.3.9).
public struct ProtocolIdentifier: Hashable, Sendable {
    /// The octet as it is on the wire.
    public var octet: UInt8

    public init(octet: UInt8) {
        self.octet = octet
    }

    /// What it means for the phone.
    public enum Meaning: Hashable, Sendable {
        /// A message from one short message entity to another; the protocol is 0 where none is named.
        case plain(protocol: UInt8)
        /// For or from a telematic device, 0 to 31: 0 is any, 2 telefax group 3, 17 X.400, 18 e-mail.
        case telematic(device: UInt8)
        /// Type 0: the phone acknowledges it and shows nothing.
        case silent
        /// Takes the place of an earlier message of this number, 1 to 7, from the same sender.
        case replace(number: UInt8)
        case deviceTriggering
        /// Enhanced message service, obsolete.
        case enhancedMessage
        /// The sender wants to be called back.
        case returnCall
        case ansi136
        case deviceDataDownload
        case deviceDepersonalization
        /// For the (U)SIM's own applications.
        case simDataDownload
        /// What the service centre made of it, 0 to 63.
        case serviceCentreSpecific(UInt8)
        case reserved
    }

    /// Its meaning; receivers treat ``Meaning/reserved`` as a plain message.
    public var meaning: Meaning {
        let low = octet & 0x3F
        return switch octet >> 6 {
        case 0: octet & 0x20 == 0 ? .plain(protocol: octet) : .telematic(device: octet & 0x1F)
        case 1:
            switch low {
            case 0x00: .silent
            case 0x01...0x07: .replace(number: low)
            case 0x08: .deviceTriggering
            case 0x1E: .enhancedMessage
            case 0x1F: .returnCall
            case 0x3C: .ansi136
            case 0x3D: .deviceDataDownload
            case 0x3E: .deviceDepersonalization
            case 0x3F: .simDataDownload
            default: .reserved
            }
        case 3: .serviceCentreSpecific(low)
        default: .reserved
        }
    }
}
