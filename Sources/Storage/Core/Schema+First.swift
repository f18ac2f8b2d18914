/// The first form of the tables.
extension Schema {
    static let tables = """
        CREATE TABLE route (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('line', 'provider')),
            -- ICCID of a line (or imei:… where the SIM does not tell), provider:NAME of a provider
            key TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            imei TEXT,
            imsi TEXT,
            cursor TEXT,
            created_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL
        );

        CREATE TABLE contact (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            name TEXT,
            email TEXT,
            time_zone TEXT,
            fields TEXT NOT NULL DEFAULT '{}',
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        );

        CREATE TABLE consent (
            id INTEGER PRIMARY KEY,
            contact_id INTEGER NOT NULL REFERENCES contact(id),
            kind TEXT NOT NULL,
            source TEXT NOT NULL,
            captured_at INTEGER,
            wording TEXT,
            evidence TEXT,
            captured_by TEXT,
            import_id INTEGER REFERENCES import(id),
            created_at INTEGER NOT NULL
        );
        CREATE INDEX consent_contact ON consent(contact_id);

        CREATE TABLE import (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            made_by TEXT,
            begun_at INTEGER NOT NULL,
            finished_at INTEGER
        );

        CREATE TABLE import_row (
            import_id INTEGER NOT NULL REFERENCES import(id),
            line INTEGER NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('added', 'updated', 'rejected')),
            contact_id INTEGER REFERENCES contact(id),
            column_name TEXT,
            reason TEXT,
            has_consent INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (import_id, line)
        ) WITHOUT ROWID;

        CREATE TABLE suppression (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL,
            reason TEXT NOT NULL,
            note TEXT,
            inbound_id INTEGER REFERENCES inbound(id),
            at INTEGER NOT NULL,
            lifted_at INTEGER,
            lifted_note TEXT
        );
        CREATE UNIQUE INDEX suppression_current ON suppression(number) WHERE lifted_at IS NULL;

        CREATE TABLE campaign (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL,
            definition TEXT NOT NULL,
            audience TEXT NOT NULL,
            -- a window or a limit of the campaign keeps all its messages until then
            hold_until INTEGER NOT NULL DEFAULT 0,
            hold_reason TEXT,
            served_at INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER
        );
        CREATE INDEX campaign_running ON campaign(hold_until, served_at) WHERE state = 'running';

        CREATE TABLE enrollment (
            id INTEGER PRIMARY KEY,
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            contact_id INTEGER NOT NULL REFERENCES contact(id),
            number TEXT NOT NULL,
            state TEXT NOT NULL,
            -- index of the step that comes next, from 0
            step INTEGER NOT NULL DEFAULT 0,
            due_at INTEGER,
            -- the step's message is in the queue or on its way
            queued INTEGER NOT NULL DEFAULT 0,
            ended_at INTEGER,
            reason TEXT,
            UNIQUE (campaign_id, contact_id)
        );
        CREATE INDEX enrollment_due ON enrollment(due_at) WHERE state = 'active' AND queued = 0;
        CREATE INDEX enrollment_open ON enrollment(number) WHERE state IN ('pending', 'active', 'held');
        CREATE INDEX enrollment_unfinished ON enrollment(campaign_id) WHERE state IN ('pending', 'active', 'held');

        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL,
            text TEXT NOT NULL,
            encoding TEXT NOT NULL,
            segments INTEGER NOT NULL CHECK (segments BETWEEN 1 AND 255),
            origin TEXT NOT NULL,
            state TEXT NOT NULL,
            campaign_id INTEGER REFERENCES campaign(id),
            enrollment_id INTEGER REFERENCES enrollment(id),
            step INTEGER,
            conversation_id INTEGER REFERENCES conversation(id),
            -- a confirmation of an opt-out may go to a suppressed number
            exempt INTEGER NOT NULL DEFAULT 0,
            -- the queue's order: stream (campaign, or 0), wanted route (or 0), priority, due
            stream INTEGER NOT NULL DEFAULT 0,
            wanted_route INTEGER NOT NULL DEFAULT 0,
            -- until when wanted and avoided route count; NULL with a wanted route: a segment of it left there, so it
            -- stays with that route until it is sent or its deadline comes
            wanted_until INTEGER,
            avoided_route INTEGER NOT NULL DEFAULT 0,
            priority INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            deadline INTEGER,
            validity_seconds INTEGER,
            route_id INTEGER REFERENCES route(id),
            claim INTEGER NOT NULL DEFAULT 0,
            tries INTEGER NOT NULL DEFAULT 0,
            routes_tried INTEGER NOT NULL DEFAULT 1,
            -- it was offered to a provider: that happens once
            was_offered INTEGER NOT NULL DEFAULT 0,
            -- TP-MR of concatenation, the same for all segments and all tries
            reference INTEGER NOT NULL DEFAULT 0,
            raced INTEGER NOT NULL DEFAULT 0,
            reason TEXT,
            idempotency_key TEXT UNIQUE,
            provider_reference TEXT,
            created_at INTEGER NOT NULL,
            sent_at INTEGER,
            final_at INTEGER,
            UNIQUE (enrollment_id, step)
        );
        CREATE INDEX message_queue ON message(stream, wanted_route, priority, due_at, id) WHERE state = 'queued';
        CREATE INDEX message_due ON message(due_at) WHERE state = 'queued';
        CREATE INDEX message_sticky ON message(wanted_until) WHERE state = 'queued' AND wanted_until IS NOT NULL;
        CREATE INDEX message_begun ON message(wanted_route, due_at, id)
            WHERE state = 'queued' AND wanted_route != 0 AND wanted_until IS NULL;
        CREATE INDEX message_deadline ON message(deadline) WHERE state = 'queued' AND deadline IS NOT NULL;
        CREATE INDEX message_open ON message(number) WHERE state IN ('queued', 'claimed', 'submitting');
        CREATE INDEX message_busy ON message(state) WHERE state IN ('claimed', 'submitting');
        CREATE INDEX message_number ON message(number, id);
        CREATE INDEX message_campaign ON message(campaign_id, state) WHERE campaign_id IS NOT NULL;
        CREATE UNIQUE INDEX message_provider ON message(route_id, provider_reference)
            WHERE provider_reference IS NOT NULL;

        CREATE TABLE segment (
            message_id INTEGER NOT NULL REFERENCES message(id),
            sequence INTEGER NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('pending', 'submitting', 'accepted', 'refused', 'uncertain', 'cancelled')),
            route_id INTEGER REFERENCES route(id),
            -- TP-MR as the modem gave it
            reference INTEGER,
            handed_over_at INTEGER,
            answered_at INTEGER,
            -- the last TP-Status, and when it came
            status INTEGER,
            reported_at INTEGER,
            PRIMARY KEY (message_id, sequence)
        ) WITHOUT ROWID;
        CREATE INDEX segment_reference ON segment(route_id, reference, handed_over_at);
        CREATE INDEX segment_in_flight ON segment(state) WHERE state = 'submitting';
        CREATE INDEX segment_uncertain ON segment(route_id, handed_over_at) WHERE state = 'uncertain';

        -- Every hand-over, append-only: what limits are counted from.
        CREATE TABLE handover (
            id INTEGER PRIMARY KEY,
            message_id INTEGER NOT NULL REFERENCES message(id),
            sequence INTEGER NOT NULL,
            route_id INTEGER NOT NULL REFERENCES route(id),
            campaign_id INTEGER REFERENCES campaign(id),
            number TEXT NOT NULL,
            price INTEGER NOT NULL DEFAULT 0,
            at INTEGER NOT NULL
        );
        CREATE INDEX handover_route ON handover(route_id, at);
        CREATE INDEX handover_campaign ON handover(campaign_id, at) WHERE campaign_id IS NOT NULL;

        CREATE TABLE part (
            id INTEGER PRIMARY KEY,
            route_id INTEGER NOT NULL REFERENCES route(id),
            -- what makes two readings of one part equal
            fingerprint TEXT NOT NULL,
            sender TEXT NOT NULL,
            number TEXT,
            raw TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            reference INTEGER,
            total INTEGER,
            sequence INTEGER,
            inbound_id INTEGER REFERENCES inbound(id),
            UNIQUE (route_id, fingerprint)
        );
        CREATE INDEX part_waiting ON part(sender, reference, total) WHERE inbound_id IS NULL;
        CREATE INDEX part_patience ON part(received_at) WHERE inbound_id IS NULL;

        CREATE TABLE inbound (
            id INTEGER PRIMARY KEY,
            route_id INTEGER NOT NULL REFERENCES route(id),
            -- E.164, or NULL where the sender is a service
            number TEXT,
            sender TEXT NOT NULL,
            text TEXT NOT NULL,
            encoding TEXT NOT NULL,
            -- what it was taken for: text, optOut, optIn, help, wrongNumber, ask, automatic, service, nontext, broken,
            -- flash, application, messageWaiting, silent, simData
            kind TEXT NOT NULL,
            complete INTEGER NOT NULL,
            conversation_id INTEGER NOT NULL REFERENCES conversation(id),
            campaign_id INTEGER REFERENCES campaign(id),
            halted INTEGER NOT NULL DEFAULT 0,
            received_at INTEGER NOT NULL
        );
        CREATE INDEX inbound_conversation ON inbound(conversation_id, id);
        CREATE INDEX inbound_campaign ON inbound(campaign_id) WHERE campaign_id IS NOT NULL;

        CREATE TABLE conversation (
            id INTEGER PRIMARY KEY,
            -- E.164, or a service's name
            number TEXT NOT NULL UNIQUE,
            owner TEXT NOT NULL,
            agent TEXT,
            campaign_id INTEGER REFERENCES campaign(id),
            route_id INTEGER REFERENCES route(id),
            -- grows with every inbound message and change of owner
            version INTEGER NOT NULL DEFAULT 0,
            -- the last inbound message that an agent has answered or decided on
            answered_inbound INTEGER NOT NULL DEFAULT 0,
            answer_due_at INTEGER,
            last_inbound_at INTEGER,
            reason TEXT
        );
        CREATE INDEX conversation_due ON conversation(answer_due_at)
            WHERE owner = 'agent' AND answer_due_at IS NOT NULL;

        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            route_id INTEGER NOT NULL REFERENCES route(id),
            fingerprint TEXT NOT NULL,
            reference INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            status INTEGER NOT NULL,
            raw TEXT NOT NULL,
            message_id INTEGER REFERENCES message(id),
            sequence INTEGER,
            at INTEGER NOT NULL,
            UNIQUE (route_id, fingerprint)
        );
        CREATE INDEX report_early ON report(route_id, reference) WHERE message_id IS NULL;

        CREATE TABLE decision (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            detail TEXT NOT NULL,
            message_id INTEGER REFERENCES message(id),
            enrollment_id INTEGER REFERENCES enrollment(id),
            -- what kept all messages of a campaign, or of a line, waiting
            campaign_id INTEGER REFERENCES campaign(id),
            route_id INTEGER REFERENCES route(id),
            number TEXT
        );
        CREATE INDEX decision_campaign ON decision(campaign_id, at) WHERE campaign_id IS NOT NULL;
        CREATE INDEX decision_route ON decision(route_id, at) WHERE route_id IS NOT NULL;
        CREATE INDEX decision_message ON decision(message_id, id) WHERE message_id IS NOT NULL;
        CREATE INDEX decision_enrollment ON decision(enrollment_id, id) WHERE enrollment_id IS NOT NULL;

        CREATE TABLE pin_refusal (
            -- ICCID, or imei:… where the SIM does not tell
            sim TEXT NOT NULL,
            pin TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (sim, pin)
        ) WITHOUT ROWID;

        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            type TEXT NOT NULL,
            payload TEXT NOT NULL,
            at INTEGER NOT NULL,
            due_at INTEGER,
            tries INTEGER NOT NULL DEFAULT 0,
            delivered_at INTEGER,
            reason TEXT
        );
        CREATE INDEX event_due ON event(due_at) WHERE due_at IS NOT NULL;
        """
}
