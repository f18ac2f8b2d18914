/// What people's time costs, as far as it is counted: so many minutes for each answer that a person writes.
public struct WorkPrice: Hashable, Sendable {
    /// For one answer: reading what came in, looking it up, writing.
    public var minutes: Int
    /// Of a minute; nil where nobody said.
    public var perMinute: Amount?
    /// ISO 4217.
    public var currency: String?

    public init(minutes: Int = Self.standardMinutes, perMinute: Amount? = nil, currency: String? = nil) {
        self.minutes = minutes
        self.perMinute = perMinute
        self.currency = currency
    }

    public static let standardMinutes = 3
    /// What may be configured.
    public static let minutes = 1...240

    /// Of one answer.
    public var perAnswer: Amount? { perMinute.map { $0 * minutes } }
}
