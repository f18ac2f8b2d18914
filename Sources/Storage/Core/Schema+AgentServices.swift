extension Schema {
    /// What is known of the webhooks and models of agents beyond a restart.
    static let agentServices = """
        CREATE TABLE agent_service (
            agent TEXT NOT NULL,
            kind TEXT NOT NULL,
            -- the hash of its address, for which gone_at holds
            address TEXT,
            -- since when it wants no more questions
            gone_at INTEGER,
            -- of UTC, counted from 1970, and the tokens that were used on it
            day INTEGER NOT NULL DEFAULT 0,
            tokens INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (agent, kind)
        ) WITHOUT ROWID;
        """
}
