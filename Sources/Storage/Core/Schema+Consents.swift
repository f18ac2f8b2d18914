extension Schema {
    /// What a consent is for, under which law, in which language, and whether the person confirmed it.
    static let consentScopes = """
        -- words with commas between them, as in appointments,marketing; NULL: whatever is sent
        ALTER TABLE consent ADD COLUMN purpose TEXT;
        -- as in ISO 3166: DE, US-FL
        ALTER TABLE consent ADD COLUMN jurisdiction TEXT;
        -- of the wording, as in BCP 47
        ALTER TABLE consent ADD COLUMN locale TEXT;
        -- of the file that the evidence is, in hexadecimal digits
        ALTER TABLE consent ADD COLUMN evidence_sha256 TEXT;
        -- what proves that the person confirmed it; NULL: nobody asked
        ALTER TABLE consent ADD COLUMN double_opt_in TEXT;
        -- START comes from the person's own phone.
        UPDATE consent SET double_opt_in = evidence
            WHERE source = 'START by text message' AND captured_by = 'smsbridge' AND evidence LIKE 'inbound message %';
        """
}
