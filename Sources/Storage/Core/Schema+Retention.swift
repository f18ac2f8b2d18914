extension Schema {
    /// How far what is kept for a time has been forgotten.
    static let retention = """
        CREATE TABLE pruning (
            -- message, inbound, part, report, draft, decision
            kind TEXT PRIMARY KEY,
            -- the last row that was looked at
            after INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- Messages that were still to be sent when their words should have gone: looked at again.
        CREATE TABLE pruning_later (
            message_id INTEGER PRIMARY KEY REFERENCES message(id)
        );
        """
}
