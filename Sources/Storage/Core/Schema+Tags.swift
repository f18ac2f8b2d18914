extension Schema {
    /// Labels that agents give contacts, and answers with which a campaign goes on.
    static let contactTags = """
        -- JSON, a list of texts; no import changes it
        ALTER TABLE contact ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
        -- whether the campaign goes on for the person when it is approved
        ALTER TABLE draft ADD COLUMN resumes INTEGER NOT NULL DEFAULT 0;
        """
}
