extension Schema {
    /// Contacts that were added to a campaign after its start.
    static let additions = """
        -- What was added at one time, and who answers for it; append-only.
        CREATE TABLE campaign_addition (
            id INTEGER PRIMARY KEY,
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            -- NULL where numbers were named
            import_id INTEGER REFERENCES import(id),
            -- the version by which it was judged
            version INTEGER NOT NULL,
            attested_by TEXT NOT NULL,
            made_by TEXT,
            at INTEGER NOT NULL
        );
        CREATE INDEX campaign_addition_campaign ON campaign_addition(campaign_id, id);

        -- NULL of those who were there at the start
        ALTER TABLE enrollment ADD COLUMN addition_id INTEGER REFERENCES campaign_addition(id);
        -- from when the delay of what it began with counts; NULL is from the campaign's start
        ALTER TABLE enrollment ADD COLUMN began_at INTEGER;
        """
}
