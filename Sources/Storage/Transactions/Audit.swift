public import Campaigns
import GRDB

extension Schema {
    static let audit = """
        -- What people did, by the program or by the API; append-only. Of a person who was erased the number is hidden and the
        -- words about it are blanked, which is all that may change.
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            -- who: the login name, or what a program calls itself
            actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
            -- such as campaign.pause
            action TEXT NOT NULL,
            -- what it was done to: a campaign, a number, a list
            campaign_id INTEGER REFERENCES campaign(id),
            number TEXT,
            list TEXT,
            -- what it was, and what it is now, in a few words
            before TEXT,
            after TEXT
        );
        CREATE INDEX audit_campaign ON audit(campaign_id, id) WHERE campaign_id IS NOT NULL;
        CREATE INDEX audit_number ON audit(number, id) WHERE number IS NOT NULL;
        CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
        CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
        WHEN NEW.id != OLD.id OR NEW.at != OLD.at OR NEW.actor != OLD.actor OR NEW.action != OLD.action
            OR NEW.campaign_id IS NOT OLD.campaign_id OR NEW.list IS NOT OLD.list
            OR OLD.number IS NULL OR OLD.number NOT LIKE '+%' OR NEW.number IS NULL OR NEW.number LIKE '+%'
            OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

        -- Who suppressed a number by hand, and who took that back.
        ALTER TABLE suppression ADD COLUMN made_by TEXT;
        ALTER TABLE suppression ADD COLUMN lifted_by TEXT;
        """
}

/// What a person did.
public struct AuditEntry: Hashable, Sendable, Codable {
    /// What people do; each is written down in the transaction that does it.
    public enum Action: String, Hashable, Sendable, Codable, CaseIterable {
        case createCampaign = "campaign.create"
        case editCampaign = "campaign.edit"
        case attestPreflight = "campaign.attest"
        case startCampaign = "campaign.start"
        case pauseCampaign = "campaign.pause"
        case resumeCampaign = "campaign.resume"
        case cancelCampaign = "campaign.cancel"
        case addContacts = "campaign.add"
        case putBack = "campaign.resume-contact"
        case stop = "campaign.stop"
        case goal = "campaign.goal"
        case suppress = "suppression.add"
        case lift = "suppression.remove"
        case importSuppressions = "suppression.import"
    }

    public var id: Int64
    public var at: Timestamp
    /// The login name, or what a program calls itself.
    public var actor: String
    /// An ``Action``.
    public var action: String
    public var campaign: String?
    /// E.164, or what stands for the number of a person who was erased.
    public var number: String?
    public var list: String?
    /// What it was before, in a few words.
    public var before: String?
    /// What it is now.
    public var after: String?
}

/// Which entries are asked for.
public struct AuditFilter: Hashable, Sendable {
    public var campaign: String?
    public var number: PhoneNumber?
    public var actor: String?
    public var since: Timestamp?
    /// Only ids below it.
    public var before: Int64?
    public var limit = 100

    public init() {}
}

extension Store {
    /// What people did, newest first.
    public func audit(_ filter: AuditFilter) async throws(StorageError) -> [AuditEntry] {
        try await read { transaction in
            let campaign: Int64? = try filter.campaign.map { try transaction.campaign($0)["id"] }
            return try transaction.all(
                """
                SELECT audit.*, campaign.name AS campaign FROM audit
                    LEFT JOIN campaign ON campaign.id = audit.campaign_id
                WHERE audit.id < ?1 AND (?2 IS NULL OR audit.campaign_id = ?2) AND (?3 IS NULL OR audit.number = ?3)
                    AND (?4 IS NULL OR actor = ?4) AND at >= ?5
                ORDER BY audit.id DESC LIMIT ?6
                """,
                [
                    filter.before ?? Int64.max, campaign, filter.number?.e164, filter.actor,
                    filter.since?.milliseconds ?? Int64.min, filter.limit,
                ]
            )
            .map(AuditEntry.init)
        }
    }

    /// Writes down that a list of suppressions went in, which happens in many transactions.
    public func noteImport(
        ofSuppressions list: String,
        added: Int,
        rows: Int,
        by: String?,
        at: Timestamp
    ) async throws(StorageError) {
        try await write { transaction in
            try transaction.note(.importSuppressions, by: by, list: list, after: "\(added) added, \(rows) rows", at: at)
        }
    }
}

extension Transaction {
    /// Writes down what a person did. Where nobody is named, nobody did it: a rule, a breaker, a recipient.
    func note(
        _ action: AuditEntry.Action,
        by: String?,
        campaign: Int64? = nil,
        number: String? = nil,
        list: String? = nil,
        before: String? = nil,
        after: String? = nil,
        at: Timestamp
    ) throws {
        guard let by, !by.isEmpty else { return }
        try run(
            """
            INSERT INTO audit (at, actor, action, campaign_id, number, list, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [at.milliseconds, String(by.prefix(200)), action.rawValue, campaign, number, list, before, after]
        )
    }

    /// A version of a campaign in a few words.
    func versionText(_ number: Int, of campaign: Int64) throws -> String {
        let hash = try text(
            "SELECT hash FROM campaign_version WHERE campaign_id = ? AND number = ?",
            [campaign, number]
        )
        return "version \(number)" + (hash.map { ", \($0.prefix(12))" } ?? "")
    }
}

extension AuditEntry {
    fileprivate init(_ row: Row) {
        self.init(
            id: row["id"],
            at: Timestamp(milliseconds: row["at"]),
            actor: row["actor"],
            action: row["action"],
            campaign: row["campaign"],
            number: row["number"],
            list: row["list"],
            before: row["before"],
            after: row["after"]
        )
    }
}
