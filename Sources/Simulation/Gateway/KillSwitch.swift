import Synchronization

/// Set once.
final class DoneFlag: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock(\.self) }

    func set() { state.withLock { $0 = true } }
}

/// Says after which commits the process ends.
final class KillSwitch: Sendable {
    private struct State {
        var commits = 0
        var due: [Int]
        var isDue = false
    }

    private let state: Mutex<State>

    /// `commits` counts the commits of all lives.
    init(_ commits: [Int]) {
        state = Mutex(State(due: commits.sorted()))
    }

    func committed() {
        state.withLock { state in
            state.commits += 1
            guard let next = state.due.first, state.commits >= next else { return }
            state.due.removeFirst()
            state.isDue = true
        }
    }

    /// Commits so far.
    var commits: Int { state.withLock(\.commits) }

    var isDue: Bool { state.withLock(\.isDue) }

    func reset() { state.withLock { $0.isDue = false } }
}
