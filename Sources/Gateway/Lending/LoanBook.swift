import Campaigns

/// Who has a modem, as a value: its worker, or one borrower.
struct LoanBook: Sendable {
    /// A wish to borrow, and the loan that came of it.
    struct Entry: Sendable, Hashable {
        var id: Int
        /// Such as `diagnose`.
        var purpose: String
        /// When it was asked for; from the hand-out on, when it was handed out.
        var since: Timestamp
        /// How long it may last.
        var limit: Duration
    }

    enum Place: Sendable, Hashable {
        /// No port of it is open, and nobody is about to open one.
        case away
        /// Its worker has it.
        case home
        /// Somebody waits for the worker to come to a place where it can let go.
        case wanted(Entry)
        case lent(Entry)
    }

    private(set) var place = Place.away
    private var isOpen = false
    private var isExpected = false
    private var last = 0

    /// The worker has opened the port.
    mutating func came() {
        isOpen = true
        if place == .away { place = .home }
    }

    /// The port is closed. A loan ends with it; who waits for a modem that is expected waits on.
    mutating func went() {
        isOpen = false
        guard isExpected else { return place = .away }
        if case .lent = place { place = .home }
    }

    /// The worker is to open the port again by itself, or for whoever wants the modem; or no more.
    mutating func expect(_ isExpected: Bool) {
        self.isExpected = isExpected
        if isExpected, place == .away { place = .home }
        if !isExpected, !isOpen { place = .away }
    }

    /// Somebody wants the modem. `nil` where it is away or with somebody else.
    mutating func want(_ purpose: String, limit: Duration, at now: Timestamp) -> Entry? {
        guard place == .home else { return nil }
        last += 1
        let entry = Entry(id: last, purpose: purpose, since: now, limit: limit)
        place = .wanted(entry)
        return entry
    }

    /// The worker can let go. `nil` where nobody waits.
    mutating func handOut(at now: Timestamp) -> Entry? {
        guard case .wanted(var entry) = place else { return nil }
        entry.since = now
        place = .lent(entry)
        return entry
    }

    /// The borrower has done, or waits no more. Answers whether it changed anything.
    @discardableResult
    mutating func end(_ id: Int) -> Bool {
        switch place {
        case .wanted(let entry) where entry.id == id, .lent(let entry) where entry.id == id:
            place = .home
            return true
        default: return false
        }
    }

    var isWanted: Bool {
        if case .wanted = place { true } else { false }
    }

    func isLent(_ id: Int) -> Bool {
        if case .lent(let entry) = place { entry.id == id } else { false }
    }

    func isWaiting(_ id: Int) -> Bool {
        if case .wanted(let entry) = place { entry.id == id } else { false }
    }

    /// Who has it, or waits for it.
    var entry: Entry? {
        switch place {
        case .away, .home: nil
        case .wanted(let entry), .lent(let entry): entry
        }
    }
}
