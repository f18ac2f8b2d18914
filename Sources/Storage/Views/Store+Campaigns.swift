public import Campaigns
import GRDB

extension Store {
    /// Every campaign with its figures, newest first.
    public func campaigns(at: Timestamp, hasRoute: Bool) async throws(StorageError) -> [CampaignView] {
        try await read { transaction in
            try transaction.all("SELECT * FROM campaign ORDER BY id DESC LIMIT 1000")
                .map { try transaction.campaignView($0, at: at, hasRoute: hasRoute) }
        }
    }

    public func campaign(_ name: String, at: Timestamp, hasRoute: Bool) async throws(StorageError) -> CampaignView {
        try await read { transaction in
            guard let row = try transaction.first("SELECT * FROM campaign WHERE name = ?", [name]) else {
                throw StorageError.notFound("campaign “\(name)”")
            }
            return try transaction.campaignView(row, at: at, hasRoute: hasRoute)
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
                    nextDueAt: row.moment("queued_for") ?? row.moment("due_at"),
                    endedAt: row.moment("ended_at"),
                    reason: row["reason"]
                )
            }
        }
    }
}

extension Transaction {
    fileprivate func campaignView(_ row: Row, at: Timestamp, hasRoute: Bool) throws -> CampaignView {
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
        func number(_ sql: String) throws -> Int { Int(try self.number(sql, [id]) ?? 0) }
        return CampaignView(
            id: id,
            name: row["name"],
            state: row["state"],
            activity: try activity(of: row, at: at, hasRoute: hasRoute),
            steps: definition.steps.count,
            agent: definition.agent,
            createdAt: Timestamp(milliseconds: row["created_at"]),
            startedAt: row.moment("started_at"),
            audience: audience.people,
            audienceWithoutConsent: audience.withoutConsent,
            audienceSuppressed: audience.suppressed,
            enrollments: enrollments,
            messages: messages,
            segmentsSent: try number("SELECT COUNT(*) FROM handover WHERE campaign_id = ?"),
            replies: try number(
                "SELECT COUNT(DISTINCT number) FROM inbound WHERE campaign_id = ? AND kind NOT IN ('optOut', 'automatic')"
            ),
            optOuts: enrollments[EnrollmentState.optedOut.rawValue] ?? 0
        )
    }

    private func counts(_ sql: String, _ id: Int64) throws -> [String: Int] {
        Dictionary(try all(sql, [id]).map { ($0["state"], $0["count"]) }) { $0 + $1 }
    }

    /// What a campaign is doing now, in words.
    private func activity(of row: Row, at: Timestamp, hasRoute: Bool) throws -> String {
        guard row["state"] == CampaignState.running.rawValue else { return row["state"] }
        let id: Int64 = row["id"]
        if !hasRoute { return "no route: no modem is ready and no provider may take over" }
        if let until = row.moment("hold_until"), until > at, let reason = row["hold_reason"] as String? {
            return "waiting until \(until): \(reason)"
        }
        if try exists("SELECT 1 FROM message WHERE campaign_id = ? AND state IN ('claimed', 'submitting')", [id]) {
            return "sending"
        }
        let queued = try moment(
            "SELECT MIN(due_at) FROM message WHERE campaign_id = ? AND state = 'queued'",
            [id]
        )
        if let queued {
            if queued <= at { return "throttled: waiting for a line that is within its limits" }
            return try isWindowClosed(of: id, at: at)
                ? "waiting until \(queued): the window is closed" : "waiting until \(queued)"
        }
        let step = try moment(
            "SELECT MIN(due_at) FROM enrollment WHERE campaign_id = ? AND state = 'active' AND queued = 0",
            [id]
        )
        guard let step else { return "finishing" }
        return step <= at ? "queueing the steps that are due" : "waiting: the next step is due at \(step)"
    }

    /// Whether one window counts for the whole campaign, and is closed.
    private func isWindowClosed(of campaign: Int64, at: Timestamp) throws -> Bool {
        let definition = try definition(of: campaign)
        guard definition.hasOneWindow, let zone = try? zone(of: definition.window, for: "") else { return false }
        return !definition.window.window.isOpen(at: at, zone: zone)
    }
}
