import Synchronization

/// Wakes everybody who waits for something to change.
///
/// A waiter first reads ``count``, then looks at the state of things, then waits for the count to change: so no ring
/// between the look and the wait is lost.
final class Bell: Sendable {
    private struct State {
        var count = 0
        var next = 0
        var waiting: [(id: Int, continuation: UnsafeContinuation<Void, Never>)] = []
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    /// How often it rang.
    var count: Int { state.withLock { $0.count } }

    func ring() {
        let waiting = state.withLock { state in
            state.count += 1
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume() }
    }

    /// Returns once the count differs from `seen`, or the task is cancelled.
    func wait(since seen: Int) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let goOn = state.withLock { state in
                    if state.cancelled.remove(id) != nil || state.count != seen { return true }
                    state.waiting.append((id, continuation))
                    return false
                }
                if goOn { continuation.resume() }
            }
        } onCancel: {
            let continuation = state.withLock { state -> UnsafeContinuation<Void, Never>? in
                guard let index = state.waiting.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.waiting.remove(at: index).continuation
            }
            continuation?.resume()
        }
        _ = state.withLock { $0.cancelled.remove(id) }
    }

    /// The same, and returns at the latest after `most`; `nil` waits as long as it takes.
    func wait(since seen: Int, atMost most: Duration?, _ clock: any Clock<Duration>) async {
        guard let most else { return await wait(since: seen) }
        guard most > .zero else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait(since: seen) }
            group.addTask { try? await clock.sleep(for: most) }
            await group.next()
            group.cancelAll()
        }
    }
}

/// The bells of a gateway, one for each thing that somebody waits for.
struct Bells: Sendable {
    /// A message may have become sendable.
    let queue = Bell()
    /// A step or a part may have become due.
    let plan = Bell()
    /// A conversation may wait for its agent.
    let turns = Bell()
    /// An event waits for delivery.
    let events = Bell()
}
