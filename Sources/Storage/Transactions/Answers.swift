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
}
