import Campaigns
import Synchronization

/// What counts once the transaction under way is committed, and is forgotten where it is rolled back.
final class CommitNotes: Sendable {
    private struct State {
        /// How far the clock was set since the hand-overs of this life were last brought in line with it.
        var step: Duration = .zero
        /// What of that the transaction under way has done.
        var applied: Duration = .zero
        /// The last hand-over of the transaction under way.
        var mark: HighWaterMark?
    }

    private let state = Mutex(State())

    /// The clock was set by so much.
    func clockStepped(by step: Duration) { state.withLock { $0.step += step } }

    /// What is to be done now; the answer counts as done once the transaction is committed.
    func takeStep() -> Duration? {
        state.withLock { state in
            let rest = state.step - state.applied
            guard rest != .zero else { return nil }
            state.applied = state.step
            return rest
        }
    }

    func handedOver(_ mark: HighWaterMark) { state.withLock { $0.mark = mark } }

    /// The transaction is on the disk. Answers the mark to write.
    func committed() -> HighWaterMark? {
        state.withLock { state in
            state.step -= state.applied
            state.applied = .zero
            defer { state.mark = nil }
            return state.mark
        }
    }

    func rolledBack() {
        state.withLock { state in
            state.applied = .zero
            state.mark = nil
        }
    }
}
