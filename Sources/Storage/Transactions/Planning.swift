public import Campaigns
import GRDB

/// What one round of planning did.
public struct Planned: Hashable, Sendable {
    /// Steps that became due and were queued or left out.
    public var steps: Int
    /// Long messages whose missing parts were given up.
    public var incomplete: Int
    /// Parts that were stored without their place in a longer message, handed on as they are.
    public var damaged: Int
    /// Conversations whose owner changed, or that were told to wait, since a time was over.
    public var tended: Int
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
            for row in due { try transaction.stepIsDue(row["id"], at: at) }
            try transaction.expire(at: at)
            let hasMore = try [
                transaction.goOnEnrolling(at: at), transaction.refreshCampaigns(at: at),
                transaction.sweepCampaigns(at: at),
            ].contains(true)
            let lastDay = try transaction.endLiveAudiences(at: at)
            let incomplete = try transaction.handOnIncomplete(at: at)
            let damaged = try transaction.handOnDamaged(at: at)
            let tended = try transaction.tendConversations(at: at)
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
                damaged: damaged,
                tended: tended,
                next: [step, part, deadline, lastDay, hasMore ? at : nil, try transaction.nextTending()]
                    .compactMap(\.self).min()
            )
        }
    }
}

extension Transaction {
    /// A pause or a cancellation may not have been carried to the enrollment yet.
    fileprivate func stepIsDue(_ enrollment: Int64, at: Timestamp) throws {
        let state = try text(
            """
            SELECT campaign.state FROM enrollment JOIN campaign ON campaign.id = enrollment.campaign_id
            WHERE enrollment.id = ?
            """,
            [enrollment]
        )
        switch state.flatMap(CampaignState.init(rawValue:)) {
        case .running: try happened(.stepDue, to: enrollment, why: "", at: at)
        case .paused: try happened(.paused, to: enrollment, why: "", at: at)
        default: try happened(.cancelled, to: enrollment, why: "the campaign was cancelled", at: at)
        }
    }

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
            let reason =
                try hasLeft(message.id)
                ? "partly sent; its line did not come back by \(deadline)"
                : "its deadline \(deadline) passed"
            try end(message.id, as: .expired, reason: reason, at: at)
            try enrollmentEnds(after: message, as: .expired, reason: reason, at: at)
        }
    }
}
