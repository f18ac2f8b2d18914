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
