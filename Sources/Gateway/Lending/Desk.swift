import Campaigns
import Modems
import Synchronization

/// Where one modem's worker and those who want to borrow it meet.
final class Desk: Sendable {
    private struct State {
        var book = LoanBook()
        var loan: Loan?
        var offer: (pin: String, id: Int)?
        var outcome: (id: Int, PINOutcome)?
        var nextOffer = 0
        var asksPIN = false
        /// The PIN that a person typed and the SIM took: for the next start, and never written down.
        var keptPIN: String?
    }

    /// What became of a PIN that a person typed.
    enum PINOutcome: Sendable, Hashable {
        case accepted
        case refused(String)
    }

    /// The modem's name in the configuration, or its path.
    let handle: String
    /// Rings with every change.
    let moved = Bell()
    let wire: Wiretap
    private let state = Mutex(State())

    init(handle: String, wire: Wiretap) {
        self.handle = handle
        self.wire = wire
    }

    /// Whether the worker should come to a place where it can let go.
    var isWanted: Bool { state.withLock { $0.book.isWanted || $0.offer != nil } }

    var isBorrowWanted: Bool { state.withLock { $0.book.isWanted } }

    var entry: LoanBook.Entry? { state.withLock { $0.book.entry } }

    // MARK: The worker's side

    func came() {
        state.withLock { $0.book.came() }
        moved.ring()
    }

    func went() {
        let loan = state.withLock { state in
            state.book.went()
            state.asksPIN = false
            if let offer = state.offer {
                state.offer = nil
                state.outcome = (offer.id, .refused("the modem went away before the PIN was entered"))
            }
            defer { state.loan = nil }
            return state.loan
        }
        loan?.finish("the modem's port was closed")
        moved.ring()
    }

    /// Whether the worker is to open the port again: by itself, or for whoever wants the modem.
    func expect(_ isExpected: Bool) {
        state.withLock { $0.book.expect(isExpected) }
        moved.ring()
    }

    /// The port cannot be opened for who waits.
    func turnAway() {
        let ended = state.withLock { state in
            guard state.book.isWanted, let id = state.book.entry?.id else { return false }
            return state.book.end(id)
        }
        if ended { moved.ring() }
    }

    /// Hands the modem out, where somebody waits for it.
    func handOut(_ session: ModemSession, _ profile: ModemProfile?, at now: Timestamp) -> (LoanBook.Entry, Loan)? {
        let pair = state.withLock { state -> (LoanBook.Entry, Loan)? in
            guard let entry = state.book.handOut(at: now) else { return nil }
            let loan = Loan(session: session, wire: wire, profile: profile)
            state.loan = loan
            return (entry, loan)
        }
        if pair != nil { moved.ring() }
        return pair
    }

    func isLent(_ id: Int) -> Bool { state.withLock { $0.book.isLent(id) } }

    // MARK: The borrower's side

    func want(_ purpose: String, limit: Duration, at now: Timestamp) -> LoanBook.Entry? {
        let entry = state.withLock { $0.book.want(purpose, limit: limit, at: now) }
        if entry != nil { moved.ring() }
        return entry
    }

    /// The loan, once the worker has let go. `nil` where it does not in time, or goes away.
    func loan(_ id: Int, atMost patience: Duration, _ timers: Timers, _ stopwatch: Stopwatch) async -> Loan? {
        let deadline = stopwatch.elapsed + patience
        while !Task.isCancelled {
            let seen = moved.count
            let (loan, isWaiting) = state.withLock { ($0.book.isLent(id) ? $0.loan : nil, $0.book.isWaiting(id)) }
            if let loan { return loan }
            let rest = deadline - stopwatch.elapsed
            guard isWaiting, rest > .zero else { return nil }
            await moved.wait(since: seen, atMost: rest, timers)
        }
        return nil
    }

    /// The borrower has done, was too slow, or waits no more.
    func end(_ id: Int, _ reason: String) {
        let loan = state.withLock { state -> Loan? in
            guard state.book.end(id) else { return nil }
            defer { state.loan = nil }
            return state.loan
        }
        loan?.finish(reason)
        moved.ring()
    }

    // MARK: A PIN that a person types

    func setAsksPIN(_ asks: Bool) {
        state.withLock { $0.asksPIN = asks }
    }

    /// Gives a PIN to the worker. `nil` where the modem does not ask for one, or another is on its way.
    func offer(pin: String) -> Int? {
        let id = state.withLock { state -> Int? in
            guard state.asksPIN, state.offer == nil else { return nil }
            state.nextOffer += 1
            state.offer = (pin, state.nextOffer)
            return state.nextOffer
        }
        if id != nil { moved.ring() }
        return id
    }

    var offeredPIN: String? { state.withLock { $0.offer?.pin } }

    var keptPIN: String? { state.withLock { $0.keptPIN } }

    func keep(pin: String) {
        state.withLock { $0.keptPIN = pin }
    }

    func settle(_ outcome: PINOutcome) {
        state.withLock { state in
            guard let offer = state.offer else { return }
            state.offer = nil
            state.outcome = (offer.id, outcome)
        }
        moved.ring()
    }

    func outcome(of id: Int, atMost patience: Duration, _ timers: Timers, _ stopwatch: Stopwatch) async -> PINOutcome? {
        let deadline = stopwatch.elapsed + patience
        while !Task.isCancelled {
            let seen = moved.count
            if let outcome = state.withLock({ $0.outcome }), outcome.id == id { return outcome.1 }
            let rest = deadline - stopwatch.elapsed
            guard rest > .zero else { return nil }
            await moved.wait(since: seen, atMost: rest, timers)
        }
        return nil
    }
}

/// The desks of all modems, by their handles.
final class Desks: Sendable {
    private let desks = Mutex<[String: Desk]>([:])
    private let recorder: FlightRecorder.Settings?
    private let stopwatch: Stopwatch

    /// Without a recorder nothing is remembered of what modems say.
    init(recorder: FlightRecorder.Settings?, stopwatch: Stopwatch) {
        self.recorder = recorder
        self.stopwatch = stopwatch
    }

    subscript(handle: String) -> Desk {
        desks.withLock { desks in
            if let desk = desks[handle] { return desk }
            let recorder = recorder.map { FlightRecorder(settings: $0) }
            let desk = Desk(handle: handle, wire: Wiretap(recorder: recorder, stopwatch: stopwatch))
            desks[handle] = desk
            return desk
        }
    }
}
