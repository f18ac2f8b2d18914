import SMS
import Synchronization

/// Messages that a technician sends from a line to itself. They are stored as everything that comes in, and no agent sees
/// them, or it would answer itself without end.
final class Loopbacks: Sendable {
    /// So much is remembered.
    private static let most = 100

    private struct State {
        /// The newest last.
        var tokens: [String] = []
        var arrived: [String] = []
    }

    /// Rings when one has come back.
    let moved = Bell()
    private let state = Mutex(State())

    /// From now on a message with that token is a test.
    func expect(_ token: String) {
        state.withLock { state in
            state.tokens = state.tokens.suffix(Self.most - 1) + [token]
        }
    }

    func hasArrived(_ token: String) -> Bool {
        state.withLock { $0.arrived.contains(token) }
    }

    /// Whether a message is such a test.
    func took(_ deliver: Deliver) -> Bool {
        guard let text = deliver.userData.text, text.hasPrefix(LoopbackTest.mark) else { return false }
        let isOurs = state.withLock { state in
            guard let token = state.tokens.first(where: { text.hasSuffix($0) }) else { return false }
            state.arrived = state.arrived.suffix(Self.most - 1) + [token]
            return true
        }
        if isOurs { moved.ring() }
        return isOurs
    }
}
