/// Bounds of what one request may bring.
public enum APILimits {
    /// Messages in one request.
    public static let messages = 10_000
    /// Octets of a JSON body; 10,000 messages of full length fit.
    public static let jsonOctets = 32 << 20
    /// Octets of a contact list; it is read as it comes in, never kept.
    public static let importOctets = 1 << 30
    /// Rows of a list that are stored in one transaction, at first and at most. How many it really are follows how long
    /// they take, see ``RowBatches``.
    public static let importBatch = 100
    public static let mostInBatch = 500
    /// Octets of a list that are read before its rows are stored.
    public static let importPiece = 16 << 10
    /// Characters of the key of an exchange of hashes.
    public static let hashKeyOctets = 16...256
    /// Rows that are read from the database at once for an answer that goes on.
    public static let page = 1000
    /// Octets of a request that counts segments; 255 segments of text fit.
    public static let previewOctets = 1 << 20
    /// Octets of a provider's request.
    public static let webhookOctets = 256 << 10
    /// Octets of an idempotency key.
    public static let idempotencyKeyOctets = 255
}
