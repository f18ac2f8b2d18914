import Campaigns
import Logging
import Storage
import Synchronization

/// What the gateway knows of its modems at this moment, and since when no line is ready.
final class Roster: Sendable {
    private struct State {
        /// By their handles: the name in the configuration, or the path.
        var modems: [String: ModemView] = [:]
        /// The names that people gave, by handle.
        var names: [String: String] = [:]
        var ready: Set<String> = []
        /// On the stopwatch; `nil` while a line is ready.
        var noLineSince: Duration? = .zero
        /// Since when lines that were ready are not, by their names.
        var awaySince: [String: Duration] = [:]
        /// Which modem serves which line.
        var servants: [RouteID: String] = [:]
        /// What the log said last of each modem: one that begins anew again and again for one reason is told once.
        var told: [String: ModemNews] = [:]

        mutating func left(_ name: String, at now: Duration) {
            awaySince[name] = now
            guard awaySince.count > 200, let oldest = awaySince.min(by: { $0.value < $1.value }) else { return }
            awaySince[oldest.key] = nil
        }
    }

    private let state = Mutex(State())
    private let stopwatch: Stopwatch
    private let queue: Bell
    private let logger: Logger
    /// Rings with every change that people can see.
    let changes = Bell()

    init(clock: any Clock<Duration>, queue: Bell, logger: Logger) {
        stopwatch = Stopwatch(clock)
        self.queue = queue
        self.logger = logger
    }

    /// Changes what is known of a modem. `change` asks the roster nothing.
    func update(_ handle: String, source: String, limit: Int, _ change: (inout ModemView) -> Void) {
        let now = stopwatch.elapsed
        let (linesChanged, news) = state.withLock { state in
            let name = state.names[handle] ?? handle
            let old = state.modems[handle]
            var view = old ?? ModemView(name: name, source: source, state: "absent", dailyLimit: limit)
            change(&view)
            state.modems[handle] = view
            let wasEmpty = state.ready.isEmpty
            let sends = view.state == "ready" && view.lentTo == nil
            if sends {
                state.ready.insert(handle)
                state.awaySince[name] = nil
            } else if state.ready.remove(handle) != nil {
                state.left(name, at: now)
            }
            if state.ready.isEmpty {
                state.noLineSince = state.noLineSince ?? now
            } else {
                state.noLineSince = nil
            }
            let news = ModemNews(from: old, to: view).flatMap { $0 == state.told[handle] ? nil : $0 }
            if let news { state.told[handle] = news }
            return (wasEmpty != state.ready.isEmpty, news)
        }
        if let news { logger.log(level: news.level, "\(news.text)") }
        changes.ring()
        if linesChanged { queue.ring() }
    }

    /// What people call a modem.
    func name(of handle: String) -> String {
        state.withLock { $0.names[handle] ?? handle }
    }

    /// The modem that people call so.
    func handle(of name: String) -> String? {
        state.withLock { state in
            state.modems.keys.sorted().first { (state.names[$0] ?? $0) == name }
        }
    }

    /// From now on people call a modem so; `nil` gives its own name back. Another one that was called so, and has gone,
    /// gets its own name back.
    func call(_ handle: String, _ name: String?) {
        state.withLock { state in
            for other in state.names.keys.sorted() where other != handle && state.names[other] == name {
                state.names[other] = nil
                state.modems[other]?.name = other
            }
            state.names[handle] = name == handle ? nil : name
            state.modems[handle]?.name = name ?? handle
        }
        changes.ring()
    }

    /// Gives a line to one modem. Answers who has it already: two ports may lead to the same SIM.
    func take(_ route: RouteID, for handle: String) -> String? {
        state.withLock { state in
            if let other = state.servants[route], other != handle { return state.names[other] ?? other }
            state.servants[route] = handle
            return nil
        }
    }

    func giveBack(_ route: RouteID, by handle: String) {
        state.withLock { state in
            if state.servants[route] == handle { state.servants[route] = nil }
        }
    }

    func isUnread(_ handle: String) -> Bool { state.withLock { $0.modems[handle]?.inboxUnread ?? true } }

    func registration(_ handle: String) -> String? { state.withLock { $0.modems[handle]?.registration } }

    func forget(_ handle: String) {
        let now = stopwatch.elapsed
        state.withLock { state in
            state.modems[handle] = nil
            if state.ready.remove(handle) != nil { state.left(state.names[handle] ?? handle, at: now) }
        }
    }

    /// Forgets an entry that stood for a place where no modem was.
    func forgetPlace(_ handle: String) {
        let isForgotten = state.withLock { state in
            guard let view = state.modems[handle], view.state == "absent", view.port == nil else { return false }
            state.modems[handle] = nil
            return true
        }
        if isForgotten { changes.ring() }
    }

    /// A modem that is served here is not missed elsewhere: entries that are absent and had it, with its SIM, are forgotten.
    func cameBack(as handle: String, imei: String, iccid: String) {
        let isMoved = state.withLock { state in
            let left = state.modems.filter { other, view in
                other != handle && view.state == "absent" && view.imei == imei && view.iccid == iccid
            }
            for other in left.keys { state.modems[other] = nil }
            return !left.isEmpty
        }
        if isMoved { changes.ring() }
    }

    /// The line that a modem serves now.
    func route(of handle: String) -> RouteID? {
        state.withLock { state in state.servants.filter { $0.value == handle }.map(\.key).min() }
    }

    /// The modem that serves a line now.
    func servant(of route: RouteID) -> String? { state.withLock { $0.servants[route] } }

    /// The lines that send now, by the handles of their modems.
    var ready: [(handle: String, name: String, route: RouteID)] {
        state.withLock { state in
            state.servants.filter { state.ready.contains($0.value) }.sorted { $0.value < $1.value }
                .map { ($0.value, state.names[$0.value] ?? $0.value, $0.key) }
        }
    }

    func view(of handle: String) -> ModemView? { state.withLock { $0.modems[handle] } }

    /// All modems with their handles, by handle.
    var entries: [(handle: String, view: ModemView)] {
        state.withLock { $0.modems.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    /// All modems, by name.
    var modems: [ModemView] {
        state.withLock { $0.modems.values.sorted { $0.name < $1.name } }
    }

    var hasLine: Bool { state.withLock { !$0.ready.isEmpty } }

    /// The names of the lines that are ready, or were within so long; `nil` where the daemon does not run for that long yet,
    /// and every line may still come. And when one of them counts no more.
    func linesAhead(within patience: Duration) -> (names: [String]?, changes: Duration?) {
        let now = stopwatch.elapsed
        guard now >= patience else { return (nil, patience - now) }
        return state.withLock { state in
            let ready = state.ready.map { state.names[$0] ?? $0 }
            let away = state.awaySince.filter { now - $0.value < patience }
            let next = away.values.min().map { patience - (now - $0) }
            return ((ready + away.keys).sorted(), next)
        }
    }

    /// For how long no line has been ready; `nil` while one is.
    var withoutLine: Duration? {
        let now = stopwatch.elapsed
        return state.withLock { state in state.noLineSince.map { now - $0 } }
    }
}
