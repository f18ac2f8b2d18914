/// What a monitor counts of campaigns, from the tables that figures are computed from. No numbers of people are in it.
public struct CampaignCounts: Hashable, Sendable {
    /// Of one campaign.
    public struct Campaign: Hashable, Sendable {
        public var name: String
        /// A ``CampaignState``.
        public var state: String
        /// By ``EnrollmentState``, and by ``MessageState``; those with none are left out.
        public var enrollments: [String: Int] = [:]
        public var messages: [String: Int] = [:]
        /// Handed over, accepted or not.
        public var segments = 0
        /// Inbound messages that count as replies, and as opt-outs.
        public var replies = 0
        public var optOuts = 0

        public init(name: String, state: String) {
            self.name = name
            self.state = state
        }
    }

    /// How long halts took, over all campaigns.
    public struct Halts: Hashable, Sendable {
        /// In milliseconds, with how many took no longer.
        public var upTo: [(ms: Int, halts: Int)] = []
        public var count = 0
        public var totalMs = 0

        public init() {}

        public static func == (left: Halts, right: Halts) -> Bool {
            left.count == right.count && left.totalMs == right.totalMs
                && left.upTo.elementsEqual(right.upTo, by: ==)
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(count)
            hasher.combine(totalMs)
        }
    }

    /// The newest ``most`` that were started.
    public var campaigns: [Campaign]
    public var halts: Halts

    public init(campaigns: [Campaign] = [], halts: Halts = Halts()) {
        self.campaigns = campaigns
        self.halts = halts
    }

    /// More campaigns than this have no lines of their own: a monitor keeps each name for ever.
    public static let most = 100
    /// The bounds of halts, in milliseconds.
    public static let haltBounds = [10, 30, 100, 300, 1000, 3000, 10_000]
}
