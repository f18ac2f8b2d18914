public import Campaigns

/// A campaign as a preflight looks at it: the version that waits for it, or the one that counts.
public struct PreflightSubject: Hashable, Sendable {
    public var id: Int64
    public var version: Int
    public var definition: CampaignDefinition
    public var hash: ContentHash
    public var state: CampaignState
    public var audience: Audience
    /// Bounds everyone to those who are there now.
    public var newestContact: Int64
    /// How many rows there are to look at, about.
    public var rows: Int
    /// Steps, from the first, that have been sent to somebody.
    public var sentSteps: Int
    public var usedSegments: Int
    /// In thousandths of the currency unit.
    public var usedBudget: Int
    /// Of the audience that was written down at the start.
    public var frozenAudience: ContentHash?
    /// Other campaigns that send now.
    public var otherCampaigns: [String]
    /// A policy that the definition names and that there is not.
    public var missingPolicy: String?
    /// Of a campaign that is started, who may be added to it: they are looked at, and nobody else.
    public var addition: Audience?

    public var isStarted: Bool { state == .running || state == .paused }

    var looksAtThoseOnTheWay: Bool { isStarted && addition == nil }

    /// Whether its rows are lines of a list.
    var hasLines: Bool { if case .importBatch = audience { true } else { false } }
}

/// A clock that counts for some of the contacts.
public struct PreflightClock: Sendable {
    public var policy: PreflightPolicy
    public var clock: RecipientClock
    /// No hour ever suits.
    public var hasNoHours: Bool
}

/// Some rows of an audience.
public struct PreflightPage: Sendable {
    public struct Row: Sendable {
        /// Of its clock.
        public var key: String
        public var row: PreflightRow
        /// `nil` of somebody who is on the way already.
        public var hashed: AudienceRow?
    }

    public var rows: [Row] = []
    /// The clocks of these rows that were not known yet.
    public var clocks: [(key: String, clock: PreflightClock)] = []
    /// Where the next page begins; `nil` after the last one.
    public var next: Int64?
}

/// A preflight that somebody attested.
public struct AttestedPreflight: Hashable, Sendable {
    public var id: Int64
    public var version: Int
    public var at: Timestamp
    public var basis: PreflightBasis
    public var by: String
    public var token: ContentHash
}
