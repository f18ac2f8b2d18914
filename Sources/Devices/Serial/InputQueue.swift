internal import Synchronization

/// Octets between a channel that reads and a task that takes; full, it asks the channel to pause.
final class InputQueue: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        var waiter: CheckedContinuation<[UInt8]?, Never>?
        var isPaused = false
        var hasEnded = false
        var isAbandoned = false
    }

    private let limit: Int
    private let resumeReading: @Sendable () -> Void
    private let state = Mutex(State())

    /// Creates a queue that is full at `limit` chunks; `resumeReading` is called when a full one has been emptied.
    init(limit: Int, resumeReading: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.resumeReading = resumeReading
    }

    /// Adds a chunk, and says whether more may follow at once; if not, `resumeReading` tells when.
    func push(_ chunk: [UInt8]) -> Bool {
        let (waiter, mayFollow) = state.withLock { state -> (CheckedContinuation<[UInt8]?, Never>?, Bool) in
            guard !state.isAbandoned, !state.hasEnded else { return (nil, true) }
            if let waiter = state.waiter {
                state.waiter = nil
                return (waiter, true)
            }
            state.chunks.append(chunk)
            state.isPaused = state.chunks.count >= limit
            return (nil, !state.isPaused)
        }
        waiter?.resume(returning: chunk)
        return mayFollow
    }

    /// Nothing more comes; what waits can still be taken.
    func finish() {
        let waiter = state.withLock { state in
            state.hasEnded = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: nil)
    }

    /// Nobody takes any more: what waits and what comes is dropped, so that the channel goes on and sees its end.
    func abandon() {
        let (waiter, wasPaused) = state.withLock { state in
            let result = (state.waiter, state.isPaused)
            state = State()
            state.isAbandoned = true
            return result
        }
        waiter?.resume(returning: nil)
        if wasPaused { resumeReading() }
    }

    /// The next chunk; nothing at the end, or if another task waits already.
    func next() async -> [UInt8]? {
        await withCheckedContinuation { waiter in
            let (chunk, isNow, isEmptied) = state.withLock { state -> ([UInt8]?, Bool, Bool) in
                guard state.chunks.isEmpty else {
                    let chunk = state.chunks.removeFirst()
                    guard state.isPaused, state.chunks.isEmpty else { return (chunk, true, false) }
                    state.isPaused = false
                    return (chunk, true, true)
                }
                guard !state.hasEnded, !state.isAbandoned, state.waiter == nil else { return (nil, true, false) }
                state.waiter = waiter
                return (nil, false, false)
            }
            if isNow { waiter.resume(returning: chunk) }
            if isEmptied { resumeReading() }
        }
    }
}
