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
        /// The last hand-over by another clock: hand-overs after it keep their distance from now when the clock is set.
        var lastOfOtherClock: Int64 = 0
        /// Whether the transaction under way wrote an event down, and who wants to know.
        var hasEvent = false
        var ring: (@Sendable () -> Void)?
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

    /// Hand-overs after that one are by the clock of this life of the machine.
    func begin(after id: Int64) { state.withLock { $0.lastOfOtherClock = id } }

    var lastOfOtherClock: Int64 { state.withLock { $0.lastOfOtherClock } }

    func onEvents(_ ring: @escaping @Sendable () -> Void) { state.withLock { $0.ring = ring } }

    func wroteEvent() { state.withLock { $0.hasEvent = true } }

    /// Rings where an event is on the disk.
    func ringEvents() {
        let ring = state.withLock { state in
            defer { state.hasEvent = false }
            return state.hasEvent ? state.ring : nil
        }
        ring?()
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
            state.hasEvent = false
        }
    }
}
