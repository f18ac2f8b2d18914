import AsyncHTTPClient
import Campaigns
import Connectors
import Gateway

/// Brings a provider and what it talks to together for one test.
struct TwilioBench: Sendable {
    static let account = "AC0123456789abcdef0123456789abcdef"
    static let password = "pass-5ecret-Word"
    static let authToken = "t0ken-5ecret-Word"
    static let now = Timestamp(rfc3339: "2026-11-23T16:30:00Z") ?? Timestamp(seconds: 0)
    /// What must show nowhere: the secrets as they are and as they travel.
    static let secrets = [password, authToken, "U0swMTIzOnBhc3MtNWVjcmV0LVdvcmQ="]

    let provider: TwilioProvider
    let log: RecordingLog

    static func settings(baseURL: String = "https://api.twilio.com") -> TwilioSettings {
        TwilioSettings(
            name: "twilio",
            accountSID: account,
            username: "SK0123",
            password: Secret(password),
            authToken: Secret(authToken),
            sender: "+14155550100",
            baseURL: baseURL,
            publicURL: "https://gw.example.org",
            pollInterval: .seconds(30)
        )
    }

    static func run<Result: Sendable>(
        settings: TwilioSettings,
        clock: any Clock<Duration> = ContinuousClock(),
        _ body: (TwilioBench) async throws -> Result
    ) async throws -> Result {
        let client = HTTPClient(configuration: .connectors)
        let log = RecordingLog()
        do {
            let provider = try TwilioProvider(
                settings: settings,
                client: client,
                clock: clock,
                now: { Self.now },
                logger: log.logger
            )
            let result = try await body(TwilioBench(provider: provider, log: log))
            try await client.shutdown()
            return result
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    static func message(
        to number: String = "+14155552671",
        text: String = "Hello & good-bye = 100 %",
        validity: Duration? = nil
    ) throws -> ProviderMessage {
        struct NoNumber: Error {}
        guard let recipient = PhoneNumber(e164: number) else { throw NoNumber() }
        return ProviderMessage(id: 7, recipient: recipient, text: text, validity: validity)
    }
}
