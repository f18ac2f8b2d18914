import Campaigns
import GRDB

/// What the rules say about sending a message now.
enum Judgement {
    /// It may leave; what the network may take is bounded by the end of the window, where there is one.
    case go(closing: Timestamp?)
    /// Not before that time. `keeps` says who is kept waiting.
    case hold(until: Timestamp, reason: String, keeps: Kept)
    /// Never.
    case end(MessageState, reason: String)

    enum Kept { case message, campaign, route }
}

/// What the rules look at of a message.
struct JudgedMessage {
    var id: Int64
    var number: String
    var origin: MessageOrigin
    var isExempt: Bool
    var campaign: Int64?
    var enrollment: Int64?
    var deadline: Timestamp?
    var validitySeconds: Int?
    var segments: Int
    var createdAt: Timestamp
    var state: MessageState
    /// Its number is, at the time of the reading.
    var isSuppressed: Bool

    /// What is read of a row for it.
    static let columns = """
        id, number, origin, exempt, campaign_id, enrollment_id, deadline, validity_seconds, segments, created_at, state,
            EXISTS (SELECT 1 FROM suppression WHERE number = message.number AND lifted_at IS NULL)
        """

    /// Takes a row that begins with ``columns``. By their places: a name is looked for among all of a row's names.
    init?(_ row: Row) {
        guard let origin = MessageOrigin(rawValue: row[2]), let state = MessageState(rawValue: row[10]) else {
            return nil
        }
        id = row[0]
        number = row[1]
        self.origin = origin
        isExempt = row[3]
        campaign = row[4]
        enrollment = row[5]
        deadline = (row[6] as Int64?).map(Timestamp.init(milliseconds:))
        validitySeconds = row[7]
        segments = row[8]
        createdAt = Timestamp(milliseconds: row[9])
        self.state = state
        isSuppressed = row[11]
    }

    /// The first column behind them.
    static let next = 12
}

extension Transaction {
    /// Judges a message for a route: asked when the message is claimed, and again when its first octet would leave.
    func judge(_ message: JudgedMessage, on terms: RouteTerms, at: Timestamp) throws -> Judgement {
        if let deadline = message.deadline, deadline <= at {
            return .end(.expired, reason: "its deadline \(deadline) passed")
        }
        if message.isSuppressed, !message.isExempt, let reason = try suppressionReason(of: message.number) {
            return .end(.suppressed, reason: reason)
        }
        if message.origin == .test, let obstacle = try judgeTest(message, on: terms, at: at) { return obstacle }
        var closing: Timestamp?
        if let campaign = message.campaign {
            switch try judgeCampaign(campaign, message, terms, at: at) {
            case .go(let end): closing = end
            case let other: return other
            }
        }
        let opens = try routeOpens(terms, at: at)
        if opens > at {
            return .hold(until: opens, reason: "the limits of \(try routeName(terms.route))", keeps: .route)
        }
        if let cap = terms.dailySpend, terms.price > 0 {
            let day = Timestamp(milliseconds: at.milliseconds - 86_400_000)
            let spent =
                try number(
                    "SELECT SUM(price) FROM handover WHERE route_id = ? AND at > ?",
                    [terms.route, day.milliseconds]
                ) ?? 0
            if Int(spent) + terms.price * message.segments > cap {
                return .hold(until: at + .seconds(600), reason: "the daily spend cap of the provider", keeps: .route)
            }
        }
        return .go(closing: closing)
    }

