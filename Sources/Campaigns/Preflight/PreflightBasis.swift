/// All that a preflight is bound to. When any of it changes, what was attested no longer holds.
public struct PreflightBasis: Hashable, Sendable, Codable {
    /// What the campaign says.
    public var campaign: ContentHash
    public var version: Int
    /// Whom it is for and what its texts are filled with.
    public var audience: ContentHash
    /// The rules of the agent, or its name where it has none.
    public var agent: ContentHash
    /// The limits and prices of the lines and providers.
    public var limits: ContentHash
    /// The policies, days without campaigns, opt-out words, confirmations, and who signs.
    public var policy: ContentHash

    public init(
        campaign: ContentHash,
        version: Int,
        audience: ContentHash,
        agent: ContentHash,
        limits: ContentHash,
        policy: ContentHash
    ) {
        self.campaign = campaign
        self.version = version
        self.audience = audience
        self.agent = agent
        self.limits = limits
        self.policy = policy
    }

    /// What is not any more as it was, for people; empty where all is.
    public func changes(to now: PreflightBasis) -> [String] {
        var changes: [String] = []
        if campaign != now.campaign { changes.append("the campaign was edited") }
        if audience != now.audience { changes.append("the contacts changed") }
        if agent != now.agent { changes.append("the rules of the agent changed") }
        if limits != now.limits { changes.append("the limits or prices of the lines changed") }
        if policy != now.policy {
            changes.append("the policies, the opt-out words, the confirmations or the sender's name changed")
        }
        return changes
    }
}

/// What a person has to say before a campaign is started.
public struct PreflightConfirmation: Hashable, Sendable, Codable {
    public enum Topic: String, Hashable, Sendable, Codable, CaseIterable {
        case consent, content, limits, agent
    }

    public var topic: Topic
    /// With the figures that it is about.
    public var statement: String

    public init(_ topic: Topic, _ statement: String) {
        self.topic = topic
        self.statement = statement
    }
}

/// That a person has said so, and when.
public struct PreflightAttestation: Hashable, Sendable, Codable {
    public var by: String
    public var at: Timestamp
    public var confirmations: [PreflightConfirmation]

    public init(by: String, at: Timestamp, confirmations: [PreflightConfirmation]) {
        self.by = by
        self.at = at
        self.confirmations = confirmations
    }

    /// What allows a campaign to be started: the hash of all that was looked at and of who attested it.
    public func token(for basis: PreflightBasis) throws -> ContentHash {
        struct Sealed: Encodable {
            var basis: PreflightBasis
            var attestation: PreflightAttestation
        }
        return try CanonicalJSON.hash(of: Sealed(basis: basis, attestation: self))
    }
}
