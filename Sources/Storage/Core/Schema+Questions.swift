extension Schema {
    /// Questions whether somebody wants messages, and what single messages are in the eyes of the law.
    static let consentQuestions = """
        -- of a single message: transactional, informational, marketing; NULL: its sender did not say
        ALTER TABLE message ADD COLUMN category TEXT;

        -- A question for consent, and what it was answered with; append-only but for its answer.
        CREATE TABLE consent_question (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL,
            -- what asks
            message_id INTEGER NOT NULL UNIQUE REFERENCES message(id),
            -- of the consent that it asks for
            purpose TEXT,
            jurisdiction TEXT,
            locale TEXT,
            asked_at INTEGER NOT NULL,
            asked_by TEXT NOT NULL,
            -- by YES; NULL where nobody said so
            answered_at INTEGER,
            inbound_id INTEGER REFERENCES inbound(id),
            consent_id INTEGER REFERENCES consent(id)
        );
        CREATE INDEX consent_question_number ON consent_question(number, id);
        """
}
