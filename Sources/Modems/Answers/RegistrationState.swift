/// Where the modem stands with the network (TS 27.007 clause 7.2, `<stat>`).
public enum RegistrationState: Int, Sendable, Hashable, CaseIterable, Codable {
    case idle = 0
    case home = 1
    case searching = 2
    case denied = 3
    case unknown = 4
    case roaming = 5
    case homeSMSOnly = 6
    case roamingSMSOnly = 7
    case emergencyOnly = 8
    case homeNoFallback = 9
    case roamingNoFallback = 10

    /// True where messages can be sent and received (1, 5, 6, 7, 9, 10).
    public var canSendSMS: Bool {
        switch self {
        case .home, .roaming, .homeSMSOnly, .roamingSMSOnly, .homeNoFallback, .roamingNoFallback: true
        case .idle, .searching, .denied, .unknown, .emergencyOnly: false
        }
    }

    /// True in a network that is not the SIM's own.
    public var isRoaming: Bool {
        self == .roaming || self == .roamingSMSOnly || self == .roamingNoFallback
    }

    /// What to do where no messages can be sent; empty where they can.
    public var remedy: String {
        switch self {
        case .home, .roaming, .homeSMSOnly, .roamingSMSOnly, .homeNoFallback, .roamingNoFallback: ""
        case .denied: "Ask the operator: SIM deactivated, roaming not allowed, or IMEI barred."
        case .emergencyOnly: "The network refuses this SIM: ask the operator."
        case .idle: "Check the SIM, that the radio is on (AT+CFUN?), and the antenna."
        case .searching, .unknown:
            "Check antenna and coverage; after three minutes, whether a network is set by hand (AT+COPS=0)."
        }
    }

    /// For people.
    public var words: String {
        switch self {
        case .idle: "not registered and not searching"
        case .home: "registered, home network"
        case .searching: "searching for a network"
        case .denied: "refused by the network"
        case .unknown: "out of coverage"
        case .roaming: "registered, roaming"
        case .homeSMSOnly: "registered for SMS only"
        case .roamingSMSOnly: "registered for SMS only, roaming"
        case .emergencyOnly: "emergency calls only"
        case .homeNoFallback: "registered, home network (no CS fallback)"
        case .roamingNoFallback: "registered, roaming (no CS fallback)"
        }
    }
}
