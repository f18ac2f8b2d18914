extension Schema {
    /// Imports whose contacts campaigns with a live audience have still to take in.
    static let liveAudiences = """
        CREATE TABLE campaign_intake (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            import_id INTEGER NOT NULL REFERENCES import(id),
            -- the last line that was looked at
            after INTEGER NOT NULL DEFAULT -1,
            PRIMARY KEY (campaign_id, import_id)
        ) WITHOUT ROWID;
        """
}
