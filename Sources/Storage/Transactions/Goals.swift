public import Campaigns
import GRDB

/// A goal that a contact reached.
public struct GoalView: Hashable, Sendable, Codable {
    public var id: Int64
    public var number: String
    public var name: String
    public var value: Amount?
    /// To which it is credited.
    public var campaign: String?
    /// An agent's name, or who reported it.
    public var source: String
    public var at: Timestamp
    /// Whether it ended the contact's way through the campaign.
    public var ended: Bool

    public init(
        id: Int64,
        number: String,
        name: String,
        value: Amount?,
        campaign: String?,
        source: String,
        at: Timestamp,
        ended: Bool
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.value = value
        self.campaign = campaign
        self.source = source
        self.at = at
        self.ended = ended
    }
}

extension Store {
    /// Writes down that a contact reached a goal: of the campaign that is named, else of the one that it is on its way
    /// through, else of the one that wrote to it last. It ends the contact's way through that campaign.
    public func reach(
        _ goal: Goal,
        by number: PhoneNumber,
        campaign: String? = nil,
        source: String,
        actor: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> GoalView {
        try await write { transaction in
            var id: Int64?
            if let campaign {
                let named: Int64 = try transaction.campaign(campaign)["id"]
                guard
                    try transaction.exists(
                        "SELECT 1 FROM enrollment WHERE campaign_id = ? AND number = ?",
                        [named, number.e164]
                    )
                else { throw StorageError.notFound("contact \(number.masked) in campaign “\(campaign)”") }
                id = named
            }
            let view = try transaction.reach(goal, by: number, of: id, source: source, at: at)
            let credited = try view.campaign.map { try transaction.campaign($0)["id"] as Int64 }
            let value = goal.value.map { ", \($0)" } ?? ""
            try transaction.note(
                .goal,
                by: actor,
                campaign: credited,
                number: number.e164,
                after: goal.name + value,
                at: at
            )
            return view
        }
    }

    /// The goals that were reached, newest first.
    public func goals(of campaign: String?, limit: Int) async throws(StorageError) -> [GoalView] {
        try await read { transaction in
            let id: Int64? = try campaign.map { try transaction.campaign($0)["id"] }
            return try transaction.all(
                """
                SELECT goal.*, campaign.name AS campaign,
                    COALESCE(enrollment.state = 'completed' AND enrollment.ended_at = goal.at, 0) AS ended
                FROM goal LEFT JOIN campaign ON campaign.id = goal.campaign_id
                    LEFT JOIN enrollment ON enrollment.id = goal.enrollment_id
                WHERE ?1 IS NULL OR goal.campaign_id = ?1 ORDER BY goal.id DESC LIMIT ?2
                """,
                [id, limit]
            )
            .map(GoalView.init)
        }
    }

    /// The numbers of contacts with that name; two are enough to see that it is not one.
    public func numbers(named name: String) async throws(StorageError) -> [String] {
        try await read { transaction in
            try transaction.all("SELECT number FROM contact WHERE name = ? COLLATE NOCASE ORDER BY id LIMIT 2", [name])
                .map { $0["number"] }
        }
    }

    /// Ends one number's way through a campaign, or through all: somebody outside asked for it. Before the start it is
    /// taken out. Answers how many ways ended.
    public func stop(
        _ number: PhoneNumber,
        campaign: String?,
        reason: String,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> Int {
        try await write { transaction in
            let count = try transaction.stop(number.e164, campaign: campaign, reason: reason, at: at)
            let id = try campaign.map { try transaction.campaign($0)["id"] as Int64 }
            let ways = count == 1 ? "1 way ended" : "\(count) ways ended"
            try transaction.note(
                .stop,
                by: by,
                campaign: id,
                number: number.e164,
                before: id == nil ? "all campaigns" : nil,
                after: "\(ways); \(reason)",
                at: at
            )
            return count
        }
    }
}

extension Transaction {
    @discardableResult
    func reach(
        _ goal: Goal,
        by number: PhoneNumber,
        of campaign: Int64?,
        source: String,
        at: Timestamp
    ) throws -> GoalView {
        let enrollment = try creditedEnrollment(of: number.e164, campaign: campaign)
        let credited: Int64? = campaign ?? enrollment?["campaign_id"]
        let id = try insert(
            """
            INSERT INTO goal (number, name, value, campaign_id, enrollment_id, source, at) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                number.e164, goal.name, goal.value?.thousandths, credited, enrollment?["id"] as Int64?, source,
                at.milliseconds,
            ]
        )
        let isOpen =
            (enrollment?["state"] as String?).flatMap(EnrollmentState.init(rawValue:)).map { !$0.isFinal } ?? false
        if isOpen, let enrollment {
            try happened(.goalReached, to: enrollment["id"], why: "the goal “\(goal.name)” was reached", at: at)
        }
        try decide("goal", "“\(goal.name)”, from \(source)", enrollment: enrollment?["id"], number: number.e164, at: at)
        return GoalView(
            id: id,
            number: number.e164,
            name: goal.name,
            value: goal.value,
            campaign: try credited.flatMap { try text("SELECT name FROM campaign WHERE id = ?", [$0]) },
            source: source,
            at: at,
            ended: isOpen
        )
    }

    /// The way to which a goal belongs: an open one first, else the newest.
    private func creditedEnrollment(of number: String, campaign: Int64?) throws -> Row? {
        try first(
            """
            SELECT id, campaign_id, state FROM enrollment
            WHERE number = ?1 AND (?2 IS NULL OR campaign_id = ?2) AND state != 'excluded'
            ORDER BY state IN ('pending', 'active', 'held') DESC, id DESC LIMIT 1
            """,
            [number, campaign]
        )
    }

    fileprivate func stop(_ number: String, campaign name: String?, reason: String, at: Timestamp) throws -> Int {
        var campaign: Int64?
        if let name {
            let row = try self.campaign(name)
            let (id, state): (Int64, String) = (row["id"], row["state"])
            let isWhole = row["enrolled_after"] as Int64? == nil
            guard let known = CampaignState(rawValue: state), known.isEditable else {
                throw StorageError.conflict("campaign “\(name)” is \(state): there is nothing to stop")
            }
            campaign = id
            if known == .draft || known == .ready || !isWhole {
                // Who is not written down yet is kept from being so.
                let added = try run(
                    """
                    INSERT INTO campaign_removal (campaign_id, number, reason, at) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """,
                    [id, number, reason, at.milliseconds]
                )
                if added > 0 { try decide("removed", reason, campaign: id, number: number, at: at) }
                if known == .draft || known == .ready { return added }
            }
        }
        let open = try all(
            """
            SELECT id FROM enrollment WHERE number = ?1 AND state IN ('pending', 'active', 'held')
                AND (?2 IS NULL OR campaign_id = ?2)
            ORDER BY id
            """,
            [number, campaign]
        )
        for row in open { try happened(.stopped, to: row["id"], why: reason, at: at) }
        return open.count
    }
}

extension GoalView {
    fileprivate init(_ row: Row) {
        self.init(
            id: row["id"],
            number: row["number"],
            name: row["name"],
            value: (row["value"] as Int?).map { Amount(thousandths: $0) },
            campaign: row["campaign"],
            source: row["source"],
            at: Timestamp(milliseconds: row["at"]),
            ended: row["ended"]
        )
    }
}
