/// What a campaign is for, reached by one contact: an appointment confirmed, an order, a payment.
public struct Goal: Hashable, Sendable, Codable {
    /// As in `confirmed`; 1 to 64 characters.
    public var name: String
    /// What it is worth, where that can be said.
    public var value: Amount?

    public init(name: String, value: Amount? = nil) {
        self.name = name
        self.value = value
    }

    public static let longestName = 64
    /// Characters of a key that tells it from others of its name.
    public static let longestKey = 200
}
