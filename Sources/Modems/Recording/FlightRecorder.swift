/// The last minutes of a port's dialogue in memory, as a value: a ring of octets, bounded by time and by size. Beside it
/// stands the dialogue with which the modem last started, so that a recording shows what it was told, and can be played.
///
/// Lines are kept as they are and masked when somebody wants them; PINs and passwords have to be hidden before.
public struct FlightRecorder: Sendable {
    public struct Settings: Sendable, Hashable {
        /// What is older is forgotten.
        public var span: Duration = .seconds(300)
        /// Octets of the ring; the oldest lines make room.
        public var octets = 128 << 10
        /// Octets of a start that are kept.
        public var startOctets = 16 << 10

        public init() {}
    }

    public let settings: Settings
    private var ring: OctetRing
    /// The last start that succeeded.
    private var start: StartLog?
    /// The start that is under way.
    private var candidate: StartLog?
    /// The state that held before the oldest entry of the ring.
    private var stateBefore: String?
    private var state: String?
    /// Nothing from then on is too old, while the ring has room for it.
    private var heldSince: Duration?

    public init(settings: Settings = Settings()) {
        self.settings = settings
        ring = OctetRing(limit: max(1024, settings.octets))
    }

    /// Octets in use.
    public var octets: Int { ring.capacity + (start?.capacity ?? 0) + (candidate?.capacity ?? 0) }

    /// Takes a line of the dialogue.
    public mutating func add(_ line: TraceLine, at now: Duration) {
        append(line.direction == .sent ? .sent : .received, line.unmasked, at: now)
    }

    /// Takes a mark. A state that holds already is none.
    public mutating func add(_ mark: Recording.Mark, at now: Duration) {
        switch mark {
        case .opened: candidate = StartLog(limit: settings.startOctets)
        case .state(let new):
            guard new != state else { return }
            state = new
        case .closed, .hungUp, .gap: break
        }
        append(.noted, mark.text, at: now)
        if mark == .state("ready"), let begun = candidate {
            start = begun
            candidate = nil
        }
    }

    /// While something goes wrong, what came from `since` on does not grow too old. `nil` ends it.
    public mutating func hold(since: Duration?) {
        heldSince = since
    }

    private mutating func append(_ kind: Recording.Kind, _ text: String, at now: Duration) {
        let oldest = min(now - settings.span, heldSince ?? now)
        while let first = ring.first, first.at < oldest { forgetFirst() }
        while !ring.hasRoom(for: text.utf8.count) { forgetFirst() }
        ring.append(kind, text, at: now)
        candidate?.append(kind, text, at: now)
    }

    private mutating func forgetFirst() {
        guard let entry = ring.removeFirst() else { return }
        if entry.kind == .noted, let text = entry.text, case .state(let state) = Recording.Mark(text) {
            stateBefore = state
        }
    }

    /// All that is remembered, as of the clock that `add` was given.
    public func entries() -> [Recording.Entry] {
        var entries = ring.entries
        if let first = entries.first, let stateBefore {
            entries.insert(Recording.Entry(at: first.at, .noted, Recording.Mark.state(stateBefore).text), at: 0)
        }
        let oldest = entries.first?.at ?? .zero
        let begun = (start?.entries ?? []).prefix { $0.at < oldest }
        guard let last = begun.last else { return entries }
        return begun + [Recording.Entry(at: last.at, .noted, Recording.Mark.gap.text)] + entries
    }
}
