/// Something that a person must do something about, raised once and cleared once.
public struct Alarm: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case modemGone = "modem_gone"
        case simBlocked = "sim_blocked"
        case pinNeeded = "pin_needed"
        case noRegistration = "no_registration"
        case weakSignal = "weak_signal"
        case storageFull = "storage_full"
        case underVoltage = "under_voltage"
        case ladderExhausted = "ladder_exhausted"
        case noModemLeft = "no_modem_left"
        case equalIMEI = "equal_imei"
        case copiedSIM = "copied_sim"
        case balanceLow = "balance_low"
        case diskFull = "disk_full"
        case loopbackFailed = "loopback_failed"
        case clockWrong = "clock_wrong"
        case databaseOlder = "database_older"
        case campaignPaused = "campaign_paused"

        /// In a few words.
        public var title: String {
            switch self {
            case .modemGone: "the modem is gone"
            case .simBlocked: "the SIM does not send"
            case .pinNeeded: "the SIM asks for a PIN or PUK"
            case .noRegistration: "not in the network"
            case .weakSignal: "weak signal"
            case .storageFull: "the message storage is nearly full"
            case .underVoltage: "the modem resets itself"
            case .ladderExhausted: "the modem could not be brought back"
            case .noModemLeft: "no modem can send"
            case .equalIMEI: "two modems have one IMEI"
            case .copiedSIM: "two SIMs have one number (ICCID)"
            case .balanceLow: "the balance is low"
            case .diskFull: "what it received cannot be stored"
            case .loopbackFailed: "a test message did not come"
            case .clockWrong: "the clock cannot be believed"
            case .databaseOlder: "the database is older than what was sent"
            case .campaignPaused: "a campaign paused by itself"
            }
        }

        /// What to do where nothing better is known.
        public var remedy: String {
            switch self {
            case .modemGone: "Plug it in; check cable, hub and the hub's supply."
            case .simBlocked: "Try the SIM in a phone; ask the operator: credit, unpaid bill, barred for SMS."
            case .pinNeeded:
                "Type the right PIN with smsbridge modem pin, write it into the configuration, or unlock the SIM in a phone."
            case .noRegistration: "Check antenna, coverage and SIM."
            case .weakSignal: "Move the antenna; a place at a window or outside is best."
            case .storageFull: "Delete what is left on it; when it is full, nothing can be received."
            case .underVoltage: "Give it more power: a hub with a supply of its own, a short and thick cable."
            case .ladderExhausted: "Unplug it for 10 seconds; if that does not help, replace it."
            case .noModemLeft: "Nothing is sent until one of them is ready: see what each of them needs."
            case .equalIMEI: "Networks may bar a copied IMEI: replace one of the two, or have its own IMEI restored."
            case .copiedSIM: "One of them is a copy: take it out. Each of two copies misses messages."
            case .balanceLow: "Top the SIM up, or its messages will be refused."
            case .loopbackFailed:
                "Run `smsbridge modem diagnose` on it, and try the SIM in a phone; then `smsbridge modem loopback run`."
            case .clockWrong: "Campaigns hold until it is right."
            case .databaseOlder: "Running campaigns are paused until a person resumes them."
            case .campaignPaused: "See `smsbridge campaign status`, mend the cause, then resume or cancel it."
            case .diskFull: "Make room on the disk of the state directory. Until then its messages stay on the SIM."
            }
        }

        /// How long it has to be so before it is told: what passes by itself is not worth a walk.
        public var patience: Duration {
            switch self {
            case .modemGone, .noModemLeft: .seconds(60)
            case .noRegistration: .seconds(180)
            case .weakSignal: .seconds(600)
            case .simBlocked, .pinNeeded, .storageFull, .underVoltage, .ladderExhausted, .balanceLow, .diskFull,
                .loopbackFailed, .clockWrong, .databaseOlder, .campaignPaused:
                .zero
            // A SIM or a stick that is being moved is for a moment in two places.
            case .equalIMEI, .copiedSIM: .seconds(10)
            }
        }

        /// How long it has to be over before it is cleared: what comes and goes is one alarm.
        public var calm: Duration {
            switch self {
            case .weakSignal: .seconds(600)
            case .noRegistration: .seconds(30)
            default: .zero
            }
        }
    }

    public var kind: Kind
    /// The modem's name; `nil` where it concerns all of them.
    public var modem: String?
    /// What is so, with the figure where there is one.
    public var detail: String
    /// On the clock of `AlarmBoard`.
    public var since: Duration

    /// For people: what, which modem, and what to do.
    public var words: String {
        let name = modem.map { "\($0): " } ?? ""
        return "\(name)\(kind.title): \(detail)\(detail.hasSuffix(".") ? "" : ".") \(kind.remedy)"
    }
}
