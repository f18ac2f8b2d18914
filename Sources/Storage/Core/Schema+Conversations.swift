extension Schema {
    /// Who has a conversation and who had it, what waits for people, drafts.
    static let conversations = """
        -- why nobody answers, where the owner is muted: optOut, loop, service
        ALTER TABLE conversation ADD COLUMN mute_cause TEXT;
        -- until when a loop keeps the agent quiet
        ALTER TABLE conversation ADD COLUMN muted_until INTEGER;
        -- the person that has it, where the owner is human
        ALTER TABLE conversation ADD COLUMN holder TEXT;
        -- the last message either way, or change of owner
        ALTER TABLE conversation ADD COLUMN active_at INTEGER NOT NULL DEFAULT 0;
        UPDATE conversation SET active_at = COALESCE(last_inbound_at, 0);
        UPDATE conversation SET mute_cause = CASE
            WHEN number NOT LIKE '+%' THEN 'service'
            WHEN reason = 'too many answers of the agent' THEN 'loop' ELSE 'optOut' END
        WHERE owner = 'muted';
        UPDATE conversation SET muted_until = active_at + 86400000 WHERE mute_cause = 'loop';
        DROP INDEX conversation_due;
        CREATE INDEX conversation_due ON conversation(answer_due_at) WHERE answer_due_at IS NOT NULL;
        CREATE INDEX conversation_active ON conversation(owner, active_at);
        CREATE INDEX conversation_muted ON conversation(muted_until) WHERE muted_until IS NOT NULL;

        -- Every change of owner, append-only.
        CREATE TABLE owner_change (
            id INTEGER PRIMARY KEY,
            conversation_id INTEGER NOT NULL REFERENCES conversation(id),
            at INTEGER NOT NULL,
            -- of the conversation, after it
            version INTEGER NOT NULL,
            owner_before TEXT NOT NULL,
            owner TEXT NOT NULL,
            -- who or what did it: a person's name, an agent, a guard
            actor TEXT NOT NULL,
            reason TEXT
        );
        CREATE INDEX owner_change_conversation ON owner_change(conversation_id, id);

        -- What waits, or waited, for a person. Its id is the reference by which staff answer from their phones.
        CREATE TABLE escalation (
            id INTEGER PRIMARY KEY,
            conversation_id INTEGER NOT NULL REFERENCES conversation(id),
            reason TEXT NOT NULL,
            opened_at INTEGER NOT NULL,
            opened_by TEXT NOT NULL,
            -- when the service time ends; NULL where there is none, or it ended
            due_at INTEGER,
            overdue_at INTEGER,
            claimed_at INTEGER,
            claimed_by TEXT,
            resolved_at INTEGER,
            resolved_by TEXT,
            -- the owner that the conversation went to
            outcome TEXT
        );
        CREATE INDEX escalation_conversation ON escalation(conversation_id, id);
        CREATE UNIQUE INDEX escalation_open ON escalation(conversation_id) WHERE resolved_at IS NULL;
        CREATE INDEX escalation_due ON escalation(due_at) WHERE due_at IS NOT NULL;
        INSERT INTO escalation (conversation_id, reason, opened_at, opened_by)
            SELECT id, COALESCE(reason, 'a person has to look'), active_at, 'agent' FROM conversation
            WHERE owner = 'waitingForHuman' ORDER BY id;

        -- Answers of agents that wait for a person's approval.
        CREATE TABLE draft (
            id INTEGER PRIMARY KEY,
            conversation_id INTEGER NOT NULL REFERENCES conversation(id),
            -- the newest message that it answers
            inbound_id INTEGER NOT NULL REFERENCES inbound(id),
            -- of the conversation, for which it was written
            version INTEGER NOT NULL,
            -- the last inbound message that was answered or decided on before it
            answer_after INTEGER NOT NULL,
            agent TEXT NOT NULL,
            text TEXT NOT NULL,
            why TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'edited', 'discarded', 'stale')),
            created_at INTEGER NOT NULL,
            decided_at INTEGER,
            decided_by TEXT,
            message_id INTEGER REFERENCES message(id)
        );
        CREATE INDEX draft_conversation ON draft(conversation_id, id);
        CREATE UNIQUE INDEX draft_waiting ON draft(conversation_id) WHERE state = 'waiting';

        -- the version of the conversation that an agent's answer answers: to another one it is not handed over
        ALTER TABLE message ADD COLUMN answer_version INTEGER;
        -- the last inbound message that was answered before it
        ALTER TABLE message ADD COLUMN answer_after INTEGER;
        -- until when a window does not hold it back; NULL: no window does, beside its campaign's
        ALTER TABLE message ADD COLUMN exempt_until INTEGER;
        -- the conversation that an answer of staff from their phone is for
        ALTER TABLE inbound ADD COLUMN relayed_to INTEGER REFERENCES conversation(id);
        CREATE INDEX inbound_relayed ON inbound(relayed_to) WHERE relayed_to IS NOT NULL;
        CREATE INDEX message_conversation ON message(conversation_id) WHERE conversation_id IS NOT NULL;
        """
}
