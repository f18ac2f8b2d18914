public import AsyncHTTPClient
public import Campaigns
import FoundationEssentials
public import Gateway
public import Logging

/// Where a webhook's events go.
public struct WebhookSettings: Hashable, Sendable {
    /// An `http` or `https` address, with a query where one is needed. A secret, as it often carries a token.
    public var url: Secret
    /// `whsec_…`, the newest first; see ``StandardWebhooks``.
    public var secrets: [Secret]
    /// For one delivery, from the call to the last octet of the answer: 1 to 60 s.
    public var timeout: Duration
    /// What it is told.
    public var events: Set<EventType>

    public init(
        url: Secret,
        secrets: [Secret],
        timeout: Duration = .seconds(10),
        events: Set<EventType> = EventType.standard
    ) {
        self.url = url
        self.secrets = secrets
        self.timeout = timeout
        self.events = events
    }
}

/// Delivers events as signed HTTP requests (Standard Webhooks).
///
/// The body is `{"type":…,"timestamp":…,"data":…}`, data being the event's payload. The id, `evt_<id>`, stays the same when
/// an event is delivered again, so a receiver can tell.
public struct WebhookSink: EventSink {
    /// The largest answer that is read, in octets. Nothing in it matters.
    static let answerLimit = 65_536

    private let endpoint: SignedEndpoint
    private let events: Set<EventType>
    private let now: @Sendable () -> Timestamp
    private let logger: Logger

    /// Checks the settings; connects to nothing yet.
    ///
    /// - Parameters:
    ///   - settings: The address and its secrets.
    ///   - client: Made with `HTTPClient.Configuration.connectors`. Whoever passes it shuts it down.
    ///   - clock: What the deadline waits on.
    ///   - now: The wall clock, for `webhook-timestamp`.
    ///   - logger: Gets no payload and no secret.
    /// - Throws: ``SettingProblem`` where a setting cannot work.
    public init(
        settings: WebhookSettings,
        client: HTTPClient,
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp,
        logger: Logger
    ) throws(SettingProblem) {
        endpoint = try SignedEndpoint(
            url: settings.url,
            secrets: settings.secrets,
            timeout: settings.timeout,
            longest: 60,
            example: "https://example.org/hook",
            answerLimit: Self.answerLimit,
            client: client,
            clock: clock
        )
        events = settings.events
        self.now = now
        self.logger = logger
    }

    public func wants(_ type: String) -> Bool { EventType(rawValue: type).map(events.contains) ?? true }

    public func deliver(_ event: GatewayEvent) async throws(EventProblem) {
        let id = "evt_\(event.id)"
        let outcome = await endpoint.post(Self.body(of: event), id: id, at: now())
        do {
            try Self.judge(outcome, host: endpoint.host, redact: endpoint.redact)
        } catch {
            logger.debug("An event was not delivered", metadata: ["event": "\(id)", "reason": "\(error.reason)"])
            throw error
        }
    }

    private static func judge(_ outcome: HTTPOutcome, host: String, redact: Redactor) throws(EventProblem) {
        switch outcome {
        case .notSent(let reason), .cut(let reason):
            throw EventProblem(reason: "\(host) was not reached or gave no answer: \(redact(reason))")
        // The status is the confirmation; a body that is cut off or too long takes nothing from it.
        case .answer(let answer):
            switch answer.status {
            case 200..<300: return
            case 410: throw EventProblem(reason: "\(host) wants no more events (HTTP 410)", isFinal: true)
            case 300..<400:
                throw EventProblem(
                    reason:
                        "\(host) answered HTTP \(answer.status): correct the webhook's address, redirects are not followed"
                )
            default: throw EventProblem(reason: "\(host) answered HTTP \(answer.status)")
            }
        }
    }

    /// The request's body. The payload goes in as it is stored, so that each delivery of an event is the same text.
    static func body(of event: GatewayEvent) -> [UInt8] {
        var body = Array(#"{"type":"#.utf8)
        // A single text always encodes.
        body += (try? Array(JSONEncoder().encode(event.type))) ?? Array(#""""#.utf8)
        body += Array(#","timestamp":"\#(event.at)","data":\#(event.payload)}"#.utf8)
        return body
    }
}
