/// What a message that came in is for: a person's words, or something else that no agent must answer.
///
/// The one place that decides it: the inbox, the halt and the views ask here.
public enum InboundKind: Hashable, Sendable {
    /// Written by a person to be read.
    case conversation
    /// Class 0: shown at once and not kept by phones. Operators and alarm systems send it, phones hardly can.
    case flash
    /// For an application port: vCard, WAP push, …
    case application(destinationPort: Int)
    /// Something waits at the operator, such as a voice message.
    case messageWaiting(MessageWaiting)
    /// Type 0: acknowledged and never shown. Somebody finds out whether the SIM is there.
    case silent
    /// Class 2, or data for the SIM or the device (TP-PID 7C to 7F).
    case simData

    /// Decides for a message as it was decoded.
    public init(of deliver: Deliver) {
        if let waiting = deliver.dataCoding.messageWaiting {
            self = .messageWaiting(waiting)
        } else if let indication = deliver.userData.specialIndications.last {
            self = .messageWaiting(MessageWaiting(indication))
        } else if deliver.protocolIdentifier == 0x40 {
            self = .silent
        } else if deliver.dataCoding.messageClass == 2 || deliver.protocolIdentifier & 0xFC == 0x7C {
            self = .simData
        } else if let ports = deliver.userData.ports {
            self = .application(destinationPort: ports.destination)
        } else if deliver.dataCoding.messageClass == 0 {
            self = .flash
        } else {
            self = .conversation
        }
    }

    /// Whether it may reach an agent.
    public var reachesAgent: Bool { self == .conversation }

    /// Whether a person did something: then campaigns to that number halt. What the network or a card's issuer sends under
    /// a number is nobody's reply.
    public var halts: Bool {
        switch self {
        case .conversation, .flash, .application: true
        case .messageWaiting, .silent, .simData: false
        }
    }

    /// One word for tables and programs.
    public var name: String {
        switch self {
        case .conversation: "conversation"
        case .flash: "flash"
        case .application: "application"
        case .messageWaiting: "messageWaiting"
        case .silent: "silent"
        case .simData: "simData"
        }
    }

    /// For people; nil for what is shown by its own text.
    public var words: String? {
        switch self {
        case .conversation: nil
        case .flash: "a flash message (class 0)"
        case .application(let port): "data for the application port \(port)"
        case .messageWaiting(let waiting):
            waiting.isActive
                ? "a message-waiting indication: \(waiting.kind.rawValue)" : "nothing waits at the operator any more"
        case .silent: "a silent message (type 0)"
        case .simData: "data for the SIM"
        }
    }
}

extension MessageWaiting {
    /// The same said by the header instead of TP-DCS.
    fileprivate init(_ indication: SpecialIndication) {
        let kind: Kind =
            switch indication.kind {
            case .voicemail: .voicemail
            case .fax: .fax
            case .email: .email
            case .video, .other, .reserved: .other
            }
        self.init(kind: kind, isActive: indication.count > 0, isStored: indication.isStored)
    }
}
