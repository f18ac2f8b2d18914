extension Schema {
    /// Events of single messages, which are told after all others.
    static let bulkEvents = """
        ALTER TABLE event ADD COLUMN bulk INTEGER NOT NULL DEFAULT 0;
        DROP INDEX event_due;
        CREATE INDEX event_due ON event(bulk, due_at) WHERE due_at IS NOT NULL;
        """
}
