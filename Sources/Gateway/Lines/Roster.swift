import Campaigns
import Logging
import Storage
import Synchronization

/// What the gateway knows of its modems at this moment, and since when no line is ready.
final class Roster: Sendable {
    private struct State {
        var modems: [String: ModemView] = [:]
        var ready: Set<String> = []
        /// On the stopwatch; `nil` while a line is ready.
        var noLineSince: Duration? = .zero
        /// Which modem serves which line.
        var servants: [RouteID: String] = [:]
        /// What the log said last of each modem: one that begins anew again and again for one reason is told once.
        var told: [String: ModemNews] = [:]
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

    /// Changes what is known of a modem.
    func update(_ name: String, source: String, limit: Int, _ change: (inout ModemView) -> Void) {
        let now = stopwatch.elapsed
        let (linesChanged, news) = state.withLock { state in
            let old = state.modems[name]
            var view = old ?? ModemView(name: name, source: source, state: "absent", dailyLimit: limit)
            change(&view)
            state.modems[name] = view
            let wasEmpty = state.ready.isEmpty
            if view.state == "ready" { state.ready.insert(name) } else { state.ready.remove(name) }
            if state.ready.isEmpty {
                state.noLineSince = state.noLineSince ?? now
            } else {
                state.noLineSince = nil
            }
            let news = ModemNews(from: old, to: view).flatMap { $0 == state.told[name] ? nil : $0 }
            if let news { state.told[name] = news }
            return (wasEmpty != state.ready.isEmpty, news)
        }
        if let news { logger.log(level: news.level, "\(news.text)") }
        changes.ring()
        if linesChanged { queue.ring() }
    }

    /// Gives a line to one modem. Answers who has it already: two ports may lead to the same SIM.
    func take(_ route: RouteID, for name: String) -> String? {
        state.withLock { state in
            if let other = state.servants[route], other != name { return other }
            state.servants[route] = name
            return nil
        }
    }

    func giveBack(_ route: RouteID, by name: String) {
        state.withLock { state in
            if state.servants[route] == name { state.servants[route] = nil }
        }
    }

    func isUnread(_ name: String) -> Bool { state.withLock { $0.modems[name]?.inboxUnread ?? true } }

    func registration(_ name: String) -> String? { state.withLock { $0.modems[name]?.registration } }

    func forget(_ name: String) {
        state.withLock { state in
            state.modems[name] = nil
            state.ready.remove(name)
        }
    }

    /// All modems, by name.
    var modems: [ModemView] {
        state.withLock { $0.modems.values.sorted { $0.name < $1.name } }
    }

    var hasLine: Bool { state.withLock { !$0.ready.isEmpty } }

    /// For how long no line has been ready; `nil` while one is.
    var withoutLine: Duration? {
        let now = stopwatch.elapsed
        return state.withLock { state in state.noLineSince.map { now - $0 } }
    }
}
