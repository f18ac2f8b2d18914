import Campaigns
import GRDB

extension Transaction {
    /// Ends every active enrollment of a number because it replied, and takes back what campaigns have queued for it,
    /// and what else is marketing.
    func halt(
        _ number: PhoneNumber,
        because part: Int64,
        seenAt: Timestamp,
        at: Timestamp,
        _ receipt: inout Receipt
    ) throws {
        guard !context.planted.contains(.halt) else { return }
        var enrollments = try all(
            "SELECT id FROM enrollment WHERE number = ? AND state IN ('pending', 'active', 'held') ORDER BY id",
            [number.e164]
        )
        var open = try all(
            """
            SELECT id, state FROM message
            WHERE number = ? AND state IN ('queued', 'claimed', 'submitting')
                AND (origin = 'campaign' OR category = 'marketing')
            ORDER BY id
            """,
            [number.e164]
        )
        if context.planted.contains(.haltOne) { (enrollments, open) = (enrollments.suffix(1), []) }
        for row in open {
            let raced = try takeBack(message: row["id"], in: row["state"], why: "the person replied", at: at)
            if raced { receipt.raced += 1 } else { receipt.cancelled += 1 }
        }
        for row in enrollments {
            try happened(.replied, to: row["id"], why: "the person replied", at: at)
            try tellReply(of: row["id"], by: number, at: at)
            try run(
                """
                INSERT INTO halt (campaign_id, enrollment_id, part_id, seen_at)
                SELECT campaign_id, id, ?, ? FROM enrollment WHERE id = ?
                """,
                [part, seenAt.milliseconds, row["id"] as Int64]
            )
            receipt.halted += 1
        }
    }

    private func tellReply(of enrollment: Int64, by number: PhoneNumber, at: Timestamp) throws {
        try record(.enrollmentReplied, at: at) {
            RepliedEvent(
                campaign: try text(
                    "SELECT name FROM campaign WHERE id = (SELECT campaign_id FROM enrollment WHERE id = ?)",
                    [enrollment]
                ) ?? "",
                number: number.e164,
                sent: Int(
                    try self.number(
                        "SELECT COUNT(*) FROM message WHERE enrollment_id = ? AND sent_at IS NOT NULL",
                        [enrollment]
                    ) ?? 0
                ),
                at: at
            )
        }
    }
}
