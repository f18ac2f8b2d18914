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

/// When a part that ended an enrollment was on the disk.
public struct HaltTime: Hashable, Sendable {
    public var part: Int64
    public var committedAt: Timestamp

    public init(part: Int64, committedAt: Timestamp) {
        self.part = part
        self.committedAt = committedAt
    }
}

extension Store {
    /// Queues the steps that are due, at most `most` of them, ends what is queued beyond its deadline, and hands on long
    /// messages that waited long enough. `halts` are written down on the way, so that they need no commit of their own.
    public func plan(at: Timestamp, halts: [HaltTime] = [], most: Int = 200) async throws(StorageError) -> Planned {
        try await write { transaction in
            for halt in halts {
                try transaction.run(
                    "INSERT INTO halt_commit (part_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    [halt.part, halt.committedAt.milliseconds]
                )
            }
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
            try transaction.expire(at: at)
            let incomplete = try transaction.handOnIncomplete(at: at)
            let step = try transaction.moment(
                "SELECT MIN(due_at) FROM enrollment WHERE state = 'active' AND queued = 0"
            )
            let part = try transaction.nextIncomplete()
            let deadline = try transaction.moment(
                "SELECT MIN(deadline) FROM message WHERE state = 'queued' AND deadline IS NOT NULL"
            )
            return Planned(
                steps: due.count,
                incomplete: incomplete,
                next: [step, part, deadline].compactMap(\.self).min()
            )
        }
    }
}

extension Transaction {
    /// Ends what is queued beyond its deadline, also where no route is there to find out.
    fileprivate func expire(at: Timestamp) throws {
        let late = try all(
            """
            SELECT \(JudgedMessage.columns) FROM message WHERE state = 'queued' AND deadline IS NOT NULL AND deadline <= ?
            ORDER BY deadline, id LIMIT 200
            """,
            [at.milliseconds]
        )
        for row in late {
            guard let message = JudgedMessage(row), let deadline = message.deadline else { continue }
            let hasLeft = try exists(
                "SELECT 1 FROM segment WHERE message_id = ? AND state IN ('accepted', 'uncertain')",
                [message.id]
            )
            let reason =
                hasLeft ? "partly sent; its line did not come back by \(deadline)" : "its deadline \(deadline) passed"
            try end(message.id, as: .expired, reason: reason, at: at)
            try enrollmentEnds(after: message, as: .expired, reason: reason, at: at)
        }
    }
}
