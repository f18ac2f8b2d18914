extension Schema {
    /// What a person does not want to get, where it is not everything.
    static let suppressionCategories = """
        -- transactional, informational, marketing; NULL: whatever is sent
        ALTER TABLE suppression ADD COLUMN category TEXT;
        DROP INDEX suppression_current;
        CREATE UNIQUE INDEX suppression_current ON suppression(number, COALESCE(category, '')) WHERE lifted_at IS NULL;
        """
}
