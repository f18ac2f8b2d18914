import Campaigns
import GRDB

extension Transaction {
    /// A route did not take segments: decides by whom they are tried again, and when, or that the message ends.
    func refused(
        _ message: Int64,
        _ sequences: [Int],
        _ failure: SendFailure,
        _ reason: String,
        jitter: Double,
        on route: RouteID,
        at: Timestamp
    ) throws -> AfterAnswer {
        for sequence in sequences {
            let changed = try run(
                """
                UPDATE segment SET state = 'pending', answered_at = ?
                WHERE message_id = ? AND sequence = ? AND state = 'submitting'
                """,
                [at.milliseconds, message, sequence]
            )
            if changed > 0 { try refund(message, sequence) }
        }
        try run(
            "INSERT INTO refusal (route_id, message_id, reason, at, permanent, kind) VALUES (?, ?, ?, ?, ?, ?)",
            [route, message, reason, at.milliseconds, failure.isPermanent, failure.name]
        )
        guard let row = try first(Self.refused, [message]), let judged = JudgedMessage(row)
        else { return .done }
        try decide("refused", "\(try routeName(route)): \(reason)", message: message, at: at)
        let counted = HandOverFailure(failure)
        if let counted { try note(counted, of: message, sequences, on: route) }
        let hasLeft = try exists(
            "SELECT 1 FROM segment WHERE message_id = ? AND state IN ('accepted', 'uncertain')",
            [message]
        )
        let isOpen = ["claimed", "submitting"].contains(row["state"] as String)
        guard isOpen, !(row["raced"] as Bool) else {
            // A reply or an opt-out came while it was on its way: nothing of it is tried again.
            try end(message, as: .cancelled, reason: hasLeft ? "partly sent; a reply came" : "a reply came", at: at)
            return .done
        }
        if failure == .optedOut {
            try suppress(judged.number, reason: .provider, note: reason, inbound: nil, at: at)
        }
        let isProvider =
            try text("SELECT kind FROM route WHERE id = ?", [route]) == RouteDescription.Kind.provider.rawValue
        let open = try routes(of: judged.campaign)
        let hasOtherLine = open.contains { !$0.isProvider && $0.id != route }
        let provider = open.first { $0.isProvider }?.id
        let (tries, routesTried): (Int, Int) = (row["tries"] + 1, row["routes_tried"])
        var chance = FixedChance(fraction: jitter)
        let decision = RetryPolicy().decide(
            failure,
            history: RetryHistory(
                triesOnLine: tries,
                linesUsed: isProvider ? 0 : routesTried,
                // A test proves its own line and no other.
                hasOtherLine: hasOtherLine && !hasLeft && judged.origin != .test,
                hasProvider: judged.origin != .test && provider != nil && !hasLeft && !(row["was_offered"] as Bool)
                    && context.settings.hasFallback,
                isAtProvider: isProvider
            ),
            using: &chance
        )
        switch decision {
        case .sameLine(let after):
            try retry(judged, wanted: route, tries: tries, routesTried, at: at + after)
            try decide("retried", "again by \(try routeName(route)) at \(at + after)", message: message, at: at)
        case .otherLine:
            try retry(judged, wanted: 0, avoided: route, tries: 0, routesTried + 1, at: at)
            try decide("retried", "offered to the other lines", message: message, at: at)
        case .provider:
            let patience = context.settings.validity
            try run("UPDATE message SET was_offered = 1 WHERE id = ?", [message])
            try retry(judged, wanted: provider ?? 0, patience: patience, tries: 0, routesTried, at: at)
            try decide("retried", "offered to the provider", message: message, at: at)
        case .uncertain:
            return try uncertain(message, sequences, reason: reason, at: at)
        case .fail
        where failure.concernsRoute && !isProvider && judged.origin != .test
            && at - judged.createdAt < context.settings.validity:
            // The message is not to blame, and no other route can take it: it waits as if there were no line.
            let due = at + Self.routeRest
            try retry(judged, wanted: 0, tries: 0, routesTried, at: due)
            try decide("retried", "waits for a route that works, not before \(due)", message: message, at: at)
        case .fail:
            let state: MessageState = failure == .optedOut ? .suppressed : .failed
            let what = hasLeft ? "partly sent; \(reason)" : reason
            try end(message, as: state, reason: what, at: at)
            try enrollmentEnds(after: judged, as: state, reason: what, at: at)
            if failure == .permanentNumber, judged.origin != .test { try numberFailed(message, reason: reason, at: at) }
            if failure == .optedOut { try takeBackSuppressed(judged.number, at: at) }
        }
        if counted != nil, let campaign = judged.campaign { try tripBreaker(of: campaign, at: at) }
        return .done
    }

    /// Back into the queue. The wish for one route, or against one, ends with `patience`: a route that does not come back
    /// keeps nothing, and an only one is better than none.
    private func retry(
        _ message: JudgedMessage,
        wanted: RouteID,
        avoided: RouteID = 0,
        patience: Duration? = nil,
        tries: Int,
        _ routesTried: Int,
        at due: Timestamp
    ) throws {
        let end = message.origin == .test ? message.deadline : nil
        let until = (end ?? due + (patience ?? context.settings.stickyPatience)).milliseconds
        try run(
            """
            UPDATE message SET state = 'queued', claim = claim + 1, due_at = ?, wanted_route = ?, wanted_until = ?,
                avoided_route = ?, tries = ?, routes_tried = ?
            WHERE id = ?
            """,
            [due.milliseconds, wanted, until, avoided, tries, routesTried, message.id]
        )
        try bindIfBegun(message.id, at: due)
    }

    private static let refused = """
        SELECT \(JudgedMessage.columns), raced, tries, routes_tried, was_offered FROM message WHERE id = ?
        """
    private static let routeRest: Duration = .seconds(600)
}

/// A generator whose draws lie at one place between least and most. Each is one more than the last: a generator that
/// always says the same can be refused for ever.
struct FixedChance: RandomNumberGenerator {
    private var value: UInt64

    init(fraction: Double) {
        value = UInt64(min(max(fraction, 0), 0.999_999) * Double(UInt64.max))
    }

    mutating func next() -> UInt64 {
        defer { value &+= 1 }
        return value
    }
}
