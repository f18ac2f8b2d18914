public import Campaigns
public import SMS

/// One part as a route received it: a TPDU from a modem, or a whole message from a provider.
public struct InboundPart: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        /// Text for a conversation.
        case text(String)
        /// One part of a longer text; the PDU is in `raw`.
        case partOfText(reference: Int, total: Int, sequence: Int)
        /// Nothing to read: binary data, an empty message.
        case nonText(String)
        /// Not for a conversation, with the text that it carries: flash, ports, message waiting, silent, SIM data. It is
        /// stored and shown, and reaches no agent.
        case aside(InboundKind, text: String?)
        /// Could not be decoded, for the reason given; the sender could be read.
        case broken(String)
    }

    public var route: RouteID
    /// What makes two readings of one part equal.
    public var fingerprint: String
    public var sender: SenderAddress
    public var content: Content
    /// `gsm7`, `ucs2` or `8bit`.
    public var encoding: String
    /// The PDU in hex, or the provider's text.
    public var raw: String
    public var receivedAt: Timestamp
    /// When the route first told of it.
    public var seenAt: Timestamp
    /// The provider confirmed an opt-out word already.
    public var alreadyConfirmed: Bool
    /// What the provider took it for by words of its own.
    public var verdict: ProviderVerdict?

    /// False where no person did anything: it ends no enrollment and takes nothing back.
    public var halts: Bool {
        if case .aside(let kind, _) = content { kind.halts } else { true }
    }

    public init(
        route: RouteID,
        fingerprint: String,
        sender: SenderAddress,
        content: Content,
        encoding: String,
        raw: String,
        receivedAt: Timestamp,
        seenAt: Timestamp? = nil,
        alreadyConfirmed: Bool = false,
        verdict: ProviderVerdict? = nil
    ) {
        self.route = route
        self.fingerprint = fingerprint
        self.sender = sender
        self.content = content
        self.encoding = encoding
        self.raw = raw
        self.receivedAt = receivedAt
        self.seenAt = seenAt ?? receivedAt
        self.alreadyConfirmed = alreadyConfirmed
        self.verdict = verdict
    }
}

/// What receiving a part did, all in one transaction.
public struct Receipt: Hashable, Sendable {
    /// It was stored before; nothing was done again.
    public var isDuplicate = false
    /// Enrollments that ended.
    public var halted = 0
    /// Messages taken back before they left.
    public var cancelled = 0
    /// Messages that were on their way when it came.
    public var raced = 0
    public var optedOut = false
    public var optedIn = false
    /// The inbound message, once all its parts are there.
    public var inbound: Int64?
    /// A test message of one of our own lines came back: nobody's words.
    public var isLoopback = false
    /// The part as it is stored.
    public var part: Int64?

    public init() {}
}

/// A status report of the network.
public struct InboundReport: Hashable, Sendable {
    public var route: RouteID
    public var fingerprint: String
    /// TP-MR.
    public var reference: Int
    /// The recipient's digits as the report has them.
    public var recipient: String
    /// TP-Status.
    public var status: UInt8
    public var raw: String
    public var receivedAt: Timestamp
    /// TP-SCTS: when the service centre had taken the message, by its own clock.
    public var takenAt: Timestamp?

    public init(
        route: RouteID,
        fingerprint: String,
        reference: Int,
        recipient: String,
        status: UInt8,
        raw: String,
        receivedAt: Timestamp,
        takenAt: Timestamp? = nil
    ) {
        self.route = route
        self.fingerprint = fingerprint
        self.reference = reference
        self.recipient = recipient
        self.status = status
        self.raw = raw
        self.receivedAt = receivedAt
        self.takenAt = takenAt
    }
}
