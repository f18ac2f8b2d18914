public import Modems
import Synchronization

/// What passes between the daemon and a modem: remembered for some minutes, and told to whoever listens. Nothing depends
/// on it.
public final class Wiretap: Sendable {
    public enum News: Sendable {
        case line(TraceLine)
        case notice(Unsolicited)
    }

    private struct State {
        var listeners: [(id: Int, tell: AsyncStream<News>.Continuation, hearsDaemon: Bool)] = []
        var next = 0
        /// The daemon itself speaks, while the modem is lent.
        var isDaemon = false
        /// `nil`: nothing is remembered.
        var recorder: FlightRecorder?
    }

    private let state: Mutex<State>
    private let stopwatch: Stopwatch?

    /// One that remembers nothing.
    init() {
        state = Mutex(State())
        stopwatch = nil
    }

    init(recorder: FlightRecorder?, stopwatch: Stopwatch) {
        state = Mutex(State(recorder: recorder))
        self.stopwatch = stopwatch
    }

    /// The time that the recorder goes by.
    var elapsed: Duration { stopwatch?.elapsed ?? .zero }

    /// News from now on. Who reads too slowly misses the oldest. A borrower does not hear what the daemon asks meanwhile,
    /// but the network's answer to what the borrower asked.
    func listen(hearsDaemon: Bool = true) -> AsyncStream<News> {
        let (stream, continuation) = AsyncStream.makeStream(of: News.self, bufferingPolicy: .bufferingNewest(4000))
        let id = state.withLock { state in
            state.next += 1
            state.listeners.append((state.next, continuation, hearsDaemon))
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in state.listeners.removeAll { $0.id == id } }
        }
        return stream
    }

    /// `now` is as of ``elapsed``.
    func tell(_ news: News, at now: Duration) {
        let listeners = state.withLock { state -> [AsyncStream<News>.Continuation] in
            if case .line(let line) = news { state.recorder?.add(line, at: now) }
            guard !state.listeners.isEmpty else { return [] }
            let isDaemon = state.isDaemon
            if isDaemon, case .notice(.ussd) = news { return state.listeners.map(\.tell) }
            return state.listeners.filter { $0.hearsDaemon || !isDaemon }.map(\.tell)
        }
        for listener in listeners { listener.yield(news) }
    }

    /// Remembers something beside the dialogue.
    func note(_ mark: Recording.Mark) {
        let now = elapsed
        state.withLock { $0.recorder?.add(mark, at: now) }
    }

    /// While something goes wrong, what came from then on is not forgotten for its age.
    func hold(since: Duration?) {
        state.withLock { $0.recorder?.hold(since: since) }
    }

    /// All that is remembered, as it was said.
    var recorded: [Recording.Entry] { state.withLock { $0.recorder }?.entries() ?? [] }

    /// The loan is over: its borrower hears nothing more.
    func dismissBorrowers() {
        let dismissed = state.withLock { state in state.listeners.filter { !$0.hearsDaemon } }
        for listener in dismissed { listener.tell.finish() }
    }

    func setDaemon(_ isDaemon: Bool) {
        state.withLock { $0.isDaemon = isDaemon }
    }
}
