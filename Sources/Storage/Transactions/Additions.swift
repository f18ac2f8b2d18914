public import Campaigns
import GRDB

extension Store {
    /// A campaign that runs or is paused, as one looks at it before contacts are added: by the version that counts, with
    /// the contacts of `source` as its rows. Any other is a conflict.
    public func additionSubject(_ name: String, source: Audience) async throws(StorageError) -> PreflightSubject {
        try await read { transaction in try transaction.additionSubject(name, source: source) }
    }

    /// What would become of contacts that are added. Nothing is stored.
    public func judge(
        _ rows: [AddedRow],
        addedTo subject: PreflightSubject,
        at: Timestamp
    ) async throws(StorageError) -> [AdditionVerdict] {
        try await read { transaction in
            let definition = try transaction.definition(of: subject.id)
            return try transaction.members(rows, of: subject).map { row, member in
                try transaction.judge(row, member, addedTo: subject.id, definition, at: at).verdict
            }
        }
    }

    /// Adds contacts to a campaign that runs or is paused: each is judged as at the start, and gets the first step from
    /// now on. A contact that changed since it was looked at is left out; a campaign that did is a conflict.
    public func add(
        _ rows: [AddedRow],
        to subject: PreflightSubject,
        attestedBy name: String,
        by: String? = nil,
        at: Timestamp
    ) async throws(StorageError) -> [AdditionVerdict] {
        try await write { transaction in
            try transaction.add(rows, to: subject, attestedBy: name, by: by, at: at)
        }
    }
}

extension Transaction {
    /// Where a campaign takes nobody in, why not.
    private func checkTakesIn(_ campaign: Row) throws {
        let (name, state): (String, String) = (campaign["name"], campaign["state"])
        switch CampaignState(rawValue: state) {
        case .running, .paused: break
        case .draft, .ready:
            throw StorageError.conflict(
                "campaign “\(name)” has not begun: import the contacts, and those of its audience take part at the start"
            )
        default:
            throw StorageError.conflict("campaign “\(name)” is \(state): make a new one for more contacts")
        }
        guard campaign["enrolled_after"] as Int64? == nil else {
            throw StorageError.conflict(
                "campaign “\(name)” is still writing down the contacts of its start: try again in a minute"
            )
        }
    }

    func additionSubject(_ name: String, source: Audience) throws -> PreflightSubject {
        let campaign = try campaign(name)
        try checkTakesIn(campaign)
        switch source {
        case .importBatch(let batch):
            guard let row = try first("SELECT finished_at FROM import WHERE id = ?", [batch]) else {
                throw StorageError.notFound("import \(batch)")
            }
            guard row["finished_at"] as Int64? != nil else {
                throw StorageError.conflict("import \(batch) is not finished: try again when it is")
            }
        case .numbers, .everyone: break
        }
        return try preflightSubject(name, adding: source)
    }

    /// Rows with their contacts as they are now; a contact that is gone has none.
    func members(
        _ rows: [AddedRow],
        of subject: PreflightSubject
    ) throws -> [(row: AddedRow, member: AudienceMember?)] {
        let found = try audienceRows(
            of: .numbers(rows.map(\.number.e164)),
            campaign: subject.id,
            after: -1,
            newest: .max,
            most: rows.count
        )
        let byNumber = Dictionary(found.map { ($0.hashed.number, $0) }) { first, _ in first }
        return rows.map { ($0, byNumber[$0.number.e164]) }
    }

    /// What becomes of a contact; `enrollment` is the one by which it was left out before.
    func judge(
        _ row: AddedRow,
        _ member: AudienceMember?,
        addedTo campaign: Int64,
        _ definition: CampaignDefinition,
        at: Timestamp
    ) throws -> (verdict: AdditionVerdict, enrollment: Int64?) {
        func verdict(_ outcome: AdditionVerdict.Outcome, _ reason: String? = nil) -> AdditionVerdict {
            AdditionVerdict(outcome: outcome, line: row.line, number: row.number.e164, reason: reason)
        }
        guard let member, member.hashed == row.seen else {
            return (verdict(.leftOut, "the contact was changed meanwhile: add it again"), nil)
        }
        let known = try first(
            "SELECT id, state, reason FROM enrollment WHERE campaign_id = ? AND contact_id = ?",
            [campaign, member.contact]
        )
        if let known {
            let (state, reason): (String, String?) = (known["state"], known["reason"])
            let wasLeftOut = state == EnrollmentState.excluded.rawValue && reason != Holdout.reason
            guard wasLeftOut else { return (verdict(.alreadyIn, Self.isIn(state, reason)), nil) }
        }
        let (reason, waits) = try judge(member, in: campaign, definition, problem: row.problem, at: at)
        let outcome: AdditionVerdict.Outcome =
            switch reason {
            case nil: waits ? .waiting : .added
            case Holdout.reason: .heldOut
            default: .leftOut
            }
        return (verdict(outcome, outcome == .leftOut ? reason : nil), known?["id"])
    }

    private static func isIn(_ state: String, _ reason: String?) -> String {
        let isOver = EnrollmentState(rawValue: state)?.isFinal ?? false
        guard isOver else { return "it is in the campaign already" }
        return "it was in the campaign: \(state)" + (reason.map { ", \(meaning(ofEnd: $0))" } ?? "")
    }

    /// `isLive` says that nobody asked for it: the audience is live.
    func add(
        _ rows: [AddedRow],
        to subject: PreflightSubject,
        attestedBy name: String,
        by: String?,
        isLive: Bool = false,
        at: Timestamp
    ) throws -> [AdditionVerdict] {
        guard let campaign = try first("SELECT * FROM campaign WHERE id = ?", [subject.id]) else {
            throw StorageError.notFound("campaign “\(subject.definition.name)”")
        }
        try checkTakesIn(campaign)
        guard campaign["version"] == subject.version else {
            throw StorageError.conflict(
                "campaign “\(subject.definition.name)” was edited meanwhile: add the contacts again"
            )
        }
        var batch: Int64?
        if case .importBatch(let id) = subject.addition { batch = id }
        let addition = try insert(
            """
            INSERT INTO campaign_addition (campaign_id, import_id, version, attested_by, made_by, at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [subject.id, batch, subject.version, name, by, at.milliseconds]
        )
        let definition = try definition(of: subject.id)
        var verdicts: [AdditionVerdict] = []
        for (row, member) in try members(rows, of: subject) {
            let (verdict, enrollment) = try judge(row, member, addedTo: subject.id, definition, at: at)
            verdicts.append(verdict)
            guard let member, verdict.outcome != .alreadyIn, member.hashed == row.seen else { continue }
            let reason = verdict.outcome == .heldOut ? Holdout.reason : verdict.reason
            try enroll(
                member,
                in: subject.id,
                as: EnrollmentEntry(
                    reason: reason,
                    waits: verdict.outcome == .waiting,
                    addition: addition,
                    beganAt: at,
                    leftOutBefore: enrollment
                ),
                at: at
            )
        }
        let count = verdicts.count { $0.outcome == .added || $0.outcome == .waiting }
        let what = isLive ? "taken in of import \(batch ?? 0), since the audience is live" : "added"
        let list = try batch.flatMap { try text("SELECT name FROM import WHERE id = ?", [$0]) }
        let words = "\(count) of \(verdicts.count) contacts \(what), attested by \(name)"
        try note(.addContacts, by: by ?? name, campaign: subject.id, list: list, after: words, at: at)
        try decide("added", words + (by.map { ", by \($0)" } ?? ""), campaign: subject.id, at: at)
        _ = try goOnEnrolling(at: at)
        return verdicts
    }
}
