extension Schema {
    /// What a campaign's budget gets back.
    static let refunds = """
        -- what segments would have cost that were handed over and then refused, in thousandths
        ALTER TABLE campaign ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
        """
}
