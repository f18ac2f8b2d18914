/// Bounds of what one request may bring.
public enum APILimits {
    /// Messages in one request.
    public static let messages = 10_000
    /// Octets of a JSON body; 10,000 messages of full length fit.
    public static let jsonOctets = 32 << 20
    /// Octets of a contact list; it is read as it comes in, never kept.
    public static let importOctets = 1 << 30
    /// Contacts that are stored in one transaction.
    public static let importBatch = 500
    /// Octets of a request that counts segments; 255 segments of text fit.
    public static let previewOctets = 1 << 20
    /// Octets of a provider's request.
    public static let webhookOctets = 256 << 10
    /// Octets of an idempotency key.
    public static let idempotencyKeyOctets = 255
}
