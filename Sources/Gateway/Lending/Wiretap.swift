public import Modems
import Synchronization

/// What passes between the daemon and a modem, told to whoever listens. Nothing depends on it.
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
    }

    private let state = Mutex(State())

    init() {}

    /// News from now on. Who reads too slowly misses the oldest. A borrower does not hear what the daemon asks meanwhile.
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

    func tell(_ news: News) {
        let listeners = state.withLock { state in
            let isDaemon = state.isDaemon
            return state.listeners.filter { $0.hearsDaemon || !isDaemon }
        }
        for listener in listeners { listener.tell.yield(news) }
    }

    /// The loan is over: its borrower hears nothing more.
    func dismissBorrowers() {
        let dismissed = state.withLock { state in state.listeners.filter { !$0.hearsDaemon } }
        for listener in dismissed { listener.tell.finish() }
    }

    func setDaemon(_ isDaemon: Bool) {
        state.withLock { $0.isDaemon = isDaemon }
    }
}
