public import Campaigns

/// An HTTP service that sends and receives SMS.
public protocol Provider: Sendable {
    /// The name from the configuration; it identifies the route.
    var name: String { get }

    /// The price of one segment in thousandths of the account's currency unit; counts against the daily spend cap.
    var pricePerSegment: Int { get }

    /// Sends one message. Called once for each durable mark; never throws: what is not certain is `uncertain`.
    func send(_ message: ProviderMessage) async -> ProviderSendResult

    /// Lists inbound messages since the cursor, oldest first, for boxes that cannot be reached from outside. `nil` where
    /// polling is not configured. A cursor of `nil` means: never asked before.
    func poll(since cursor: String?) async throws(ProviderProblem) -> ProviderPage?

    /// Reads one request of the provider's to us (status callback or inbound message), after checking its signature.
    func events(in request: WebhookRequest) throws(ProviderProblem) -> WebhookReply
}

/// A message as a provider gets it.
public struct ProviderMessage: Hashable, Sendable {
    /// Our id of the message.
    public var id: Int64
    public var recipient: PhoneNumber
    public var text: String
    /// How long the provider may keep trying; `nil` leaves it to the provider.
    public var validity: Duration?

    public init(id: Int64, recipient: PhoneNumber, text: String, validity: Duration?) {
        self.id = id
        self.recipient = recipient
        self.text = text
        self.validity = validity
    }
}

public enum ProviderSendResult: Hashable, Sendable {
    /// The provider has it, under its id; `segments` as it counts them.
    case accepted(id: String, segments: Int)
    /// It certainly did not take it.
    case refused(SendFailure, reason: String)
    /// The request left and no answer says what became of it.
    case uncertain(reason: String)
}

public struct ProviderPage: Hashable, Sendable {
    public var events: [ProviderEvent]
    /// Where to go on next time; stored only after every event is committed.
    public var cursor: String?

    public init(events: [ProviderEvent], cursor: String?) {
        self.events = events
        self.cursor = cursor
    }
}

/// What a provider tells us.
public enum ProviderEvent: Hashable, Sendable {
    /// Somebody wrote to us.
    case inbound(ProviderInbound)
    /// What became of a message that we sent. `providerID` is the id from ``ProviderSendResult/accepted(id:segments:)``.
    case status(providerID: String, ProviderStatus, reason: String?)
}

public struct ProviderInbound: Hashable, Sendable {
    /// The provider's id of the message; the same id is stored once.
    public var id: String
    public var sender: String
    public var recipient: String
    public var text: String
    /// When the provider says that it came; `nil` where it does not say.
    public var at: Timestamp?
    /// Set where the provider itself answered an opt-out word, so that we confirm nothing twice.
    public var alreadyConfirmed: Bool
    /// What the provider took it for by words of its own; nil where it does not say.
    public var verdict: ProviderVerdict?

    public init(
        id: String,
        sender: String,
        recipient: String,
        text: String,
        at: Timestamp?,
        alreadyConfirmed: Bool,
        verdict: ProviderVerdict? = nil
    ) {
        self.id = id
        self.sender = sender
        self.recipient = recipient
        self.text = text
        self.at = at
        self.alreadyConfirmed = alreadyConfirmed
        self.verdict = verdict
    }
}

public enum ProviderStatus: String, Hashable, Sendable {
    case sent, delivered, undelivered, failed
    /// The number has opted out at the provider: becomes a suppression here.
    case optedOut
}

/// A request that a provider made to our webhook address.
public struct WebhookRequest: Hashable, Sendable {
    public var method: String
    /// Path and query as requested, such as `/webhooks/twilio/status?x=1`.
    public var target: String
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(method: String, target: String, headers: [String: String], body: [UInt8]) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// What to do with a provider's request, and what to answer once that is committed.
public struct WebhookReply: Hashable, Sendable {
    public var events: [ProviderEvent]
    public var contentType: String
    public var body: String

    public init(events: [ProviderEvent], contentType: String, body: String) {
        self.events = events
        self.contentType = contentType
        self.body = body
    }
}

/// Why a provider could not be asked, or was not believed.
public enum ProviderProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The signature is missing or wrong.
    case badSignature(String)
    /// The request or answer is not what the provider's contract says.
    case malformed(String)
    /// The provider could not be reached or refused.
    case unavailable(String)

    public var description: String {
        switch self {
        case .badSignature(let reason), .malformed(let reason), .unavailable(let reason): reason
        }
    }
}
