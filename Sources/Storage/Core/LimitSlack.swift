import Campaigns
import Synchronization

/// How many hand-overs each limit surely allows before the table has to be asked again, so that the work for a message does
/// not grow with a limit. It errs on the strict side alone: what is rolled back stays counted here, and what falls out of a
/// stretch of time is noticed at the next look.
final class LimitSlack: Sendable {
    enum Owner: Hashable {
        case route(RouteID)
        case campaign(Int64)
    }

    private struct Slack {
        var left: Int
        /// Counted at that time; at an earlier one it says nothing.
        var since: Timestamp
    }

    private struct State {
        var slacks: [Owner: [SlidingLimit: Slack]] = [:]
        /// The newest hand-over of each route.
        var newest: [RouteID: Timestamp] = [:]
    }

    /// More owners than this are forgotten, and counted again when they come back.
    private static let most = 1000

    private let state = Mutex(State())

    func allows(_ limit: SlidingLimit, of owner: Owner, at: Timestamp) -> Bool {
        state.withLock { state in
            guard let slack = state.slacks[owner]?[limit] else { return false }
            return slack.left > 0 && slack.since <= at
        }
    }

    func note(_ limit: SlidingLimit, of owner: Owner, left: Int, at: Timestamp) {
        state.withLock { state in
            if state.slacks.count >= Self.most { state.slacks.removeAll() }
            state.slacks[owner, default: [:]][limit] = Slack(left: left, since: at)
        }
    }

    /// Counts hand-overs of a route, made for a campaign or for none.
    func handedOver(_ count: Int, by route: RouteID, for campaign: Int64?, at: Timestamp) {
        state.withLock { state in
            for owner in [Owner.route(route)] + (campaign.map { [.campaign($0)] } ?? []) {
                state.slacks[owner] = state.slacks[owner]?.mapValues { Slack(left: $0.left - count, since: $0.since) }
            }
            if state.newest.count >= Self.most { state.newest.removeAll() }
            state.newest[route] = at
        }
    }

    func newest(of route: RouteID) -> Timestamp? { state.withLock { $0.newest[route] } }

    func setNewest(of route: RouteID, _ at: Timestamp) { state.withLock { $0.newest[route] = at } }
}
