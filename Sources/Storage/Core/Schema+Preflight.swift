import Campaigns
import Foundation
import GRDB

extension Schema {
    /// Versions of campaigns, snapshots of their audiences, preflights, tests of agents, goals.
    static func addPreflight(_ database: Database) throws {
        try database.execute(sql: preflight)
        // What is there became its first version by its making.
        let campaigns = try GRDB.Row.fetchAll(
            database,
            sql: "SELECT id, definition, created_at FROM campaign ORDER BY id"
        )
        for row in campaigns {
            let text: String = row["definition"]
            try database.execute(
                sql: """
                    INSERT INTO campaign_version (campaign_id, number, hash, definition, created_at, effective_at)
                    VALUES (?1, 1, ?2, ?3, ?4, ?4)
                    """,
                arguments: [row["id"] as Int64, ContentHash(of: text).hex, text, row["created_at"] as Int64]
            )
        }
    }

    private static let preflight = """
        -- What a campaign says, version by version; append-only.
        CREATE TABLE campaign_version (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            -- from 1
            number INTEGER NOT NULL,
            -- SHA-256 of the definition
            hash TEXT NOT NULL,
            definition TEXT NOT NULL,
            made_by TEXT,
            created_at INTEGER NOT NULL,
            -- NULL while an edit of a running campaign waits for its preflight
            effective_at INTEGER,
            PRIMARY KEY (campaign_id, number)
        ) WITHOUT ROWID;

        -- the version that counts; campaign.definition is its text
        ALTER TABLE campaign ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        -- steps, from the first, of which something has been handed over to somebody
        ALTER TABLE campaign ADD COLUMN sent_steps INTEGER NOT NULL DEFAULT 0;
        -- how far an edit has been carried to what waits: the last message and enrollment; NULL when all is done
        ALTER TABLE campaign ADD COLUMN refreshed_message INTEGER;
        ALTER TABLE campaign ADD COLUMN refreshed_enrollment INTEGER;
        CREATE INDEX campaign_refreshing ON campaign(id)
            WHERE refreshed_message IS NOT NULL OR refreshed_enrollment IS NOT NULL;
        UPDATE campaign SET sent_steps = COALESCE(
            (SELECT MAX(message.step) + 1 FROM handover JOIN message ON message.id = handover.message_id
                WHERE handover.campaign_id = campaign.id), 0);

        -- While the audience is written down: the last row that was, NULL once it is whole; the newest contact at the
        -- start; the hash so far, and the one that the preflight had.
        ALTER TABLE campaign ADD COLUMN enrolled_after INTEGER;
        ALTER TABLE campaign ADD COLUMN newest_contact INTEGER;
        ALTER TABLE campaign ADD COLUMN audience_hash TEXT;
        ALTER TABLE campaign ADD COLUMN audience_expected TEXT;
        CREATE INDEX campaign_enrolling ON campaign(id) WHERE enrolled_after IS NOT NULL;
        -- How far a pause, a resumption or a cancellation has been carried to the enrollments; NULL when all is done.
        ALTER TABLE campaign ADD COLUMN swept_after INTEGER;
        CREATE INDEX campaign_sweeping ON campaign(id) WHERE swept_after IS NOT NULL;

        -- It begins once another campaign is through with the number.
        ALTER TABLE enrollment ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX enrollment_pending ON enrollment(campaign_id, id) WHERE state = 'pending' AND waits = 0;

        -- What the texts of an enrollment are filled with, as it was at the start; gone once the enrollment has ended.
        CREATE TABLE enrollment_fields (
            enrollment_id INTEGER PRIMARY KEY REFERENCES enrollment(id),
            fields TEXT NOT NULL
        );

        -- Numbers that somebody took out of a campaign.
        CREATE TABLE campaign_removal (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            number TEXT NOT NULL,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (campaign_id, number)
        ) WITHOUT ROWID;

        -- What was looked at before a start or an edit, and who attested it.
        CREATE TABLE preflight (
            id INTEGER PRIMARY KEY,
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            version INTEGER NOT NULL,
            at INTEGER NOT NULL,
            passes INTEGER NOT NULL,
            -- hashes of all that it is bound to
            basis TEXT NOT NULL,
            -- findings and figures, without anybody's number or words
            report TEXT NOT NULL,
            attested_by TEXT,
            -- what allows the start
            token TEXT
        );
        CREATE INDEX preflight_campaign ON preflight(campaign_id, id);

        -- Tests of agents, under the hash of their rules.
        CREATE TABLE agent_test (
            id INTEGER PRIMARY KEY,
            hash TEXT NOT NULL,
            agent TEXT NOT NULL,
            passed INTEGER NOT NULL,
            scenarios INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            report TEXT NOT NULL,
            made_by TEXT,
            at INTEGER NOT NULL
        );
        CREATE INDEX agent_test_hash ON agent_test(hash, id);

        -- What campaigns are for, reached by their contacts; append-only.
        CREATE TABLE goal (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL,
            name TEXT NOT NULL,
            -- in thousandths of the currency unit
            value INTEGER,
            campaign_id INTEGER REFERENCES campaign(id),
            enrollment_id INTEGER REFERENCES enrollment(id),
            -- an agent's name, or who reported it
            source TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX goal_campaign ON goal(campaign_id, name) WHERE campaign_id IS NOT NULL;
        CREATE INDEX goal_number ON goal(number, id);

        -- the version of the campaign by which the text was written
        ALTER TABLE message ADD COLUMN version INTEGER;
        """
}
