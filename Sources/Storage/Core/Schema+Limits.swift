extension Schema {
    /// What limits are counted from, by seeks alone.
    static let limits = """
        -- Hand-overs of a route and of a campaign, counted from 1: the k-th last one is found by one seek, however many
        -- there were. A charge leaves a gap.
        ALTER TABLE handover ADD COLUMN route_ordinal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE handover ADD COLUMN campaign_ordinal INTEGER;
        -- what all of them have cost up to this one
        ALTER TABLE handover ADD COLUMN route_spent INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE handover ADD COLUMN campaign_spent INTEGER NOT NULL DEFAULT 0;
        -- the first of a message that its recipient did not ask for: what limits of recipients count
        ALTER TABLE handover ADD COLUMN leading INTEGER NOT NULL DEFAULT 0;
        -- permanent or blocked, where the segment was refused so
        ALTER TABLE handover ADD COLUMN failure TEXT;

        UPDATE handover SET route_ordinal = counted.ordinal, route_spent = counted.spent FROM (
            SELECT id, ROW_NUMBER() OVER route AS ordinal, SUM(price) OVER route AS spent FROM handover
            WINDOW route AS (PARTITION BY route_id ORDER BY at, id ROWS UNBOUNDED PRECEDING)
        ) AS counted WHERE counted.id = handover.id;
        UPDATE handover SET campaign_ordinal = counted.ordinal, campaign_spent = counted.spent FROM (
            SELECT id, ROW_NUMBER() OVER campaign AS ordinal, SUM(price) OVER campaign AS spent FROM handover
            WHERE campaign_id IS NOT NULL
            WINDOW campaign AS (PARTITION BY campaign_id ORDER BY at, id ROWS UNBOUNDED PRECEDING)
        ) AS counted WHERE counted.id = handover.id;
        UPDATE handover SET leading = 1 WHERE id IN (
            SELECT MIN(handover.id) FROM handover JOIN message ON message.id = handover.message_id
            WHERE origin IN ('api', 'campaign') GROUP BY message_id
        );
        -- Times grow with the ordinals, so that these find moments too.
        DROP INDEX handover_route;
        DROP INDEX handover_campaign;
        CREATE UNIQUE INDEX handover_route ON handover(route_id, route_ordinal);
        CREATE UNIQUE INDEX handover_campaign ON handover(campaign_id, campaign_ordinal) WHERE campaign_id IS NOT NULL;
        CREATE INDEX handover_number ON handover(number, at) WHERE leading = 1;
        CREATE INDEX handover_number_campaign ON handover(number, at) WHERE leading = 1 AND campaign_id IS NOT NULL;

        -- What a route or a campaign sent that the database does not know of, as after a restore: its limits count it.
        CREATE TABLE charge (
            id INTEGER PRIMARY KEY,
            route_id INTEGER REFERENCES route(id),
            campaign_id INTEGER REFERENCES campaign(id),
            -- the ordinal of the last of them
            ordinal INTEGER NOT NULL,
            count INTEGER NOT NULL,
            -- what all up to it have cost
            spent INTEGER NOT NULL,
            at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            CHECK ((route_id IS NULL) != (campaign_id IS NULL))
        );
        CREATE UNIQUE INDEX charge_route ON charge(route_id, ordinal) WHERE route_id IS NOT NULL;
        CREATE UNIQUE INDEX charge_campaign ON charge(campaign_id, ordinal) WHERE campaign_id IS NOT NULL;

        -- Whom a line wrote last when, for the limit of recipients a month; kept up to date only where there is one.
        CREATE TABLE line_recipient (
            route_id INTEGER NOT NULL REFERENCES route(id),
            number TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (route_id, number)
        ) WITHOUT ROWID;
        CREATE INDEX line_recipient_at ON line_recipient(route_id, at);
        -- up to which hand-over they are counted
        ALTER TABLE route ADD COLUMN recipients_through INTEGER NOT NULL DEFAULT 0;

        -- How far the times of hand-overs were moved, since the clock had been set.
        CREATE TABLE clock_step (
            id INTEGER PRIMARY KEY,
            after INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            -- the sum of all
            moved INTEGER NOT NULL
        );

        -- Databases that turned out to be older than what was sent.
        CREATE TABLE restore (
            id INTEGER PRIMARY KEY,
            -- the last hand-over that was remembered outside, and when it was made
            mark INTEGER NOT NULL,
            mark_at INTEGER NOT NULL,
            missing INTEGER NOT NULL,
            at INTEGER NOT NULL
        );

        -- Why a campaign is paused: operator, breaker_failures, breaker_opt_outs, breaker_blocks, budget, restored.
        ALTER TABLE campaign ADD COLUMN pause_kind TEXT;
        ALTER TABLE campaign ADD COLUMN pause_reason TEXT;
        """
}
