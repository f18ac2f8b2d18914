import Synchronization

/// A number that several tasks change.
final class Counter: Sendable {
    private let state = Mutex(0)

    var value: Int { state.withLock { $0 } }

    func add(_ amount: Int) { state.withLock { $0 += amount } }
}
