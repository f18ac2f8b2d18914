public import Campaigns
import GRDB

extension Store {
    /// Writes down what a line said of a segment, and decides what is left to do.
    public func answered(
        _ message: ClaimedMessage,
        sequence: Int,
        on route: RouteID,
        _ answer: SegmentAnswer,
        at: Timestamp
    ) async throws(StorageError) -> AfterAnswer {
        try await answered(message, sequence: sequence, on: route, answer, next: nil, at: at).after
    }

    /// The same, and gives a line that is done with the message its next one, in one transaction. If that fails nothing of
    /// the answer is stored either: it has to be told again without `next`.
    public func answered(
        _ message: ClaimedMessage,
        sequence: Int,
        on route: RouteID,
        _ answer: SegmentAnswer,
        next terms: RouteTerms?,
        at: Timestamp
    ) async throws(StorageError) -> (after: AfterAnswer, next: ClaimedMessage?) {
        try await write { transaction in
            let after =
                switch answer {
                case .accepted(let reference):
                    try transaction.accepted(message.id, sequence, reference: reference, at: at)
                case .refused(let failure, let reason, let jitter):
                    try transaction.refused(message.id, [sequence], failure, reason, jitter: jitter, on: route, at: at)
                case .uncertain(let reason):
                    try transaction.uncertain(message.id, [sequence], reason: reason, at: at)
                }
            guard after == .done, let terms,
                case .message(let next) = try transaction.claim(terms, follows: true, at: at)
            else {
                return (after, nil)
            }
            return (after, next)
        }
    }

    /// Writes down what a provider said of a message.
    public func answered(
        _ message: ClaimedMessage,
        by route: RouteID,
        _ answer: ProviderAnswer,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            switch answer {
            case .accepted(let id, _):
                try transaction.run(
                    "UPDATE message SET provider_reference = ? WHERE id = ?",
                    [id, message.id]
                )
                for sequence in message.pending {
                    _ = try transaction.accepted(message.id, sequence, reference: nil, at: at)
                }
            case .refused(let failure, let reason, let jitter):
                _ = try transaction.refused(
                    message.id,
                    message.pending,
                    failure,
                    reason,
                    jitter: jitter,
                    on: route,
                    at: at
                )
            case .uncertain(let reason):
                _ = try transaction.uncertain(message.id, message.pending, reason: reason, at: at)
            }
        }
    }

    /// What a modem said of a segment whose time was over.
    public func answeredLate(
        message: Int64,
        sequence: Int,
        reference: Int?,
        accepted: Bool,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            guard accepted else {
                try transaction.decide("refused", "the modem's late answer", message: message, at: at)
                return
            }
            try transaction.settle(message, sequence, reference: reference, why: "the modem's late answer", at: at)
        }
    }

    /// Puts right what the last life of the daemon left: what was handed over and not answered is uncertain, what was
    /// claimed and not handed over goes back to the queue. Returns how many messages are uncertain now.
    public func recover(at: Timestamp) async throws(StorageError) -> Int {
        try await write { transaction in try transaction.recover(at: at) }
    }

    /// When the last decision was written down; `nil` in a new database.
    public func latestDecision() async throws(StorageError) -> Timestamp? {
        try await read { transaction in
            try transaction.moment("SELECT at FROM decision ORDER BY id DESC LIMIT 1")
        }
    }

    /// How many segments were handed over and have no answer yet.
    public func segmentsInFlight() async throws(StorageError) -> Int {
        try await read { transaction in
            Int(try transaction.number("SELECT COUNT(*) FROM segment WHERE state = 'submitting'") ?? 0)
        }
    }

    /// Marks everything that still has no answer as uncertain, as the daemon stops.
    public func stop(at: Timestamp) async throws(StorageError) -> Int {
        try await recover(at: at)
    }
}

extension Transaction {
    func accepted(_ message: Int64, _ sequence: Int, reference: Int?, at: Timestamp) throws -> AfterAnswer {
        let changed = try run(
            """
            UPDATE segment SET state = 'accepted', reference = ?, answered_at = ?
            WHERE message_id = ? AND sequence = ? AND state IN ('submitting', 'uncertain')
            """,
            [reference, at.milliseconds, message, sequence]
        )
        guard changed > 0 else { return .done }
        try decide(
            "accepted",
            "segment \(sequence)" + (reference.map { ", reference \($0)" } ?? ", no reference given"),
            message: message,
            at: at
        )
        guard
            let row = try first(
                """
                SELECT message.state, segments, enrollment_id, number, segment.route_id, handed_over_at
                FROM message JOIN segment ON message_id = message.id WHERE message.id = ? AND sequence = ?
                """,
                [message, sequence]
            ), let state = MessageState(rawValue: row[0])
        else { return .done }
        let after: AfterAnswer
        if row[1] == 1, state == .submitting || state == .uncertain {
            try finish(message, in: state, as: .sent, reason: nil, enrollment: row[2], at: at)
            after = .done
        } else {
            after = try settleMessage(message, in: state, enrollment: row[2], at: at)
        }
        if let reference {
            let (route, since): (RouteID, Int64) = (row[4], row[5])
            try applyEarlyReports(
                message,
                sequence,
                reference: reference,
                of: row[3],
                by: route,
                since: since,
                at: at
            )
        }
        return after
    }

