extension Schema {
    /// A version of a campaign that waited for its preflight, and is not wanted any more.
    static let withdrawals = """
        ALTER TABLE campaign_version ADD COLUMN withdrawn_at INTEGER;
        """
}
