extension Schema {
    /// What contacts, consent and imports need beside the first form.
    static let contactHistory = """
        -- where a time zone comes from: csv (a column of a list) or operator (somebody here); NULL without one
        ALTER TABLE contact ADD COLUMN time_zone_source TEXT CHECK (time_zone_source IN ('csv', 'operator'));
        UPDATE contact SET time_zone_source = 'csv' WHERE time_zone IS NOT NULL;
        """
}
