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
    /// Never, and the campaign sends its contact nothing more.
    case over(EnrollmentEnd, reason: String)
    /// The whole campaign has to be paused.
    case pause(PauseReason)

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
    var step: Int
    /// A segment of it was handed over before.
    var hasBegun: Bool
    /// It is an agent's answer, and the conversation went on since.
    var isOutdatedAnswer: Bool
    /// Until when no window holds it back; `nil`: none does, beside that of its campaign.
    var exemptUntil: Timestamp?
    /// Of a single message, where its sender said it.
    var category: CampaignCategory?

    /// It is marketing that no campaign sends.
    var isMarketing: Bool { campaign == nil && category == .marketing }

    /// What is read of a row for it.
    static let columns = """
        id, number, origin, exempt, campaign_id, enrollment_id, deadline, validity_seconds, segments, created_at, state,
            EXISTS (SELECT 1 FROM suppression WHERE number = message.number AND \(Transaction.keepsAll)),
            COALESCE(step, 0),
            EXISTS (SELECT 1 FROM segment WHERE message_id = message.id AND handed_over_at IS NOT NULL),
            answer_version IS NOT NULL
                AND answer_version != (SELECT version FROM conversation WHERE id = message.conversation_id),
            exempt_until, category
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
        step = row[12]
        hasBegun = row[13]
        isOutdatedAnswer = row[14]
        exemptUntil = (row[15] as Int64?).map(Timestamp.init(milliseconds:))
        category = (row[16] as String?).flatMap(CampaignCategory.init(rawValue:))
    }

    /// The first column behind them.
    static let next = 17
}

extension Transaction {
    /// Judges a message for a route: asked when the message is claimed, and again when its first octet would leave.
    /// `segments` are those that are still to leave.
    func judge(_ message: JudgedMessage, segments: Int, on terms: RouteTerms, at: Timestamp) throws -> Judgement {
        if let deadline = message.deadline, deadline <= at {
            return .end(.expired, reason: "its deadline \(deadline) passed")
        }
        if !message.isExempt, try message.isSuppressed || isHidden(message.number),
            let reason = try suppressionReason(of: message.number)
        {
            return .end(.suppressed, reason: reason)
        }
        if message.origin == .test, let obstacle = try judgeTest(message, on: terms, at: at) { return obstacle }
        if message.isOutdatedAnswer, !message.hasBegun, !context.planted.contains(.talkOver) {
            return .end(.cancelled, reason: "the conversation went on since the agent answered")
        }
        var closing: Timestamp?
        // What has begun to leave goes on.
        if let exemptUntil = message.exemptUntil, exemptUntil <= at, !message.hasBegun,
            !context.planted.contains(.window)
        {
            switch try judgeHours(ofAnswer: message, at: at) {
            case .go(let end): closing = end
            case let other: return other
            }
        }
        var policy: PolicyShelf.Match?
        var category: CampaignCategory?
        if let campaign = message.campaign {
            switch try judgeCampaign(campaign, message, segments, terms, &policy, &category, at: at) {
            case .go(let end): closing = end
            case let other: return other
            }
        } else if message.isMarketing {
            category = .marketing
            switch try judgeSingle(message, on: terms, &policy, at: at) {
            case .go(let end): closing = [closing, end].compactMap(\.self).min()
            case let other: return other
            }
        }
        if !message.hasBegun {
            let caps = policy?.rules.caps ?? []
            if let throttle = try throttle(recipient: message.number, message, category: category, caps: caps, at: at) {
                return .hold(until: throttle.until, reason: throttle.bucket, keeps: .message)
            }
        }
        if let throttle = try throttle(terms, segments: segments, to: message.number, at: at) {
            return .hold(until: throttle.until, reason: "the limits of \(throttle.bucket)", keeps: .route)
        }
        if let cap = terms.dailySpend, terms.price > 0 {
            let spent = try spent(by: .route(terms.route), after: at - .seconds(86_400))
            if spent + terms.price * segments > cap {
                return .hold(until: at + .seconds(600), reason: "the daily spend cap of the provider", keeps: .route)
            }
        }
        return .go(closing: closing)
    }

    private func judgeCampaign(
        _ campaign: Int64,
        _ message: JudgedMessage,
        _ segments: Int,
        _ terms: RouteTerms,
        _ policy: inout PolicyShelf.Match?,
        _ category: inout CampaignCategory?,
        at: Timestamp
    ) throws -> Judgement {
        guard let row = try first("SELECT state, version, definition FROM campaign WHERE id = ?", [campaign]) else {
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
            // Held of a running campaign: its resumption has not been carried to it yet.
            state != .active, state != .held
        {
            return .end(.cancelled, reason: "the enrollment ended: \(state.rawValue)")
        }
        let definition = try definition(of: campaign, known: (row["version"], row["definition"]))
        category = definition.category
        var demand = ConsentDemand(of: definition, policy: nil)
        if let end = try judgeConsent(demand, message, at: at) { return end }
        if let obstacle = try campaignObstacle(on: terms, at: at) {
            return .hold(until: at, reason: obstacle, keeps: .message)
        }
        if !message.hasBegun, !definition.routes.isEmpty, !context.planted.contains(.route) {
            let name = try routeName(terms.route)
            if !definition.goes(by: name) {
                return .hold(until: at, reason: "its campaign does not go by \(name)", keeps: .message)
            }
        }
        if !terms.campaignsMayLeave, !context.planted.contains(.inboxLast) {
            return .hold(until: at, reason: "campaigns wait until what came in is read", keeps: .message)
        }
        var closing: Timestamp?
        if !context.planted.contains(.window) {
            let hours: MessageHours
            do {
                hours = try self.hours(of: definition, step: message.step, for: message.number, at: at)
            } catch let problem as HoursProblem {
                return .hold(until: at + .seconds(600), reason: "\(problem)", keeps: .campaign)
            }
            policy = hours.policy
            switch judge(hours, message, definition, at: at) {
            case .go(let end): closing = [end, try lineCloses(terms, at: at)].compactMap(\.self).min()
            case let other: return other
            }
            demand = ConsentDemand(of: definition, policy: policy)
            if demand.policy != nil, !message.hasBegun, let end = try judgeConsent(demand, message, at: at) {
                return end
            }
        }
        guard !context.planted.contains(.limit) else { return .go(closing: closing) }
        if let throttle = try throttle(definition.limits, ofCampaign: campaign, segments: segments, at: at) {
            return .hold(until: throttle.until, reason: "the limits of \(throttle.bucket)", keeps: .campaign)
        }
        if definition.totalSegments != nil || definition.budget != nil {
            return try judgeTotals(definition, of: campaign, segments, terms, closing: closing)
        }
        return .go(closing: closing)
    }

    /// By the hours of the campaign, and of the recipient's country.
    private func judge(
        _ hours: MessageHours,
        _ message: JudgedMessage,
        _ definition: CampaignDefinition,
        at: Timestamp
    ) -> Judgement {
        if let end = hours.end, end - at < Self.shortestValidity {
            return .over(.lastDay, reason: "the campaign's last day is over")
        }
        // The shortest validity is five minutes: what leaves later could be delivered after the window's end.
        let end = hours.joint.closing(after: at)
        let closed = hours.joint.obstacle(at: at)
        guard closed != nil || end.map({ $0 - at < Self.shortestValidity }) == true else {
            return .go(closing: [end, hours.end].compactMap(\.self).min())
        }
        let reason = closed ?? "the window is closed"
        if definition.hasOneWindow, context.settings.blackout.isEmpty,
            let opens = hours.own.nextOpening(
                from: at,
                for: Self.shortestValidity,
                notAfter: at + .seconds(86_400 * SendingWindow.searchDays)
            ), opens > at
        {
            return .hold(until: opens, reason: reason, keeps: .campaign)
        }
        if let opens = hours.nextOpening(from: at) { return .hold(until: opens, reason: reason, keeps: .message) }
        guard hours.isAmbiguous else { return .end(.expired, reason: "the window never opens again") }
        // A person may tell the time zone; but nobody is waited for for ever.
        if at - message.createdAt >= .seconds(7 * 86_400) {
            return .end(.expired, reason: MessageHours.noCommonHour)
        }
        return .hold(until: at + .seconds(6 * 3600), reason: MessageHours.noCommonHour, keeps: .message)
    }

    /// By what the whole campaign may send and cost.
    private func judgeTotals(
        _ definition: CampaignDefinition,
        of campaign: Int64,
        _ segments: Int,
        _ terms: RouteTerms,
        closing: Timestamp?
    ) throws -> Judgement {
        let last = try lastEntry(of: .campaign(campaign))
        if let total = definition.totalSegments, Int(last?.ordinal ?? 0) + segments > total {
            return .over(.total, reason: "the campaign's total of \(total) segments is used up")
        }
        let spent = try spent(by: campaign)
        if let budget = definition.budget, spent + Amount(thousandths: terms.price) * segments > budget {
            let reason = "its budget of \(budget) is used up: \(spent) is spent, and the next message would exceed it"
            return .pause(PauseReason(.budget, reason))
        }
        return .go(closing: closing)
    }

    /// Whether a consent that counts is still there; without one the contact's way ends.
    private func judgeConsent(_ demand: ConsentDemand, _ message: JudgedMessage, at: Timestamp) throws -> Judgement? {
        if let category = demand.category, let wish = try suppressionReason(of: message.number, for: category) {
            return .end(.suppressed, reason: wish)
        }
        guard let enrollment = message.enrollment,
            let lack = try consentLack(ofEnrollment: enrollment, number: message.number, demand, at: at)
        else { return nil }
        try happened(.consentEnded, to: enrollment, why: lack, at: at)
        return .end(.cancelled, reason: lack)
    }

    // MARK: Lines

    /// Why a route sends nothing of campaigns now; `nil` where it does.
    func campaignObstacle(on terms: RouteTerms, at: Timestamp) throws -> String? {
        if let obstacle = terms.campaignObstacle { return obstacle }
        guard let opens = try lineOpens(terms, at: at), opens > at else { return nil }
        return "the window of \(try routeName(terms.route)) is closed until \(opens)"
    }

    /// When campaigns may be sent by a route with a window of its own; `nil` where it has none.
    func lineOpens(_ terms: RouteTerms, at: Timestamp) throws -> Timestamp? {
        guard let window = try lineWindow(terms) else { return nil }
        let latest = at + .seconds(86_400 * SendingWindow.searchDays)
        return window.nextOpening(from: at, for: Self.shortestValidity, notAfter: latest) ?? latest
    }

    func lineCloses(_ terms: RouteTerms, at: Timestamp) throws -> Timestamp? {
        try lineWindow(terms)?.closing(after: at)
    }

    private func lineWindow(_ terms: RouteTerms) throws -> JointWindow? {
        guard let window = terms.window, !context.planted.contains(.window),
            let zone = try? context.zones.rules(window.zoneName(recipient: nil))
        else { return nil }
        return JointWindow([JointWindow.Part(window: window.window, zone: zone, closed: "the line's window is closed")])
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
