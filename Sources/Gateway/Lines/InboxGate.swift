import Campaigns
import Synchronization

/// Promise 2: campaigns wait until what came in has been read, on every modem and provider that is there.
///
/// Whoever appears keeps campaigns waiting until its inbox is read, for at most ``patience``.
final class InboxGate: Sendable {
    private struct State {
        /// Sources of messages that have not been read since they came, and when they came.
        var unread: [String: Duration] = [:]
        var hasLooked = false
        var isClosed = false
    }

    static let patience: Duration = .seconds(30)

    private let state = Mutex(State())
    private let stopwatch: Stopwatch
    private let queue: Bell
    /// Whether the wall clock can be believed.
    private let clockVerdict: @Sendable () -> ClockSanity.Verdict

    init(
        clock: any Clock<Duration>,
        queue: Bell,
        clockVerdict: @escaping @Sendable () -> ClockSanity.Verdict = { .sane }
    ) {
        stopwatch = Stopwatch(clock)
        self.queue = queue
        self.clockVerdict = clockVerdict
    }

    /// Something that may hold messages is there.
    func appeared(_ source: String) {
        let now = stopwatch.elapsed
        state.withLock { $0.unread[source] = $0.unread[source] ?? now }
    }

    /// Its messages are read and committed, or it is gone.
    func settled(_ source: String) {
        let changed = state.withLock { $0.unread.removeValue(forKey: source) != nil }
        if changed { queue.ring() }
    }

    /// What was unread under one name is unread under another.
    func rename(_ source: String, to name: String) {
        state.withLock { state in
            if let since = state.unread.removeValue(forKey: source) { state.unread[name] = since }
        }
    }

    /// The first look at which modems are there is over.
    func looked() {
        state.withLock { $0.hasLooked = true }
        queue.ring()
    }

    /// The daemon stops: nothing more is handed over.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Whether campaigns may leave now, and if not, when to ask again at the latest.
    func campaignsMayLeave() -> (allowed: Bool, again: Duration?) {
        let (now, verdict) = (stopwatch.elapsed, clockVerdict())
        return state.withLock { state in
            guard state.hasLooked else { return (false, .seconds(1)) }
            guard verdict.isSane else { return (false, .seconds(60)) }
            let open = state.unread.values.map { $0 + Self.patience }.filter { $0 > now }
            guard let last = open.max() else { return (true, nil) }
            return (false, last - now)
        }
    }

    /// Why campaigns wait, for people; `nil` while they do not.
    func reason() -> String? {
        clockVerdict().problem ?? unreadInbox()
    }

    /// Whose inbox campaigns wait for, for people; `nil` where they do not.
    func unreadInbox() -> String? {
        let now = stopwatch.elapsed
        return state.withLock { state in
            let unread = state.unread.filter { $0.value + Self.patience > now }.keys.sorted()
            return unread.isEmpty ? nil : "the inbox of \(unread.joined(separator: ", ")) has not been read yet"
        }
    }
}
