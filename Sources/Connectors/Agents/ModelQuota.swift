import Synchronization

/// What a model may still be asked: so many at a time.
final class ModelQuota: Sendable {
    private struct State {
        var free: Int
        var queue: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var next = 0
        var cancelled: Set<Int> = []
    }

    /// So many may wait for their turn.
    static let longestQueue = 100

    private let state: Mutex<State>

    init(atOnce: Int) {
        state = Mutex(State(free: atOnce))
    }

    /// Waits for its turn. `false` where too many wait, or the task was cancelled: then ``leave()`` is not called.
    func enter() async -> Bool {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let outcome: Bool? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    guard state.queue.count < Self.longestQueue else { return false }
                    state.queue.append((id, continuation))
                    return nil
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                guard let index = state.queue.firstIndex(where: { $0.id == id }) else {
                    // It has not begun to wait, or is through already.
                    if state.free == 0 { state.cancelled.insert(id) }
                    return nil
                }
                return state.queue.remove(at: index).continuation
            }
            waiting?.resume(returning: false)
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.queue.isEmpty else {
                state.free += 1
                state.cancelled = []
                return nil
            }
            return state.queue.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
