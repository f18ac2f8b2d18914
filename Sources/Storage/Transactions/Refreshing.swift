import Campaigns
import GRDB
import SMS

/// Carries an edit to what waits: messages in the queue, and enrollments that wait for their next step.
extension Transaction {
    /// How much one round does, so that the writer is soon free for others.
    private static let round = 300

    /// Does one round. Answers whether there is more to do.
    func refreshCampaigns(at: Timestamp) throws -> Bool {
        guard
            let row = try first(
                """
                SELECT id, refreshed_message, refreshed_enrollment FROM campaign
                WHERE refreshed_message IS NOT NULL OR refreshed_enrollment IS NOT NULL ORDER BY id LIMIT 1
                """
            )
        else { return false }
        let campaign: Int64 = row["id"]
        if let last = row["refreshed_message"] as Int64? {
            let messages = try all(
                "SELECT id FROM message WHERE campaign_id = ? AND state = 'queued' AND id > ? ORDER BY id LIMIT ?",
                [campaign, last, Self.round]
            )
            .map { $0["id"] as Int64 }
            for message in messages { try refresh(message, at: at) }
            let next = messages.count < Self.round ? nil : messages.last
            try run("UPDATE campaign SET refreshed_message = ? WHERE id = ?", [next, campaign])
        } else if let last = row["refreshed_enrollment"] as Int64? {
            let enrollments = try all(
                """
                SELECT id, step FROM enrollment WHERE campaign_id = ? AND id > ?
                    AND state IN ('pending', 'active', 'held') AND state != 'pending' AND queued = 0
                ORDER BY id LIMIT ?
                """,
                [campaign, last, Self.round]
            )
            for enrollment in enrollments { try reschedule(enrollment, of: campaign, at: at) }
            let next = enrollments.count < Self.round ? nil : enrollments.last?["id"] as Int64?
            try run("UPDATE campaign SET refreshed_enrollment = ? WHERE id = ?", [next, campaign])
        }
        return try exists(
            "SELECT 1 FROM campaign WHERE refreshed_message IS NOT NULL OR refreshed_enrollment IS NOT NULL"
        )
    }

    /// The SQL of whether a queued message was written by an earlier version than the one that counts.
    static let isOutdated = """
        EXISTS (SELECT 1 FROM campaign WHERE campaign.id = message.campaign_id AND refreshed_message IS NOT NULL
            AND COALESCE(message.version, 1) != campaign.version)
        """

    /// Writes a queued message anew by the version of its campaign that counts now. Nothing of it has left: a step of
    /// which anything left is frozen.
    func refresh(_ message: Int64, at: Timestamp) throws {
        guard
            let row = try first(
                """
                SELECT message.text, message.step, message.number, message.version, message.tries, message.campaign_id,
                    message.enrollment_id, message.due_at, message.wanted_route, enrollment.contact_id, enrollment.due_at AS planned
                FROM message JOIN enrollment ON enrollment.id = message.enrollment_id
                WHERE message.id = ? AND message.state = 'queued'
                """,
                [message]
            )
        else { return }
        let (campaign, enrollment): (Int64, Int64) = (row["campaign_id"], row["enrollment_id"])
        let version = try version(of: campaign)
        guard (row["version"] as Int?) ?? 1 != version, try !hasLeft(message) else { return }
        let definition = try definition(of: campaign)
        let step: Int = row["step"]
        guard step < definition.steps.count else {
            let why = "version \(version) has no step \(step + 1)"
            try end(message, as: .cancelled, reason: why, at: at)
            return try happened(.edited(since: at), to: enrollment, why: why, at: at)
        }
        let text: String
        do {
            text = try self.text(
                ofStep: step,
                of: definition,
                for: row["number"],
                fields: try templateFields(ofEnrollment: enrollment, contact: row["contact_id"]),
                enrollment: enrollment
            )
            try checkLength(of: text)
        } catch {
            let why = "step \(step + 1), version \(version): \(error)"
            let event = Self.event(after: error)
            let isLeftOut = event == .fieldMissing && definition.missing == .skip
            try end(message, as: isLeftOut ? .cancelled : .failed, reason: why, at: at)
            return try happened(event, to: enrollment, why: why, at: at)
        }
        let wanted: RouteID = row["wanted_route"]
        if wanted != 0, try !goes(campaign, by: wanted) {
            try run("UPDATE message SET wanted_route = 0, wanted_until = NULL WHERE id = ?", [message])
        }
        if text != row["text"] { try rewrite(message, text, by: version, at: at) }
        try note(variant: definition.variant(ofStep: step, number: row["number"]), on: message)
        let schedule = schedule(
            step,
            of: definition,
            for: row["number"],
            notBefore: row.moment("planned") ?? at,
            at: at
        )
        // What waits for its next try goes on to do so.
        let due = (row["tries"] as Int) > 0 ? Timestamp(milliseconds: row["due_at"]) : schedule.opens
        try run(
            "UPDATE message SET version = ?, due_at = ?, deadline = ?, validity_seconds = ? WHERE id = ?",
            [version, due.milliseconds, schedule.deadline?.milliseconds, definition.validitySeconds, message]
        )
    }

    /// Which of the step's texts it is.
    func note(variant: Int?, on message: Int64) throws {
        try run("UPDATE message SET variant = ? WHERE id = ?", [variant.map { CampaignVariant.name($0) }, message])
    }

    private func rewrite(_ message: Int64, _ text: String, by version: Int, at: Timestamp) throws {
        let preview = Segmentation.preview(text)
        try run("DELETE FROM segment WHERE message_id = ?", [message])
        try addSegments(preview.segments, to: message)
        try run(
            "UPDATE message SET text = ?, encoding = ?, segments = ? WHERE id = ?",
            [text, preview.encoding.rawValue, preview.segments, message]
        )
        try decide("rewritten", "by version \(version) of its campaign", message: message, at: at)
    }

    /// Counts anew when the next step is due.
    private func reschedule(_ enrollment: Row, of campaign: Int64, at: Timestamp) throws {
        let (id, step): (Int64, Int) = (enrollment["id"], enrollment["step"])
        let since =
            step == 0
            ? try moment(
                """
                SELECT COALESCE(began_at, started_at) FROM enrollment JOIN campaign ON campaign.id = campaign_id
                WHERE enrollment.id = ?
                """,
                [id]
            )
            : try moment(
                """
                SELECT MAX(sent_at, COALESCE(began_at, 0)) FROM message
                    JOIN enrollment ON enrollment.id = enrollment_id
                WHERE enrollment_id = ? AND message.step = ? AND sent_at IS NOT NULL ORDER BY message.epoch DESC
                """,
                [id, step - 1]
            )
        guard let since else { return }
        try happened(.edited(since: since), to: id, why: "", at: at)
    }
}
