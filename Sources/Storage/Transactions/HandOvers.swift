public import Campaigns
import GRDB

extension Store {
    /// The last check before the first octet of a segment, and its durable mark, in one transaction.
    public func handOver(
        _ message: ClaimedMessage,
        sequence: Int,
        on terms: RouteTerms,
        at: Timestamp
    ) async throws(StorageError) -> HandOver {
        try await write { transaction in
            try transaction.handOver(message, sequences: [sequence], on: terms, at: at)
        }
    }

    /// The same for a provider, which takes all segments of a message at once.
    public func handOver(
        _ message: ClaimedMessage,
        on terms: RouteTerms,
        at: Timestamp
    ) async throws(StorageError) -> HandOver {
        try await write { transaction in
            try transaction.handOver(message, sequences: message.pending, on: terms, at: at)
        }
    }
}

extension Transaction {
    func handOver(
        _ message: ClaimedMessage,
        sequences: [Int],
        on terms: RouteTerms,
        at: Timestamp
    ) throws -> HandOver {
        guard let row = try first(Self.handedOver, [message.id]), let judged = JudgedMessage(row)
        else { return .stop(reason: "the message is gone") }
        let (state, claim, isOnItsWay) = (
            judged.state, row[JudgedMessage.next] as Int64, row[JudgedMessage.next + 1] as Bool
        )
        guard claim == message.claim, state == .claimed || state == .submitting else {
            return .stop(reason: (row[JudgedMessage.next + 2] as String?) ?? "the message is \(state.rawValue)")
        }
        guard !isOnItsWay || context.planted.contains(.twice) else {
            throw StorageError.conflict("a segment of message \(message.id) was handed over before and has no answer")
        }
        let closing: Timestamp?
        let rest = terms.takesWhole ? sequences.count : message.pending.filter { $0 >= sequences.min() ?? 1 }.count
        switch try judge(judged, segments: max(rest, 1), on: terms, at: at) {
        case .go(let end):
            closing = end
        case .hold(let until, let reason, let keeps):
            // Between two segments a moment is waited for; else it goes back to the queue, and the route is free for
            // what may leave now.
            if keeps == .route, until - at <= Self.shortWait {
                try decide("held", "\(reason); next at \(until)", message: message.id, at: at)
                return .wait(until: until, reason: reason)
            }
            try run(
                "UPDATE message SET state = 'queued', claim = claim + 1, due_at = MAX(due_at, ?) WHERE id = ?",
                [keeps == .route ? at.milliseconds : until.milliseconds, message.id]
            )
            try bindIfBegun(message.id, at: max(at, until))
            try decide("held", "\(reason); next at \(until)", message: message.id, at: at)
            return .stop(reason: reason)
        case .end(let next, let reason):
            try end(message.id, as: next, reason: reason, at: at)
            try enrollmentEnds(after: judged, as: next, reason: reason, at: at)
            return .stop(reason: reason)
        case .over(let end, let reason):
            try self.end(message.id, as: .expired, reason: reason, at: at)
            try enrollmentIsOver(after: judged, end, reason: reason, at: at)
            return .stop(reason: reason)
        case .pause(let reason):
            if let campaign = judged.campaign { try pauseCampaign(campaign, reason, at: at) }
            try release(message.id, at: at, reason: reason.text)
            return .stop(reason: reason.text)
        }
        try mark(judged, sequences, on: terms, at: at)
        return .go(validity: validity(of: judged, closing: closing, at: at))
    }

    private static let handedOver = """
        SELECT \(JudgedMessage.columns), claim,
            EXISTS (SELECT 1 FROM segment WHERE message_id = message.id AND state = 'submitting'), reason
        FROM message WHERE id = ?
        """
    private static let shortWait: Duration = .seconds(10)

    private func mark(_ message: JudgedMessage, _ sequences: [Int], on terms: RouteTerms, at: Timestamp) throws {
        // A clock that was set back must not make a hand-over look older than the one before it.
        let counted = max(at, try newestHandOver() ?? at)
        let nothing = Entry(ordinal: 0, spent: 0, at: counted)
        var own = try lastEntry(of: .route(terms.route)) ?? nothing
        var all = try message.campaign.map { try lastEntry(of: .campaign($0)) ?? nothing }
        context.slack.handedOver(sequences.count, by: terms.route, for: message.campaign, at: counted)
        var leads = message.origin.countsForRecipient && !message.hasBegun
        for sequence in sequences {
            let changed = try run(
                """
                UPDATE segment SET state = 'submitting', route_id = ?, handed_over_at = ?, price = ?, currency = ?
                WHERE message_id = ? AND sequence = ? AND state = 'pending'
                """,
                [
                    terms.route, at.milliseconds, terms.tariff?.amount.thousandths, terms.tariff?.currency, message.id,
                    sequence,
                ]
            )
            guard changed == 1 || context.planted.contains(.twice) else {
                throw StorageError.conflict("segment \(sequence) of message \(message.id) was handed over before")
            }
            own.add(terms.price)
            all?.add(terms.price)
            try run(
                """
                INSERT INTO handover (id, message_id, sequence, route_id, campaign_id, number, price, at, leading,
                    route_ordinal, route_spent, campaign_ordinal, campaign_spent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    try nextHandOver(), message.id, sequence, terms.route, message.campaign, message.number,
                    terms.price,
                    counted.milliseconds, leads, own.ordinal, own.spent, all?.ordinal, all?.spent ?? 0,
                ]
            )
            leads = false
            context.notes.handedOver(
                HighWaterMark(handOver: database.lastInsertedRowID, at: counted, moved: try moved())
            )
        }
        try run("UPDATE message SET state = 'submitting', route_id = ? WHERE id = ?", [terms.route, message.id])
        if let campaign = message.campaign { try noteStepSent(by: message.id, of: campaign) }
        let what =
            sequences.count == message.segments
            ? (message.segments == 1 ? "the message" : "all \(message.segments) segments")
            : "segment \(sequences.map(String.init).joined(separator: ", ")) of \(message.segments)"
        try decide("handedOver", "\(what), by \(try routeName(terms.route))", message: message.id, at: at)
    }

    /// How long the network may try: never beyond the window, nor beyond the message's own deadline.
    private func validity(of message: JudgedMessage, closing: Timestamp?, at: Timestamp) -> Duration {
        var validity = message.validitySeconds.map { .seconds($0) } ?? context.settings.validity
        if let closing { validity = min(validity, closing - at) }
        if let deadline = message.deadline { validity = min(validity, deadline - at) }
        return max(validity, Self.shortestValidity)
    }
}
