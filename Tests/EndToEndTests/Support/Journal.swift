import Synchronization

/// What a daemon wrote to standard error.
final class Journal: Sendable {
    private struct State {
        var lines: [String] = []
        var hasEnded = false
    }

    private let state = Mutex(State())
    private let happenings: Happenings

    init(_ happenings: Happenings) {
        self.happenings = happenings
    }

    var lines: [String] { state.withLock(\.lines) }

    /// Whether the daemon is gone.
    var hasEnded: Bool { state.withLock(\.hasEnded) }

    func add(_ line: String) {
        state.withLock { $0.lines.append(line) }
        happenings.ring()
    }

    func end() {
        state.withLock { $0.hasEnded = true }
        happenings.ring()
    }

    func contains(_ text: String) -> Bool {
        lines.contains { $0.contains(text) }
    }
}
