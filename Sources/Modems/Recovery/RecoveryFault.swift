/// What is broken, as far as it decides which rungs of the ladder may help.
public enum RecoveryFault: String, Sendable, Hashable, CaseIterable, Codable {
    /// Commands stay without an answer.
    case silence
    /// The modem answers and does not get into the network.
    case registration
    /// The modem answers and its SIM fails.
    case sim
    /// The modem answers and fails messages of different recipients by a fault of its own.
    case sending

    /// The rungs that are climbed, lowest first; the last one is always ``RecoveryRung/outOfRotation``.
    public var rungs: [RecoveryRung] {
        switch self {
        case .silence: [.attention, .settings, .reopen, .otherPort, .softReset, .usbReset, .hubPower, .outOfRotation]
        // A modem without coverage gains nothing from having its plug pulled.
        case .registration: [.radioCycle, .softReset, .outOfRotation]
        case .sim: [.radioCycle, .softReset, .usbReset, .hubPower, .outOfRotation]
        case .sending: [.settings, .softReset, .usbReset, .hubPower, .outOfRotation]
        }
    }

    /// For people.
    public var words: String {
        switch self {
        case .silence: "the modem does not answer"
        case .registration: "it does not get into the network"
        case .sim: "its SIM fails"
        case .sending: "it fails to send by a fault of its own"
        }
    }
}
