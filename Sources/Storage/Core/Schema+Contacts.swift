import GRDB

extension Schema {
    /// What contacts, consent, imports and erasures need beside the first form.
    static func addContactHistory(to database: Database) throws {
        let wordings = try String.fetchAll(
            database,
            sql: "SELECT DISTINCT wording FROM consent WHERE wording IS NOT NULL"
        )
        try database.execute(sql: contactHistory)
        for wording in wordings {
            let digest = Digest.sha256(wording)
            try database.execute(
                sql: "INSERT INTO wording (sha256, text) VALUES (?, ?)",
                arguments: [digest, wording]
            )
            try database.execute(
                sql: "UPDATE consent SET wording_sha256 = ? WHERE wording = ?",
                arguments: [digest, wording]
            )
        }
        try database.execute(sql: "ALTER TABLE consent DROP COLUMN wording")
    }

    private static let contactHistory = """
        -- where a time zone comes from: csv (a column of a list) or operator (somebody here); NULL without one
        ALTER TABLE contact ADD COLUMN time_zone_source TEXT CHECK (time_zone_source IN ('csv', 'operator'));
        UPDATE contact SET time_zone_source = 'csv' WHERE time_zone IS NOT NULL;
        -- the person was erased: nothing is left but the row that figures hang on
        ALTER TABLE contact ADD COLUMN erased_at INTEGER;

        -- What people agreed to, word for word: once, however many agreed.
        CREATE TABLE wording (
            sha256 TEXT PRIMARY KEY,
            text TEXT NOT NULL
        ) WITHOUT ROWID;
        ALTER TABLE consent ADD COLUMN wording_sha256 TEXT REFERENCES wording(sha256);
        ALTER TABLE consent ADD COLUMN expires_at INTEGER;
        -- the line of the import's file
        ALTER TABLE consent ADD COLUMN line INTEGER;
        UPDATE consent SET captured_at = created_at WHERE captured_at IS NULL;

        -- SHA-256 of the file
        ALTER TABLE import ADD COLUMN sha256 TEXT;
        ALTER TABLE import ADD COLUMN octets INTEGER;
        ALTER TABLE import ADD COLUMN region TEXT;
        -- JSON: the columns as they were understood, and the consent that was declared
        ALTER TABLE import ADD COLUMN columns TEXT;
        ALTER TABLE import ADD COLUMN declaration TEXT;
        -- figures that grow with the rows
        ALTER TABLE import ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import ADD COLUMN without_consent INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import ADD COLUMN suppressed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX import_file ON import(sha256);

        CREATE TABLE import_row_next (
            import_id INTEGER NOT NULL REFERENCES import(id),
            line INTEGER NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('added', 'updated', 'unchanged', 'rejected')),
            contact_id INTEGER REFERENCES contact(id),
            -- of a rejected row, as it could be read: E.164, or the text of the file
            number TEXT,
            column_name TEXT,
            reason TEXT,
            -- one a line
            warnings TEXT,
            -- a consent counted when the row was taken
            has_consent INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (import_id, line)
        ) WITHOUT ROWID;
        INSERT INTO import_row_next (import_id, line, verdict, contact_id, column_name, reason, has_consent)
            SELECT import_id, line, verdict, contact_id, column_name, reason, has_consent FROM import_row;
        DROP TABLE import_row;
        ALTER TABLE import_row_next RENAME TO import_row;
        CREATE INDEX import_row_rejected ON import_row(import_id, line) WHERE verdict = 'rejected';
        CREATE INDEX import_row_contact ON import_row(contact_id) WHERE contact_id IS NOT NULL;
        UPDATE import SET (added, updated, rejected, without_consent) = (
            SELECT COALESCE(SUM(verdict = 'added'), 0), COALESCE(SUM(verdict = 'updated'), 0),
                COALESCE(SUM(verdict = 'rejected'), 0),
                COALESCE(SUM(verdict != 'rejected' AND NOT has_consent), 0)
            FROM import_row WHERE import_id = import.id
        );

        -- entered or come by mistake: it is lifted, and revokes no consent
        ALTER TABLE suppression ADD COLUMN mistaken INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX suppression_number ON suppression(number, at);

        -- What was decided about a number itself.
        CREATE INDEX decision_number ON decision(number, id)
            WHERE number IS NOT NULL AND message_id IS NULL AND enrollment_id IS NULL;

        -- Keys under which numbers are hidden: a suppression's number is then hmac:KEY:HEX (HMAC-SHA256). Key 0 is the
        -- gateway's own, which is kept outside of the database; others came with lists of hashes.
        CREATE TABLE hash_key (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            -- in hexadecimal digits
            key TEXT,
            -- the HMAC of a known text, which tells whether a key is the right one
            proof TEXT NOT NULL UNIQUE
        );

        -- What was given to a person, or erased for one.
        CREATE TABLE receipt (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('export', 'erasure')),
            at INTEGER NOT NULL,
            made_by TEXT NOT NULL,
            reason TEXT,
            -- hidden under key 0
            number TEXT NOT NULL,
            -- of what was given
            sha256 TEXT,
            -- JSON: how many rows of each sort
            counts TEXT NOT NULL
        );
        CREATE INDEX receipt_number ON receipt(number);
        """
}
