/// How many recipients came how far. A recipient counts once, with the best that became of any message: `delivered`,
/// `assumed`, `unknown` and `undelivered` make up `accepted`; those, `uncertain`, `failed`, `underway` and `stopped` make up
/// `attempted`.
public struct FunnelFigures: Hashable, Sendable, Codable {
    public var enrolled: Int
    /// Left out at the start.
    public var excluded: Int
    public var eligible: Int
    /// Something was handed over to a route, or given up by one.
    public var attempted: Int
    /// A route accepted a whole message.
    public var accepted: Int
    /// The network reports that the phone has it.
    public var delivered: Int
    /// Accepted by a route that never reports anything: nobody knows more.
    public var assumed: Int
    /// Accepted by a route that reports, which has said nothing final yet.
    public var unknown: Int
    /// The network reports that it gave up.
    public var undelivered: Int
    /// Handed over, and nobody can tell whether it left.
    public var uncertain: Int
    /// Refused by every route that was tried.
    public var failed: Int
    /// A try is open.
    public var underway: Int
    /// Taken back after a part of it had left or a try had failed.
    public var stopped: Int
    /// Delivered, assumed, somebody wrote back, or reached a goal after a try: what the other rates are counted from.
    public var reached: Int
    /// A person wrote back something else than a word for STOP, START or HELP, or that the number is wrong.
    public var replied: Int
    /// Of whom the goal `positive` was recorded.
    public var positive: Int
    public var optedOut: Int
    /// Wrote START or its like.
    public var optedIn: Int
    /// Wrote HELP or its like.
    public var help: Int
    public var wrongNumber: Int
    /// A machine wrote back.
    public var automatic: Int
    /// Reached what the campaign counts as success.
    public var succeeded: Int
    /// Of these, before anything was handed over for them.
    public var succeededBefore: Int

    public init(
        enrolled: Int,
        excluded: Int,
        eligible: Int,
        attempted: Int,
        accepted: Int,
        delivered: Int,
        assumed: Int,
        unknown: Int,
        undelivered: Int,
        uncertain: Int,
        failed: Int,
        underway: Int,
        stopped: Int,
        reached: Int,
        replied: Int,
        positive: Int = 0,
        optedOut: Int,
        optedIn: Int,
        help: Int,
        wrongNumber: Int,
        automatic: Int,
        succeeded: Int,
        succeededBefore: Int
    ) {
        self.enrolled = enrolled
        self.excluded = excluded
        self.eligible = eligible
        self.attempted = attempted
        self.accepted = accepted
        self.delivered = delivered
        self.assumed = assumed
        self.unknown = unknown
        self.undelivered = undelivered
        self.uncertain = uncertain
        self.failed = failed
        self.underway = underway
        self.stopped = stopped
        self.reached = reached
        self.replied = replied
        self.positive = positive
        self.optedOut = optedOut
        self.optedIn = optedIn
        self.help = help
        self.wrongNumber = wrongNumber
        self.automatic = automatic
        self.succeeded = succeeded
        self.succeededBefore = succeededBefore
    }
}

/// Why recipients were left out.
public struct ExclusionFigures: Hashable, Sendable, Codable {
    public var reason: String
    public var recipients: Int

    public init(reason: String, recipients: Int) {
        self.reason = reason
        self.recipients = recipients
    }
}

/// Messages that did not arrive, of those that were tried or given up in time.
public struct FailureFigures: Hashable, Sendable, Codable {
    public var tried: Int
    /// The number or the text cannot be sent to, by anyone.
    public var permanent: Int
    /// Retries were used up, or the network gave up.
    public var temporary: Int
    /// A deadline passed, here or in the network.
    public var expired: Int
    public var uncertain: Int
    /// Given up for a reason that was not told.
    public var unspecified: Int

    public init(tried: Int, permanent: Int, temporary: Int, expired: Int, uncertain: Int, unspecified: Int) {
        self.tried = tried
        self.permanent = permanent
        self.temporary = temporary
        self.expired = expired
        self.uncertain = uncertain
        self.unspecified = unspecified
    }
}
