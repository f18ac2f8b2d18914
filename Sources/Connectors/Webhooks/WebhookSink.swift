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

    private let settings: WebhookSettings
    private let signer: StandardWebhooks
    private let client: HTTPClient
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let host: String
    private let redact: Redactor

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
        // A query may hold anything that an address may hold; the part before it must be a plain address.
        let base = settings.url.value.prefix { $0 != "?" }
        guard let address = WebAddress(String(base)), settings.url.value.utf8.count <= 2000,
            settings.url.value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 })
        else { throw SettingProblem(setting: "url", expected: "an address such as https://example.org/hook") }
        guard settings.timeout >= .seconds(1), settings.timeout <= .seconds(60) else {
            throw SettingProblem(setting: "timeout", expected: "1 s to 60 s")
        }
        signer = try StandardWebhooks(secrets: settings.secrets)
        self.settings = settings
        self.client = client
        self.clock = clock
        self.now = now
        self.logger = logger
        host = address.origin
        redact = Redactor(
            settings.secrets.flatMap { [$0.value, String($0.value.dropFirst(6))] } + [settings.url.value]
        )
    }

    public func wants(_ type: String) -> Bool { EventType(rawValue: type).map(settings.events.contains) ?? true }

    public func deliver(_ event: GatewayEvent) async throws(EventProblem) {
        let id = "evt_\(event.id)"
        let seconds = now().seconds
        let body = Self.body(of: event)
        let exchange = HTTPExchange(
            client: client,
            clock: clock,
            timeout: settings.timeout,
            answerLimit: Self.answerLimit
        )
        let outcome = await exchange(
            .post(body: body),
            settings.url.value,
            headers: [
                ("content-type", "application/json"),
                ("user-agent", "smsbridge"),
                ("webhook-id", id),
                ("webhook-timestamp", String(seconds)),
                ("webhook-signature", signer.signature(id: id, timestamp: seconds, body: body)),
            ]
        )
        do {
            try Self.judge(outcome, host: host, redact: redact)
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