    /// Looks at all segments of a message that is on its way and moves it on.
    private func settleMessage(
        _ message: Int64,
        in state: MessageState,
        enrollment: Int64?,
        at: Timestamp
    ) throws -> AfterAnswer {
        guard
            let row = try first(
                """
                SELECT SUM(state = 'accepted') AS accepted, SUM(state = 'pending') AS pending,
                    SUM(state = 'submitting') AS submitting, SUM(state = 'uncertain') AS uncertain, COUNT(*) AS total
                FROM segment WHERE message_id = ?
                """,
                [message]
            )
        else { return .done }
        let (accepted, total): (Int, Int) = (row["accepted"], row["total"])
        if row["submitting"] as Int > 0 { return .goOn }
        if row["pending"] as Int > 0 { return state == .submitting ? .goOn : .done }
        guard state == .submitting || state == .uncertain else { return .done }
        if row["uncertain"] as Int > 0 { return .done }
        if accepted == total {
            try finish(message, in: state, as: .sent, reason: nil, enrollment: enrollment, at: at)
        } else {
            let reason = "partly sent: \(accepted) of \(total) segments"
            try finish(message, in: state, as: .cancelled, reason: reason, enrollment: enrollment, at: at)
        }
        return .done
    }

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

    func uncertain(_ message: Int64, _ sequences: [Int], reason: String, at: Timestamp) throws -> AfterAnswer {
        if context.planted.contains(.twice) {
            return try resend(message, sequences, at: at)
        }
        for sequence in sequences {
            try run(
                """
                UPDATE segment SET state = 'uncertain', answered_at = ?
                WHERE message_id = ? AND sequence = ? AND state = 'submitting'
                """,
                [at.milliseconds, message, sequence]
            )
        }
        try run("UPDATE segment SET state = 'cancelled' WHERE message_id = ? AND state = 'pending'", [message])
        guard let row = try first("SELECT state, enrollment_id FROM message WHERE id = ?", [message]),
            let state = MessageState(rawValue: row["state"])
        else { return .done }
        try finish(message, in: state, as: .uncertain, reason: reason, enrollment: row["enrollment_id"], at: at)
        return .done
    }

    /// What a daemon without promise 4 would do: forget that the segment left.
    private func resend(_ message: Int64, _ sequences: [Int], at: Timestamp) throws -> AfterAnswer {
        try run(
            "UPDATE segment SET state = 'pending' WHERE message_id = ? AND state IN ('submitting', 'uncertain')",
            [message]
        )
        try run(
            "UPDATE message SET state = 'queued', claim = claim + 1, due_at = ? WHERE id = ?",
            [at.milliseconds, message]
        )
        return .done
    }

    /// An uncertain segment turned out to have left.
    func settle(_ message: Int64, _ sequence: Int, reference: Int?, why: String, at: Timestamp) throws {
        let changed = try run(
            """
            UPDATE segment SET state = 'accepted', reference = COALESCE(?, reference), answered_at = ?
            WHERE message_id = ? AND sequence = ? AND state = 'uncertain'
            """,
            [reference, at.milliseconds, message, sequence]
        )
        guard changed > 0 else { return }
        try decide("settled", "segment \(sequence) had left: \(why)", message: message, at: at)
        let open = try exists(
            "SELECT 1 FROM segment WHERE message_id = ? AND state != 'accepted'",
            [message]
        )
        if !open, try state(of: message) == .uncertain {
            try run("UPDATE message SET state = 'sent', sent_at = ? WHERE id = ?", [at.milliseconds, message])
            try tell(.sent, of: message, reason: why, at: at)
        }
    }

    /// Ends a message whose segments are all answered, and moves its enrollment on.
    private func finish(
        _ message: Int64,
        in state: MessageState,
        as next: MessageState,
        reason: String?,
        enrollment: Int64?,
        at: Timestamp
    ) throws {
        guard state.canBecome(next) else { return }
        try run(
            """
            UPDATE message SET state = ?, reason = COALESCE(?, reason), claim = claim + 1,
                sent_at = CASE WHEN ? THEN ? ELSE sent_at END, final_at = ?
            WHERE id = ?
            """,
            [next.rawValue, reason, next == .sent, at.milliseconds, at.milliseconds, message]
        )
        try decide(next.rawValue, reason ?? "every segment is accepted", message: message, at: at)
        try tell(next, of: message, reason: reason, at: at)
        if let enrollment, next == .sent || next == .uncertain, try isOfItsEpoch(message) {
            try happened(.stepSent, to: enrollment, why: "", at: at)
        }
    }

    func recover(at: Timestamp) throws -> Int {
        try endFuture(at: at)
        if context.planted.contains(.refill) { try run("UPDATE handover SET at = 0 WHERE at > 0") }
        let lost = try all(
            "SELECT DISTINCT message_id FROM segment WHERE state = 'submitting' ORDER BY message_id"
        )
        for row in lost {
            let message: Int64 = row["message_id"]
            let sequences = try all(
                "SELECT sequence FROM segment WHERE message_id = ? AND state = 'submitting'",
                [message]
            )
            if context.planted.contains(.trust) {
                for row in sequences { _ = try accepted(message, row["sequence"], reference: nil, at: at) }
                continue
            }
            _ = try uncertain(
                message,
                sequences.map { $0["sequence"] },
                reason: "the daemon ended between hand-over and answer",
                at: at
            )
        }
        if context.planted.contains(.forget) { return lost.count }
        // Before the first segment, or between two: what is accepted stays, the rest goes on by the same line.
        let claimed = try all("SELECT id FROM message WHERE state IN ('claimed', 'submitting') ORDER BY id")
        for row in claimed {
            try release(row["id"], at: at, reason: "the daemon ended before it was handed over")
        }
        return lost.count
    }
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