    private func judgeCampaign(
        _ campaign: Int64,
        _ message: JudgedMessage,
        _ terms: RouteTerms,
        at: Timestamp
    ) throws -> Judgement {
        guard let row = try first("SELECT state, definition FROM campaign WHERE id = ?", [campaign]) else {
            return .end(.cancelled, reason: "its campaign is gone")
        }
        switch CampaignState(rawValue: row["state"]) {
        case .running: break
        case .paused: return .hold(until: at, reason: "the campaign is paused", keeps: .message)
        default: return .end(.cancelled, reason: "the campaign was cancelled")
        }
        if let enrollment = message.enrollment, !context.planted.contains(.halt),
            let state = try text("SELECT state FROM enrollment WHERE id = ?", [enrollment])
                .flatMap(EnrollmentState.init(rawValue:)),
            state != .active
        {
            return state == .held
                ? .hold(until: at, reason: "the enrollment is held", keeps: .message)
                : .end(.cancelled, reason: "the enrollment ended: \(state.rawValue)")
        }
        if let obstacle = terms.campaignObstacle {
            return .hold(until: at, reason: obstacle, keeps: .message)
        }
        if !terms.campaignsMayLeave, !context.planted.contains(.inboxLast) {
            return .hold(until: at, reason: "campaigns wait until what came in is read", keeps: .message)
        }
        let definition = try definition(of: campaign, decoding: row["definition"])
        var closing: Timestamp?
        if !context.planted.contains(.window) {
            let rules = definition.window(ofStep: try step(of: message))
            let zone: ZoneRules
            do {
                zone = try self.zone(of: rules, for: message.number)
            } catch let problem as ZoneProblem {
                return .hold(
                    until: at + .seconds(600),
                    reason: "the window cannot be judged: \(problem)",
                    keeps: .campaign
                )
            }
            let lastMoment = definition.end(zone: zone)
            if let lastMoment, lastMoment - at < Self.shortestValidity {
                return .end(.expired, reason: "the campaign's last day is over")
            }
            // The shortest validity is five minutes: what leaves later could be delivered after the window's end.
            let end = rules.window.closing(after: at, zone: zone)
            if !rules.window.isOpen(at: at, zone: zone) || end.map({ $0 - at < Self.shortestValidity }) == true {
                guard let opens = rules.window.nextOpening(from: end ?? at, zone: zone) else {
                    return .end(.expired, reason: "the window never opens again")
                }
                return .hold(
                    until: opens,
                    reason: "the window is closed",
                    keeps: definition.hasOneWindow ? .campaign : .message
                )
            }
            closing = [end, lastMoment].compactMap(\.self).min()
        }
        if !context.planted.contains(.limit) {
            let opens = try opens(definition.limits, of: .campaign(campaign), at: at)
            if opens > at {
                return .hold(until: opens, reason: "the limits of the campaign", keeps: .campaign)
            }
            if let total = definition.totalSegments,
                let used = try number("SELECT COUNT(*) FROM handover WHERE campaign_id = ?", [campaign]), used >= total
            {
                return .end(.expired, reason: "the campaign's \(total) segments are used up")
            }
        }
        return .go(closing: closing)
    }

    private func step(of message: JudgedMessage) throws -> Int {
        Int(try number("SELECT step FROM message WHERE id = ?", [message.id]) ?? 0)
    }

    /// When the route may take one more segment by its limits.
    func routeOpens(_ terms: RouteTerms, at: Timestamp) throws -> Timestamp {
        if context.planted.contains(.limit) { return at }
        // No hand-over lies in the future: the clock was wrong then. Counted from now, it keeps every limit.
        if let newest = try newestHandOver(of: terms.route), newest > at {
            try run(
                "UPDATE handover SET at = ? WHERE route_id = ? AND at > ?",
                [at.milliseconds, terms.route, at.milliseconds]
            )
            context.slack.setNewest(of: terms.route, at)
        }
        return try opens(terms.limits, of: .route(terms.route), at: at)
    }

    /// When the newest hand-over of a route was, or a little later.
    func newestHandOver(of route: RouteID) throws -> Timestamp? {
        if let known = context.slack.newest(of: route) { return known }
        let newest = try moment("SELECT at FROM handover WHERE route_id = ? ORDER BY at DESC LIMIT 1", [route])
        if let newest { context.slack.setNewest(of: route, newest) }
        return newest
    }

    private func opens(_ limits: RateLimits, of owner: LimitSlack.Owner, at: Timestamp) throws -> Timestamp {
        let (column, id) =
            switch owner {
            case .route(let route): ("route_id", route)
            case .campaign(let campaign): ("campaign_id", campaign)
            }
        var opens = at
        for limit in limits.sliding where limit.count > 0 && !context.slack.allows(limit, of: owner, at: at) {
            let last = try moment(
                "SELECT at FROM handover WHERE \(column) = ? ORDER BY at DESC LIMIT 1 OFFSET ?",
                [id, limit.count - 1]
            )
            let next = limit.nextAllowed(afterCountthLast: last, from: at)
            opens = max(opens, next)
            guard next <= at else { continue }
            let used = try number(
                "SELECT COUNT(*) FROM handover WHERE \(column) = ? AND at >= ?",
                [id, at.milliseconds - limit.seconds * 1000]
            )
            context.slack.note(limit, of: owner, left: limit.count - Int(used ?? 0), at: at)
        }
        return opens
    }

    /// The zone in which a window is read for this number.
    func zone(of window: CampaignWindow, for number: String) throws -> ZoneRules {
        let own: String? =
            if case .recipient = window.zone {
                try text("SELECT time_zone FROM contact WHERE number = ?", [number])
            } else {
                nil
            }
        if let own, let zone = try? context.zones.rules(own) { return zone }
        return try context.zones.rules(window.zoneName(recipient: nil))
    }

    static let shortestValidity: Duration = .seconds(300)
}

extension CampaignDefinition {
    /// Whether one window, on one clock, counts for every message.
    var hasOneWindow: Bool {
        guard case .named = window.zone else { return false }
        return steps.allSatisfy { $0.window == nil }
    }
}
