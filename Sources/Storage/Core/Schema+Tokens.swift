extension Schema {
    /// What language models took for a turn.
    static let modelTokens = """
        -- Written with the decision on the turn, whether it was still of use or not, append-only.
        CREATE TABLE model_use (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            -- the newest message that was looked at
            inbound_id INTEGER NOT NULL REFERENCES inbound(id),
            agent TEXT NOT NULL,
            tokens_in INTEGER NOT NULL,
            tokens_out INTEGER NOT NULL,
            -- in millionths of a unit of the currency; NULL: no price was set
            price INTEGER,
            currency TEXT
        );
        CREATE INDEX model_use_inbound ON model_use(inbound_id);
        """
}
