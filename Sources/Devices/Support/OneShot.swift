internal import Synchronization

/// A value that is fulfilled once and awaited by one task, which stops waiting when it is cancelled.
final class OneShot<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<Value?, Never>)
        case abandoned
        case fulfilled(Value)
    }

    private let state = Mutex<State>(.empty)

    /// Gives the value; only the first one counts.
    func fulfil(_ value: Value) {
        let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
            switch state {
            case .empty, .abandoned:
                state = .fulfilled(value)
                return nil
            case .awaited(let waiter):
                state = .fulfilled(value)
                return waiter
            case .fulfilled:
                return nil
            }
        }
        waiter?.resume(returning: value)
    }

    /// The value, or nothing if the task is cancelled before it is there.
    func value() async -> Value? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let known = state.withLock { state -> Value?? in
                    switch state {
                    case .fulfilled(let value):
                        return .some(value)
                    case .abandoned:
                        return .some(nil)
                    case .empty, .awaited:
                        state = .awaited(waiter)
                        return .none
                    }
                }
                if let known { waiter.resume(returning: known) }
            }
        } onCancel: {
            let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
                switch state {
                case .awaited(let waiter):
                    state = .abandoned
                    return waiter
                case .empty:
                    state = .abandoned
                    return nil
                case .abandoned, .fulfilled:
                    return nil
                }
            }
            waiter?.resume(returning: nil)
        }
    }
}
