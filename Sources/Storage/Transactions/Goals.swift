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
    /// What tells it from another goal of the same name by the same contact; nil for the one that needs no telling.
    public var idempotencyKey: String?
    /// In the answer to a report: whether it had been reported before, and nothing was counted again.
    public var duplicate: Bool?

    public init(
        id: Int64,
        number: String,
        name: String,
        value: Amount?,
        campaign: String?,
        source: String,
        at: Timestamp,
        ended: Bool,
        idempotencyKey: String? = nil,
        duplicate: Bool? = nil
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.value = value
        self.campaign = campaign
        self.source = source
        self.at = at
        self.ended = ended
        self.idempotencyKey = idempotencyKey
        self.duplicate = duplicate
    }
}

extension Store {
    /// Writes down that a contact reached a goal: of the campaign that is named, else of the one that it is on its way
    /// through, else of the one that wrote to it last. It ends the contact's way through that campaign.
    ///
    /// The same name for the same number and campaign is one goal, however often it is reported; a `key` of its own makes
    /// it another. Told again with another value it is a ``StorageError/conflict(_:)``, and so is one of a contact that no
    /// campaign has written to or was going to write to.
    public func reach(
        _ goal: Goal,
        by number: PhoneNumber,
        campaign: String? = nil,
        key: String? = nil,
        source: String,
        actor: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> GoalView {
        try await write { transaction in
            let named: Int64? = try campaign.map { try transaction.campaign($0)["id"] }
            let view = try transaction.reach(goal, by: number, of: named, key: key, source: source, at: at)
            guard view.duplicate == true else {
                // Thrown, it leaves nothing behind.
                guard try transaction.isCredited(goal: view.id) else {
                    throw try transaction.noCredit(number, campaign: campaign)
                }
                let credited = try view.campaign.map { try transaction.campaign($0)["id"] as Int64 }
                try transaction.note(
                    .goal,
                    by: actor,
                    campaign: credited,
                    number: number.e164,
                    after: goal.name + (goal.value.map { ", \($0)" } ?? ""),
                    at: at
                )
                return view
            }
            if let known = view.value, let value = goal.value, value != known {
                throw StorageError.conflict(
                    "“\(goal.name)” of \(number) was reported before, worth \(known) and not \(value); if it was reached "
                        + "once more, report it with an idempotency key of its own"
                )
            }
            return view
        }
    }

    /// The goals that were reached, newest first.
    public func goals(of campaign: String?, limit: Int) async throws(StorageError) -> [GoalView] {
        try await read { transaction in
            let id: Int64? = try campaign.map { try transaction.campaign($0)["id"] }
            return try transaction.all(
                """
                \(Transaction.goals)
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
        try await stop([number], campaign: campaign, reason: reason, by: by, at: at)
    }

    /// The same for several: for all of them, or where one is not known for none.
    public func stop(
        _ numbers: [PhoneNumber],
        campaign: String?,
        reason: String,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> Int {
        try await write { transaction in
            let id = try campaign.map { try transaction.campaign($0)["id"] as Int64 }
            var total = 0
            for number in numbers {
                let count = try transaction.stop(number.e164, campaign: campaign, reason: reason, at: at)
                guard try count > 0 || transaction.isKnown(number.e164, to: id) else {
                    let whom = campaign.map { "campaign “\($0)”" } ?? "any campaign"
                    throw StorageError.notFound("contact of \(whom) with the number \(number.e164)")
                }
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
                total += count
            }
            return total
        }
    }
}

extension Transaction {
    fileprivate static let goals = """
        SELECT goal.*, campaign.name AS campaign,
            COALESCE(enrollment.state = 'completed' AND enrollment.ended_at = goal.at, 0) AS ended
        FROM goal LEFT JOIN campaign ON campaign.id = goal.campaign_id
            LEFT JOIN enrollment ON enrollment.id = goal.enrollment_id
        """

    @discardableResult
    func reach(
        _ goal: Goal,
        by number: PhoneNumber,
        of campaign: Int64?,
        key: String? = nil,
        source: String,
        at: Timestamp
    ) throws -> GoalView {
        if let known = try earlier(goal, by: number.e164, of: campaign, key: key) {
            return try again(known, value: goal.value)
        }
        let enrollment = try creditedEnrollment(of: number.e164, campaign: campaign)
        let credited: Int64? = campaign ?? enrollment?["campaign_id"]
        if campaign == nil, let credited, let known = try earlier(goal, by: number.e164, of: credited, key: key) {
            return try again(known, value: goal.value)
        }
        let id = try insert(
            """
            INSERT INTO goal (number, name, value, campaign_id, enrollment_id, source, at, idempotency_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                number.e164, goal.name, goal.value?.thousandths, credited, enrollment?["id"] as Int64?, source,
                at.milliseconds, key,
            ]
        )
        let isOpen =
            (enrollment?["state"] as String?).flatMap(EnrollmentState.init(rawValue:)).map { !$0.isFinal } ?? false
        if isOpen, let enrollment {
            try happened(.goalReached, to: enrollment["id"], why: "the goal “\(goal.name)” was reached", at: at)
        }
        try decide("goal", "“\(goal.name)”, from \(source)", enrollment: enrollment?["id"], number: number.e164, at: at)
        let view = GoalView(
            id: id,
            number: number.e164,
            name: goal.name,
            value: goal.value,
            campaign: try credited.flatMap { try text("SELECT name FROM campaign WHERE id = ?", [$0]) },
            source: source,
            at: at,
            ended: isOpen,
            idempotencyKey: key,
            duplicate: false
        )
        try record(.goalRecorded, at: at) { GoalEvent(view) }
        return view
    }

    /// The same goal, where it has been reported. Without a campaign it is the same until a campaign has written to the
    /// number again, since a retry must not be credited to the next one; with a key it is the same for ever.
    private func earlier(_ goal: Goal, by number: String, of campaign: Int64?, key: String?) throws -> Int64? {
        try self.number(
            """
            SELECT id FROM goal WHERE number = ?1 AND name = ?2 AND idempotency_key IS ?3 AND (
                campaign_id = ?4 OR ?4 IS NULL AND (?3 IS NOT NULL OR NOT EXISTS (
                    SELECT 1 FROM message JOIN segment ON segment.message_id = message.id
                    WHERE message.number = ?1 AND message.campaign_id IS NOT NULL AND handed_over_at > goal.at
                ))
            )
            ORDER BY id DESC LIMIT 1
            """,
            [number, goal.name, key, campaign]
        )
    }

    /// A goal that is reported again counts once. Where its value was not known before, it is now.
    private func again(_ id: Int64, value: Amount?) throws -> GoalView {
        if let value {
            try run("UPDATE goal SET value = ? WHERE id = ? AND value IS NULL", [value.thousandths, id])
        }
        guard let row = try first("\(Self.goals) WHERE goal.id = ?", [id]) else {
            throw StorageError.notFound("goal \(id)")
        }
        var view = GoalView(row)
        view.duplicate = true
        return view
    }

    fileprivate func isCredited(goal: Int64) throws -> Bool {
        try exists("SELECT 1 FROM goal WHERE id = ? AND enrollment_id IS NOT NULL", [goal])
    }

    /// Why a goal counts for no campaign, and what to do.
    fileprivate func noCredit(_ number: PhoneNumber, campaign: String?) throws -> StorageError {
        guard let campaign else {
            return .conflict(
                "no campaign wrote to \(number) or is going to, so there is none that the goal could count for: check the "
                    + "number"
            )
        }
        let excluded = try text(
            """
            SELECT COALESCE(reason, '') FROM enrollment JOIN campaign ON campaign.id = campaign_id
            WHERE campaign.name = ? AND number = ? AND enrollment.state = 'excluded'
            """,
            [campaign, number.e164]
        )
        if let excluded {
            return .conflict(
                "campaign “\(campaign)” left \(number) out (\(excluded)), so nothing that it does can count for it"
            )
        }
        return .notFound(
            "contact \(number) in campaign “\(campaign)”: check the number and the campaign, or name no campaign, and the "
                + "goal counts for the one that wrote to the number last"
        )
    }

    /// The way to which a goal belongs: an open one first, else the newest. Who is held out counts like one who was written to:
    /// that is what the holdout is compared by.
    private func creditedEnrollment(of number: String, campaign: Int64?) throws -> Row? {
        try first(
            """
            SELECT id, campaign_id, state FROM enrollment
            WHERE number = ?1 AND (?2 IS NULL OR campaign_id = ?2) 
                AND (state != 'excluded' OR reason = 'holdout')
            ORDER BY state IN ('pending', 'active', 'held') DESC, id DESC LIMIT 1
            """,
            [number, campaign]
        )
    }

    fileprivate func isKnown(_ number: String, to campaign: Int64?) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM enrollment WHERE number = ?1 AND (?2 IS NULL OR campaign_id = ?2)
            UNION ALL SELECT 1 FROM campaign_removal WHERE number = ?1 AND (?2 IS NULL OR campaign_id = ?2) LIMIT 1
            """,
            [number, campaign]
        )
    }

    func stop(_ number: String, campaign name: String?, reason: String, at: Timestamp) throws -> Int {
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

extension GoalEvent {
    fileprivate init(_ view: GoalView) {
        self.init(
            id: view.id,
            number: view.number,
            name: view.name,
            value: view.value,
            campaign: view.campaign,
            source: view.source,
            ended: view.ended,
            at: view.at
        )
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
            ended: row["ended"],
            idempotencyKey: row["idempotency_key"]
        )
    }
}
