/// When a recording is kept by itself, as a value: once when something goes wrong, and once more when there has been time
/// to see what came of it. What happens to the same modem soon after belongs to the same recording, so that one that fails
/// again and again does not push the others out.
public struct IncidentBook: Sendable {
    public struct Settings: Sendable, Hashable {
        /// For so long after the first thing that went wrong, all that goes wrong with a modem is one incident.
        public var pause: Duration = .seconds(300)
        /// How long after the last thing the recording is written once more.
        public var aftermath: Duration = .seconds(30)

        public init() {}
    }

    /// What went wrong with one modem.
    public struct Incident: Sendable, Hashable {
        public var modem: String
        public var begin: Duration
        /// At most ``IncidentBook/mostReasons``, the first ones.
        public var reasons: [Reason]
        /// When it is to be written; nil: it is written.
        public var due: Duration?

        /// Not written yet.
        public var isNew: Bool { due == begin }
    }

    public struct Reason: Sendable, Hashable {
        public var at: Duration
        public var text: String

        public init(at: Duration, _ text: String) {
            self.at = at
            self.text = text
        }
    }

    /// More reasons of one incident are not named.
    public static let mostReasons = 8

    public let settings: Settings
    private var incidents: [String: Incident] = [:]

    public init(settings: Settings = Settings()) {
        self.settings = settings
    }

    /// Something went wrong. Answers whether a new incident began.
    public mutating func note(_ text: String, of modem: String, at now: Duration) -> Bool {
        let reason = Reason(at: now, text)
        guard var incident = incidents[modem], now - incident.begin < settings.pause else {
            incidents[modem] = Incident(modem: modem, begin: now, reasons: [reason], due: now)
            return true
        }
        if incident.reasons.count < Self.mostReasons { incident.reasons.append(reason) }
        // One that is due at once stays so; all else has its aftermath.
        incident.due = min(incident.due ?? .seconds(Int64.max >> 2), now + settings.aftermath)
        incidents[modem] = incident
        return false
    }

    /// An incident whose recording is to be written now; each is given once.
    public mutating func next(at now: Duration) -> Incident? {
        let due = incidents.values.filter { $0.due.map { $0 <= now } ?? false }
        guard var incident = due.min(by: { ($0.due ?? now, $0.modem) < ($1.due ?? now, $1.modem) }) else { return nil }
        let written = incident
        incident.due = incident.isNew ? incident.begin + settings.aftermath : nil
        incidents[incident.modem] = incident
        return written
    }

    /// When the next one is due.
    public var deadline: Duration? { incidents.values.compactMap(\.due).min() }

    /// Whether the recording of a modem will be written once more.
    public func isPending(_ modem: String) -> Bool { incidents[modem]?.due != nil }
}
