public import Campaigns

/// One version of a campaign.
public struct CampaignVersionView: Hashable, Sendable, Codable {
    /// From 1.
    public var number: Int
    public var hash: ContentHash
    public var madeBy: String?
    public var createdAt: Timestamp
    /// When it began to count; nil while it waits for its preflight, or where a later one came before it did.
    public var effectiveAt: Timestamp?
    /// Whether it is the one that counts.
    public var isCurrent: Bool
    /// Whether it waits for its preflight.
    public var isWaiting: Bool
    /// Against the version before it; empty for the first.
    public var differences: [CampaignDifference]
    /// What it says, with the keys of a campaign file.
    public var campaign: CampaignFile

    public init(
        number: Int,
        hash: ContentHash,
        madeBy: String?,
        createdAt: Timestamp,
        effectiveAt: Timestamp?,
        isCurrent: Bool,
        isWaiting: Bool,
        differences: [CampaignDifference],
        campaign: CampaignFile
    ) {
        self.number = number
        self.hash = hash
        self.madeBy = madeBy
        self.createdAt = createdAt
        self.effectiveAt = effectiveAt
        self.isCurrent = isCurrent
        self.isWaiting = isWaiting
        self.differences = differences
        self.campaign = campaign
    }
}
