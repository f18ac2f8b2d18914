extension Schema {
    /// What figures are computed from, where no other table has it. It is written with what it tells of, in the same
    /// transaction.
    static let figures = """
        -- What the route took for it at the hand-over, in thousandths of a unit of the currency; NULL: no price was set.
        ALTER TABLE segment ADD COLUMN price INTEGER;
        ALTER TABLE segment ADD COLUMN currency TEXT;
        UPDATE segment SET price = paid.price FROM (
            SELECT message_id, sequence, price, MAX(handover.id) FROM handover JOIN route ON route.id = handover.route_id
            WHERE route.kind = 'provider' GROUP BY message_id, sequence
        ) AS paid WHERE paid.message_id = segment.message_id AND paid.sequence = segment.sequence;

        -- The campaign's message to which a reply is credited: the last one that had left; NULL where there is none.
        ALTER TABLE inbound ADD COLUMN message_id INTEGER REFERENCES message(id);
        UPDATE inbound SET message_id = (
            SELECT id FROM message WHERE message.number = inbound.number AND message.campaign_id = inbound.campaign_id
                AND sent_at <= received_at ORDER BY id DESC LIMIT 1
        ) WHERE campaign_id IS NOT NULL;
        CREATE INDEX inbound_message ON inbound(message_id) WHERE message_id IS NOT NULL;

        -- What an answer answers, and a confirmation confirms.
        ALTER TABLE message ADD COLUMN inbound_id INTEGER REFERENCES inbound(id);
        CREATE INDEX message_inbound ON message(inbound_id) WHERE inbound_id IS NOT NULL;

        -- NULL: not noted; 1 where the refusal is for good, whoever tries
        ALTER TABLE refusal ADD COLUMN permanent INTEGER;
        ALTER TABLE refusal ADD COLUMN kind TEXT;
        CREATE INDEX refusal_message ON refusal(message_id, id);

        -- A provider's last words on messages, append-only; what `report` is for lines.
        CREATE TABLE provider_report (
            id INTEGER PRIMARY KEY,
            route_id INTEGER NOT NULL REFERENCES route(id),
            message_id INTEGER NOT NULL REFERENCES message(id),
            outcome TEXT NOT NULL,
            reason TEXT,
            at INTEGER NOT NULL,
            UNIQUE (message_id, outcome)
        );
        CREATE INDEX provider_report_route ON provider_report(route_id);

        -- What an agent did when it was asked, or the inbox without one, append-only.
        CREATE TABLE turn (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            conversation_id INTEGER NOT NULL REFERENCES conversation(id),
            -- the newest message that was looked at
            inbound_id INTEGER NOT NULL REFERENCES inbound(id),
            -- NULL: no agent was asked
            agent TEXT,
            -- escalated: handed to a person
            outcome TEXT NOT NULL CHECK (outcome IN ('replied', 'silent', 'escalated', 'closed', 'muted')),
            answered INTEGER NOT NULL,
            reason TEXT
        );
        CREATE INDEX turn_inbound ON turn(inbound_id);

        -- Every enrollment that a reply ended, append-only.
        CREATE TABLE halt (
            id INTEGER PRIMARY KEY,
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            enrollment_id INTEGER NOT NULL REFERENCES enrollment(id),
            -- the part whose arrival did it
            part_id INTEGER NOT NULL REFERENCES part(id),
            -- when the modem told of it, or showed it where it had not told
            seen_at INTEGER NOT NULL
        );
        CREATE INDEX halt_campaign ON halt(campaign_id);

        -- When such a part was on the disk, with its halt: known only after it.
        CREATE TABLE halt_commit (
            part_id INTEGER PRIMARY KEY REFERENCES part(id),
            at INTEGER NOT NULL
        );
        """

    /// What the time of people costs.
    static let work = """
        -- Of an answer that a person wrote: for how many minutes of work it stands, and what these cost, in thousandths of a
        -- unit of the currency, by the configuration of that moment; price NULL: none was set.
        ALTER TABLE message ADD COLUMN work_minutes INTEGER;
        ALTER TABLE message ADD COLUMN work_price INTEGER;
        ALTER TABLE message ADD COLUMN work_currency TEXT;
        """

    /// Which of several texts a recipient got.
    static let variants = """
        -- of the step: A, B, C or D; NULL where it has one text for all
        ALTER TABLE message ADD COLUMN variant TEXT;
        """

    /// A goal that is reported again is the same one, unless a key tells them apart.
    static let goalKeys = """
        -- as its reporter gave it; NULL for the one that needs none
        ALTER TABLE goal ADD COLUMN idempotency_key TEXT;
        -- What was counted twice before stays as it was counted.
        UPDATE goal SET idempotency_key = 'goal ' || id WHERE EXISTS (
            SELECT 1 FROM goal AS earlier WHERE earlier.number = goal.number AND earlier.name = goal.name
                AND earlier.campaign_id IS goal.campaign_id AND earlier.id < goal.id
        );
        -- Numbers of erased people, which start with a scheme, are no longer told apart.
        CREATE UNIQUE INDEX goal_once
            ON goal(number, name, COALESCE(campaign_id, 0), COALESCE(idempotency_key, '')) WHERE number LIKE '+%';
        """
}
