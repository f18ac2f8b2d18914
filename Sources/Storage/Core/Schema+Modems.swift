/// What became of modems: their history, names, calls, loopbacks and refusals.
extension Schema {
    static let modemHistory = """
        -- What became of each modem, append-only; rows older than 90 days are pruned.
        CREATE TABLE modem_history (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            modem TEXT NOT NULL,
            route_id INTEGER REFERENCES route(id),
            -- health (how it stood), recovery (a step of the ladder), rotation, reset, alarm
            kind TEXT NOT NULL CHECK (kind IN ('health', 'recovery', 'rotation', 'reset', 'alarm')),
            state TEXT,
            registration TEXT,
            signal_dbm INTEGER,
            storage_used INTEGER,
            storage_total INTEGER,
            detail TEXT
        );
        CREATE INDEX modem_history_modem ON modem_history(modem, id);
        CREATE INDEX modem_history_at ON modem_history(at);
        """

    static let modemNames = """
        -- What people call a modem (imei:…) or a line (iccid:…).
        CREATE TABLE modem_name (
            key TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            at INTEGER NOT NULL
        ) WITHOUT ROWID;
        """

    static let moreModemHistory = """
        CREATE TABLE modem_history_next (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            modem TEXT NOT NULL,
            route_id INTEGER REFERENCES route(id),
            -- also: sim (another SIM, or the SIM of another modem), balance (what the operator said)
            kind TEXT NOT NULL
                CHECK (kind IN ('health', 'recovery', 'rotation', 'reset', 'alarm', 'sim', 'balance')),
            state TEXT,
            registration TEXT,
            signal_dbm INTEGER,
            storage_used INTEGER,
            storage_total INTEGER,
            detail TEXT
        );
        INSERT INTO modem_history_next SELECT * FROM modem_history;
        DROP TABLE modem_history;
        ALTER TABLE modem_history_next RENAME TO modem_history;
        CREATE INDEX modem_history_modem ON modem_history(modem, id);
        CREATE INDEX modem_history_at ON modem_history(at);

        -- The SIM that was in a modem last, by the key of its line.
        CREATE TABLE modem_sim (
            imei TEXT PRIMARY KEY,
            sim TEXT NOT NULL,
            at INTEGER NOT NULL
        ) WITHOUT ROWID;
        INSERT OR REPLACE INTO modem_sim
            SELECT imei, key, seen_at FROM route WHERE kind = 'line' AND imei IS NOT NULL ORDER BY seen_at;
        """

    static let calls = """
        -- Calls that a line heard ringing; nobody answers them.
        CREATE TABLE call (
            id INTEGER PRIMARY KEY,
            route_id INTEGER NOT NULL REFERENCES route(id),
            -- as the network gave it; NULL where the caller hides it
            number TEXT,
            first_ring_at INTEGER NOT NULL,
            last_ring_at INTEGER NOT NULL,
            rings INTEGER NOT NULL
        );
        CREATE INDEX call_route ON call(route_id, id);
        """

    static let loopbacks = """
        -- Numbers of our own lines, as the configuration or the SIM tells them.
        CREATE TABLE own_number (
            route_id INTEGER PRIMARY KEY REFERENCES route(id),
            number TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX own_number_number ON own_number(number);

        -- Test messages from one of our lines to another, or to itself. Rows older than 90 days are pruned.
        CREATE TABLE loopback (
            id INTEGER PRIMARY KEY,
            -- the id of the first of those that were begun together
            round INTEGER NOT NULL,
            cause TEXT NOT NULL CHECK (cause IN ('schedule', 'newcomer', 'command', 'return', 'diagnosis')),
            -- sent since another one of its round did not come back
            follows INTEGER NOT NULL DEFAULT 0,
            -- what its text ends with; NULL where there was nobody to write to
            token TEXT,
            sender_id INTEGER REFERENCES route(id),
            receiver_id INTEGER REFERENCES route(id),
            -- NULL where a technician sends it
            message_id INTEGER REFERENCES message(id),
            created_at INTEGER NOT NULL,
            -- until then the token is expected
            expires_at INTEGER NOT NULL,
            -- of a technician's; those of the queue stand with their segment
            handed_over_at INTEGER,
            accepted_at INTEGER,
            arrived_at INTEGER,
            arrived_on INTEGER REFERENCES route(id),
            -- NULL while it is waited for
            outcome TEXT CHECK (outcome IN ('arrived', 'lost', 'refused', 'unsent', 'unclear')),
            reason TEXT,
            blame TEXT CHECK (blame IN ('sender', 'receiver', 'either', 'nobody')),
            proven INTEGER NOT NULL DEFAULT 0,
            -- what follows from it has been done
            concluded INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX loopback_token ON loopback(token, id) WHERE token IS NOT NULL;
        CREATE INDEX loopback_open ON loopback(id) WHERE concluded = 0;
        CREATE INDEX loopback_round ON loopback(round);
        CREATE INDEX loopback_sender ON loopback(sender_id, id);
        CREATE INDEX loopback_receiver ON loopback(receiver_id, id);
        CREATE INDEX loopback_message ON loopback(message_id) WHERE message_id IS NOT NULL;
        """

    static let refusals = """
        -- Every segment that a route refused, append-only: what a line's diagnosis judges.
        CREATE TABLE refusal (
            id INTEGER PRIMARY KEY,
            route_id INTEGER NOT NULL REFERENCES route(id),
            message_id INTEGER NOT NULL REFERENCES message(id),
            -- as the route gave it
            reason TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX refusal_route ON refusal(route_id, at);
        CREATE INDEX part_received ON part(route_id, received_at);
        """
}
