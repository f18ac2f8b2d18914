import Campaigns
import Synchronization

/// What counts once the transaction under way is committed, and is forgotten where it is rolled back.
final class CommitNotes: Sendable {
    enum News: CaseIterable {
        /// An event was written down.
        case event
        /// A campaign was paused, or is not paused any more.
        case pause
    }

    private struct State {
        /// How far the clock was set since the hand-overs of this life were last brought in line with it.
        var step: Duration = .zero
        /// What of that the transaction under way has done.
        var applied: Duration = .zero
        /// The last hand-over of the transaction under way.
        var mark: HighWaterMark?
        /// The last hand-over by another clock: hand-overs after it keep their distance from now when the clock is set.
        var lastOfOtherClock: Int64 = 0
        /// What the transaction under way did that somebody wants to know.
        var news: Set<News> = []
        var rings: [News: @Sendable () -> Void] = [:]
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

    func on(_ news: News, _ ring: @escaping @Sendable () -> Void) { state.withLock { $0.rings[news] = ring } }

    func note(_ news: News) { state.withLock { _ = $0.news.insert(news) } }

    /// Tells what is on the disk now.
    func ring() {
        let rings = state.withLock { state in
            defer { state.news = [] }
            return News.allCases.filter(state.news.contains).compactMap { state.rings[$0] }
        }
        for ring in rings { ring() }
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
            state.news = []
        }
    }
}
