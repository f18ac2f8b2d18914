public import Campaigns
public import Storage
import Synchronization

/// What happens in the gateway, told to whoever watches: the live views. Nothing depends on it.
public final class Feed: Sendable {
    public enum News: Sendable {
        case handedOver(message: Int64, PhoneNumber, segment: Int, of: Int, route: String, origin: MessageOrigin)
        case received(SenderAddress, route: String, Receipt)
        case held(message: Int64, PhoneNumber, reason: String, until: Timestamp?)
        case agentAnswered(PhoneNumber, TurnOutcome)
        case modem(name: String, state: String)
    }

    private let watchers = Mutex<[Int: AsyncStream<News>.Continuation]>([:])
    private let next = Mutex(0)

    init() {}

    /// News from now on. Who reads too slowly misses the oldest.
    public func watch() -> AsyncStream<News> {
        let id = next.withLock { next in
            next += 1
            return next
        }
        let (stream, continuation) = AsyncStream.makeStream(of: News.self, bufferingPolicy: .bufferingNewest(1000))
        continuation.onTermination = { [weak self] _ in self?.watchers.withLock { $0[id] = nil } }
        watchers.withLock { $0[id] = continuation }
        return stream
    }

    func tell(_ news: News) {
        for (_, watcher) in watchers.withLock({ $0.sorted { $0.key < $1.key } }) { watcher.yield(news) }
    }
}
