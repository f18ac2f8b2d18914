public import Campaigns
import GRDB

extension Store {
    /// Every campaign with its figures, newest first.
    public func campaigns(at: Timestamp, _ situation: Situation) async throws(StorageError) -> [CampaignView] {
        try await read { transaction in
            let routes = try transaction.routeFacts(situation, at: at)
            return try transaction.all("SELECT * FROM campaign ORDER BY id DESC LIMIT 1000")
                .map { try transaction.campaignView($0, situation, routes, at: at) }
        }
    }

    public func campaign(
        _ name: String,
        at: Timestamp,
        _ situation: Situation
    ) async throws(StorageError) -> CampaignView {
        try await read { transaction in
            guard let row = try transaction.first("SELECT * FROM campaign WHERE name = ?", [name]) else {
                throw StorageError.notFound("campaign “\(name)”")
            }
            return try transaction.campaignView(
                row,
                situation,
                try transaction.routeFacts(situation, at: at),
                at: at
            )
        }
    }

    /// The contacts of a campaign, in the order in which they were enrolled.
    public func enrollments(of name: String, limit: Int) async throws(StorageError) -> [EnrollmentView] {
        try await read { transaction in
            guard let campaign = try transaction.number("SELECT id FROM campaign WHERE name = ?", [name]) else {
                throw StorageError.notFound("campaign “\(name)”")
            }
            let rows = try transaction.all(
                """
                SELECT enrollment.*, contact.name,
                    (SELECT MIN(due_at) FROM message WHERE message.enrollment_id = enrollment.id
                        AND message.state = 'queued') AS queued_for,
                    (SELECT COUNT(*) FROM message WHERE message.enrollment_id = enrollment.id
                        AND message.sent_at IS NOT NULL) AS steps_sent
                FROM enrollment JOIN contact ON contact.id = enrollment.contact_id
                WHERE campaign_id = ? ORDER BY enrollment.id LIMIT ?
                """,
                [campaign, limit]
            )
            return rows.map { row in
                EnrollmentView(
                    number: row["number"],
                    name: row["name"],
                    state: row["state"],
                    stepsSent: row["steps_sent"],
                    nextDueAt: row.moment("queued_for") ?? (row["awaits_delivery"] ? nil : row.moment("due_at")),
                    endedAt: row.moment("ended_at"),
                    reason: (row["reason"] as String?).map(Transaction.meaning(ofEnd:))
                        ?? Transaction.awaitedDelivery(row)
                )
            }
        }
    }
}

extension Transaction {
    fileprivate func campaignView(
        _ row: Row,
        _ situation: Situation,
        _ routes: [CampaignFacts.Route],
        at: Timestamp
    ) throws -> CampaignView {
        let id: Int64 = row["id"]
        let definition = try definition(of: id)
        let enrollments = try counts(
            "SELECT state, COUNT(*) AS count FROM enrollment WHERE campaign_id = ? GROUP BY state",
            id
        )
        let messages = try counts(
            "SELECT state, COUNT(*) AS count FROM message WHERE campaign_id = ? GROUP BY state",
            id
        )
        let audience = try audienceCounts(row, at: at)
        let activity = try activity(of: row, definition, situation, routes, at: at)
        let last = try lastEntry(of: .campaign(id))
        func number(_ sql: String) throws -> Int { Int(try self.number(sql, [id]) ?? 0) }
        var view = CampaignView(
            id: id,
            name: row["name"],
            state: row["state"],
            activity: "\(activity)",
            activityKind: activity.kind,
            activityUntil: activity.until,
            activityDetail: activity.detail,
            pauseKind: row["pause_kind"],
            version: row["version"],
            waitingVersion: try waitingVersion(of: id).map { Int($0) },
            steps: definition.steps.count,
            agent: definition.agent,
            createdAt: Timestamp(milliseconds: row["created_at"]),
            startedAt: row.moment("started_at"),
            audience: audience.people,
            audienceWithoutConsent: audience.withoutConsent,
            audienceSuppressed: audience.suppressed,
            audienceOtherwiseOut: audience.others,
            enrollments: enrollments,
            messages: messages,
            segmentsSent: Int(last?.ordinal ?? 0),
            spent: try spent(by: id),
            budget: definition.budget,
            replies: try number(
                """
                SELECT COUNT(DISTINCT number) FROM inbound WHERE campaign_id = ?
                    AND kind NOT IN ('optOut', 'optIn', 'help', 'wrongNumber', 'automatic')
                """
            ),
            optOuts: try number(
                """
                SELECT COUNT(*) FROM (
                    SELECT number FROM inbound WHERE campaign_id = ?1 AND kind = 'optOut'
                    UNION
                    SELECT number FROM enrollment WHERE campaign_id = ?1 AND state = 'optedOut'
                        AND reason IS NOT '\(SuppressionReason.wrongNumber.meaning.replacing("'", with: "''"))'
                )
                """
            ),
            goals: try goals(of: id)
        )
        view.currency = try text(
            """
            SELECT currency FROM segment WHERE (message_id, sequence) =
                (SELECT message_id, sequence FROM handover WHERE campaign_id = ? ORDER BY campaign_ordinal DESC LIMIT 1)
            """,
            [id]
        )
        return view
    }

    /// What an enrollment waits for, where that is a delivery.
    fileprivate static func awaitedDelivery(_ row: Row) -> String? {
        guard row["awaits_delivery"], let until = row.moment("due_at") else { return nil }
        return "step \((row["step"] as Int) + 1) waits until the message before it is delivered, at most until \(until)"
    }

    /// Earlier versions kept some ends by their names alone.
    static func meaning(ofEnd reason: String) -> String { EnrollmentEnd(rawValue: reason)?.meaning ?? reason }

    private func goals(of campaign: Int64) throws -> [String: Int] {
        let rows = try all(
            "SELECT name, COUNT(DISTINCT number) AS count FROM goal WHERE campaign_id = ? GROUP BY name LIMIT 100",
            [campaign]
        )
        return Dictionary(rows.map { ($0["name"], $0["count"]) }) { $0 + $1 }
    }

    private func counts(_ sql: String, _ id: Int64) throws -> [String: Int] {
        Dictionary(try all(sql, [id]).map { ($0["state"], $0["count"]) }) { $0 + $1 }
    }
}
