/// What a campaign counts as success.
public struct CampaignGoal: Hashable, Sendable, Codable {
    /// `reply`, `opt_in`, or the name of a goal; nil: any goal that is recorded.
    public var name: String?
    /// What one success is worth that says nothing of its own.
    public var value: Amount?

    public init(name: String? = nil, value: Amount? = nil) {
        self.name = name
        self.value = value
    }

    /// A person wrote back.
    public static let reply = "reply"
    /// A person wrote START or its like.
    public static let optIn = "opt_in"
    /// The goal that marks a reply as a positive one.
    public static let positive = "positive"

    /// Whether success is something that the person writes: nobody does so who got nothing.
    public var isAnAnswer: Bool { name == Self.reply || name == Self.optIn }
}
