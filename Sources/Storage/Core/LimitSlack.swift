import Campaigns
import Synchronization

/// How many hand-overs each limit surely allows before the tables have to be asked again, so that the work for a message
/// does not grow with a limit. It errs on the strict side alone: what is rolled back stays counted here, and what falls out
/// of a stretch of time is noticed at the next look.
final class LimitSlack: Sendable {
    /// Whose limit it is.
    enum Owner: Hashable {
        case route(RouteID)
        case campaign(Int64)
    }

    /// What a limit counts.
    enum Measure: Hashable {
        case sliding(SlidingLimit)
        case billingMonth(Int)
        case recipients(Int)
    }

    private struct Slack {
        var left: Int
        /// Counted at that time; at an earlier one it says nothing.
        var since: Timestamp
    }

    private struct State {
        var slacks: [Owner: [Measure: Slack]] = [:]
        /// The newest hand-over of all.
        var newest: Timestamp?
        var hasCharges: Bool?
        var restoredMark: Int64?
        var moved: Duration?
    }

    /// More owners than this are forgotten, and counted again when they come back.
    private static let most = 1000

    private let state = Mutex(State())

    func allows(_ count: Int, by measure: Measure, of owner: Owner, at: Timestamp) -> Bool {
        state.withLock { state in
            guard let slack = state.slacks[owner]?[measure] else { return false }
            return slack.left >= count && slack.since <= at
        }
    }

    func note(_ measure: Measure, of owner: Owner, left: Int, at: Timestamp) {
        state.withLock { state in
            if state.slacks.count >= Self.most { state.slacks.removeAll() }
            state.slacks[owner, default: [:]][measure] = Slack(left: left, since: at)
        }
    }

    /// Counts hand-overs of a route, made for a campaign or for none.
    func handedOver(_ count: Int, by route: RouteID, for campaign: Int64?, at: Timestamp) {
        state.withLock { state in
            for owner in [Owner.route(route)] + (campaign.map { [.campaign($0)] } ?? []) {
                state.slacks[owner] = state.slacks[owner]?.mapValues { Slack(left: $0.left - count, since: $0.since) }
            }
            state.newest = at
        }
    }

    var newest: Timestamp? {
        get { state.withLock { $0.newest } }
        set { state.withLock { $0.newest = newValue } }
    }

    /// Whether anything is charged beside the hand-overs; nil before the table was asked.
    var hasCharges: Bool? {
        get { state.withLock { $0.hasCharges } }
        set { state.withLock { $0.hasCharges = newValue } }
    }

    /// The last hand-over before a restore; 0: there was none; nil before the table was asked.
    var restoredMark: Int64? {
        get { state.withLock { $0.restoredMark } }
        set { state.withLock { $0.restoredMark = newValue } }
    }

    /// By how much the times of hand-overs were moved in all; nil before the table was asked.
    var moved: Duration? {
        get { state.withLock { $0.moved } }
        set { state.withLock { $0.moved = newValue } }
    }

    /// Counts everything again, since what was counted has changed.
    func forget() { state.withLock { $0 = State() } }
}
