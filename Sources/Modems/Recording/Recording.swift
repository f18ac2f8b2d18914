/// Some minutes of the dialogue with one port, fit to be kept and passed on once it is masked, and to be played back.
public struct Recording: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Written to the modem: a line, a PDU with `<Ctrl-Z>` behind it, `<Ctrl-Z>`, or `<ESC>`.
        case sent = ">"
        /// A line from the modem, or `>` for its prompt.
        case received = "<"
        /// Something about the port or the modem, see ``Mark``.
        case noted = "="
    }

    public struct Entry: Sendable, Hashable {
        /// Since the first entry.
        public var at: Duration
        public var kind: Kind
        public var text: String

        public init(at: Duration, _ kind: Kind, _ text: String) {
            self.at = at
            self.kind = kind
            self.text = text
        }
    }

    /// What was noted beside the dialogue.
    public enum Mark: Sendable, Hashable {
        /// We opened the port.
        case opened
        /// We closed it.
        case closed
        /// The port went away by itself.
        case hungUp
        /// What people saw of the modem from then on, such as `ready`.
        case state(String)
        /// Time passed here that is not in the recording.
        case gap

        public init?(_ text: String) {
            switch text {
            case "opened": self = .opened
            case "closed": self = .closed
            case "hung up": self = .hungUp
            case "gap": self = .gap
            default:
                guard text.hasPrefix("state ") else { return nil }
                self = .state(String(text.dropFirst(6)))
            }
        }

        public var text: String {
            switch self {
            case .opened: "opened"
            case .closed: "closed"
            case .hungUp: "hung up"
            case .state(let state): "state \(state)"
            case .gap: "gap"
            }
        }
    }

    /// What is known of it besides. None of it is of a person.
    public struct Header: Sendable, Hashable {
        /// The modem's name.
        public var modem: String
        /// The name of its dialect.
        public var dialect: String
        /// Manufacturer and model; empty where they are not known.
        public var model: String
        /// When the first and the last entry were, as of RFC 3339.
        public var began: String
        public var ended: String
        /// Why it was kept, each with its time in front; the first one first.
        public var reasons: [String]
        /// The version of the program that recorded it.
        public var version: String

        public init(
            modem: String,
            dialect: String = "generic",
            model: String = "",
            began: String,
            ended: String,
            reasons: [String] = [],
            version: String
        ) {
            self.modem = modem
            self.dialect = dialect
            self.model = model
            self.began = began
            self.ended = ended
            self.reasons = reasons
            self.version = version
        }
    }

    public var header: Header
    /// By time.
    public var entries: [Entry]

    public init(header: Header, entries: [Entry]) {
        self.header = header
        self.entries = entries
    }

    /// The states that people saw, one after the other.
    public var states: [String] {
        entries.compactMap { entry in
            guard entry.kind == .noted, case .state(let state) = Mark(entry.text) else { return nil }
            return state
        }
    }
}
