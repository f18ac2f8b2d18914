import Campaigns
import GRDB

/// Steps that are due only once the message before them was delivered.
extension Transaction {
    /// Tells an enrollment what became of the message before its step, where that is known already.
    func lookForDelivery(before enrollment: Int64, at: Timestamp) throws {
        guard let last = try lastMessage(of: enrollment) else {
            return try happened(.undelivered, to: enrollment, why: "no message left before the step", at: at)
        }
        switch MessageState(rawValue: last["state"]) {
        case .delivered:
            // Counted from the delivery, also where that is looked up later; put back, from then on.
            let times = [last.moment("final_at"), last.moment("began_at")].compactMap(\.self)
            try happened(.delivered, to: enrollment, why: "", at: times.max() ?? at)
        case .undelivered, .failed:
            let reason: String? = last["reason"]
            try happened(.undelivered, to: enrollment, why: Self.undelivered(reason), at: at)
        default: break
        }
    }

    /// A message was reported as delivered or not: the step after it may wait for that.
    func tellDelivery(of message: Int64, as state: MessageState, reason: String, at: Timestamp) throws {
        guard
            let row = try first(
                """
                SELECT enrollment.id FROM message JOIN enrollment ON enrollment.id = message.enrollment_id
                WHERE message.id = ? AND awaits_delivery = 1
                """,
                [message]
            ), try lastMessage(of: row["id"])?["id"] as Int64? == message
        else { return }
        switch state {
        case .delivered: try happened(.delivered, to: row["id"], why: "", at: at)
        case .undelivered: try happened(.undelivered, to: row["id"], why: Self.undelivered(reason), at: at)
        default: break
        }
    }

    /// The last one of which something left, or that was given up.
    private func lastMessage(of enrollment: Int64) throws -> Row? {
        try first(
            """
            SELECT message.id, message.state, message.reason, message.final_at, began_at
            FROM message JOIN enrollment ON enrollment.id = enrollment_id
            WHERE enrollment_id = ?1 AND message.step < enrollment.step AND (message.state = 'failed' OR EXISTS (
                SELECT 1 FROM segment WHERE message_id = message.id AND segment.state IN ('accepted', 'uncertain', 'submitting')
            ))
            ORDER BY message.step DESC, message.epoch DESC LIMIT 1
            """,
            [enrollment]
        )
    }

    private static func undelivered(_ reason: String?) -> String {
        EnrollmentEnd.undelivered.meaning + (reason.map { ": \($0)" } ?? "")
    }
}
