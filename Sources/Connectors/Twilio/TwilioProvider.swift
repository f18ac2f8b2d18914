public import AsyncHTTPClient
public import Campaigns
import FoundationEssentials
public import Gateway
public import Logging

/// Sends and receives through Twilio's Messages API (2010-04-01), or a service that speaks it.
///
/// One call is one HTTP request: nothing is repeated in here, since only the gateway knows what may be.
public struct TwilioProvider: Provider {
    public let settings: TwilioSettings

    let client: HTTPClient
    let clock: any Clock<Duration>
    let now: @Sendable () -> Timestamp
    let logger: Logger
    let redact: Redactor

    /// Checks the settings; connects to nothing yet.
    ///
    /// - Parameters:
    ///   - settings: The account.
    ///   - client: Made with `HTTPClient.Configuration.connectors`. Whoever passes it shuts it down.
    ///   - clock: What deadlines wait on.
    ///   - now: The wall clock.
    ///   - logger: Gets no message text, no whole number and no secret.
    /// - Throws: ``SettingProblem`` where a setting cannot work.
    public init(
        settings: TwilioSettings,
        client: HTTPClient,
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp,
        logger: Logger
    ) throws(SettingProblem) {
        try settings.validate()
        self.settings = settings
        self.client = client
        self.clock = clock
        self.now = now
        self.logger = logger
        redact = Redactor(
            [settings.password.value, settings.authToken?.value ?? "", Self.basicCredentials(settings)]
        )
    }

    public var name: String { settings.name }

    public var pricePerSegment: Int { settings.pricePerSegment }

    var reading: TwilioReading { TwilioReading(redact: redact, now: now()) }

    /// The largest answer to a single request, and the largest request to us, in octets.
    static let singleLimit = 65_536

    func exchange(answerLimit: Int) -> HTTPExchange {
        HTTPExchange(client: client, clock: clock, timeout: settings.timeout, answerLimit: answerLimit)
    }

    /// The API's address without a slash at its end.
    var baseURL: String { WebAddress(settings.baseURL)?.text ?? settings.baseURL }

    var messagesURL: String { "\(baseURL)/2010-04-01/Accounts/\(settings.accountSID)/Messages.json" }

    var headers: [(name: String, value: String)] {
        [
            ("accept", "application/json"),
            ("authorization", "Basic \(Self.basicCredentials(settings))"),
            ("user-agent", "smsbridge"),
        ]
    }

    private static func basicCredentials(_ settings: TwilioSettings) -> String {
        Data("\(settings.username):\(settings.password.value)".utf8).base64EncodedString()
    }

    /// A plausible id of a message: bounded, and nothing in it that could break out of a path or a log line.
    static func isSID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
