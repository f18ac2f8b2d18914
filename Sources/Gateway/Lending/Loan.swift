public import Modems
import Synchronization

/// A modem in the hands of a technician: the same dialogue that the daemon uses, one command at a time, until the loan
/// ends. What the modem says unasked goes to the daemon meanwhile, as always.
public final class Loan: Sendable {
    /// Why a modem is not lent any more.
    public struct Ended: Error, Hashable, Sendable, CustomStringConvertible {
        public var description: String
    }

    private struct State {
        var reason: String?
        /// Something was said that may have changed a setting.
        var isDirty = false
        var startsAnew = false
    }

    private let session: ModemSession
    private let wire: Wiretap
    private let turnstile = Turnstile()
    private let state = Mutex(State())
    /// What is known of the modem; `nil` where it has not started.
    public let profile: ModemProfile?

    init(session: ModemSession, wire: Wiretap, profile: ModemProfile?) {
        self.session = session
        self.wire = wire
        self.profile = profile
    }

    /// Sends a command and waits for its answer.
    public func ask(_ command: ATCommand) async throws(Ended) -> ATAnswer {
        await turnstile.enter()
        defer { turnstile.leave() }
        try check()
        if !command.text.hasSuffix("?") { state.withLock { $0.isDirty = true } }
        return await session.ask(command)
    }

    /// Leaves a prompt that may stand, and reads until the port is silent.
    public func escape() async throws(Ended) {
        await turnstile.enter()
        defer { turnstile.leave() }
        try check()
        await session.escape()
    }

    /// Sends one message. No limit, window or suppression is looked at.
    public func submit(tpduLength: Int, pdu: String) async throws(Ended) -> SubmissionResult {
        await turnstile.enter()
        defer { turnstile.leave() }
        try check()
        state.withLock { $0.isDirty = true }
        return await session.submit(tpduLength: tpduLength, pdu: pdu) { .write }
    }

    /// Several commands without anybody else in between.
    public func together<Result>(
        _ body: ((ATCommand) async -> ATAnswer) async -> Result
    ) async throws(Ended) -> Result {
        await turnstile.enter()
        defer { turnstile.leave() }
        try check()
        state.withLock { $0.isDirty = true }
        return await body { await session.ask($0) }
    }

    /// The dialogue of the loan and what the modem says unasked, from now until the loan's end.
    public func news() -> AsyncStream<Wiretap.News> {
        wire.listen(hearsDaemon: false)
    }

    /// Why it has ended; `nil` while it lasts.
    public var end: String? { state.withLock { $0.reason } }

    /// The modem was restarted: afterwards its start is done anew.
    func startsAnew() {
        state.withLock { $0.startsAnew = true }
    }

    var hasToStartAnew: Bool { state.withLock { $0.startsAnew } }

    func finish(_ reason: String) {
        state.withLock { $0.reason = $0.reason ?? reason }
        wire.dismissBorrowers()
    }

    /// The daemon speaks to its modem between two commands of the borrower. `body` is told whether a setting may have been
    /// changed since the last time.
    func interrupt(_ body: (_ isDirty: Bool) async -> Void) async {
        await turnstile.enter()
        defer { turnstile.leave() }
        let isDirty = state.withLock { state in
            defer { state.isDirty = false }
            return state.isDirty
        }
        wire.setDaemon(true)
        await body(isDirty)
        wire.setDaemon(false)
    }

    private func check() throws(Ended) {
        if let reason = end { throw Ended(description: reason) }
    }
}
