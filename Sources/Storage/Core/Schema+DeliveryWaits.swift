extension Schema {
    /// Steps that are due only once the message before them was delivered.
    static let deliveryWaits = """
        -- the step waits for the report of the message before it, until due_at at the latest
        ALTER TABLE enrollment ADD COLUMN awaits_delivery INTEGER NOT NULL DEFAULT 0;
        """
}
