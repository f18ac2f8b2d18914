public import Campaigns
import GRDB

/// What one round of planning did.
public struct Planned: Hashable, Sendable {
    /// Steps that became due and were queued or left out.
    public var steps: Int
    /// Long messages whose missing parts were given up.
    public var incomplete: Int
    /// When the next step is due or the next patience ends; `nil` when nothing waits.
    public var next: Timestamp?
}

extension Store {
    /// Queues the steps that are due, at most `most` of them, and hands on long messages that waited long enough.
    public func plan(at: Timestamp, most: Int = 200) async throws(StorageError) -> Planned {
        try await write { transaction in
            let due = try transaction.all(
                """
                SELECT id FROM enrollment WHERE state = 'active' AND queued = 0 AND due_at <= ?
                ORDER BY due_at, id LIMIT ?
                """,
                [at.milliseconds, most]
            )
            for row in due {
                try transaction.happened(.stepDue, to: row["id"], why: "", at: at)
            }
            let incomplete = try transaction.handOnIncomplete(at: at)
            let step = try transaction.moment(
                "SELECT MIN(due_at) FROM enrollment WHERE state = 'active' AND queued = 0"
            )
            let part = try transaction.moment("SELECT MIN(received_at) FROM part WHERE inbound_id IS NULL")
                .map { $0 + transaction.context.settings.partPatience }
            return Planned(
                steps: due.count,
                incomplete: incomplete,
                next: [step, part].compactMap(\.self).min()
            )
        }
    }
}
