import AsyncHTTPClient
import Campaigns

/// A program that is sent JSON over HTTP, signed as the Standard Webhooks specification says.
struct SignedEndpoint: Sendable {
    /// Scheme, host and port: what people and logs are told of the address.
    let host: String
    let signer: StandardWebhooks
    /// Cuts the address and the secrets out of texts.
    let redact: Redactor

    private let url: String
    private let exchange: HTTPExchange

    /// Checks the settings; connects to nothing yet.
    ///
    /// - Parameters:
    ///   - url: An `http` or `https` address, with a query where one is needed.
    ///   - secrets: `whsec_…`, the newest first.
    ///   - timeout: For one request, 1 s to `longest`.
    ///   - longest: In seconds.
    ///   - example: Of an address, for whoever has to correct it.
    ///   - answerLimit: The largest answer that is read, in octets.
    ///   - client: Made with `HTTPClient.Configuration.connectors`.
    ///   - clock: What the deadline waits on.
    /// - Throws: ``SettingProblem`` where a setting cannot work.
    init(
        url: Secret,
        secrets: [Secret],
        timeout: Duration,
        longest: Int,
        example: String,
        answerLimit: Int,
        client: HTTPClient,
        clock: any Clock<Duration>
    ) throws(SettingProblem) {
        guard let address = WebAddress(endpoint: url.value) else {
            throw SettingProblem(setting: "url", expected: "an address such as \(example)")
        }
        guard timeout >= .seconds(1), timeout <= .seconds(longest) else {
            throw SettingProblem(setting: "timeout", expected: "1 s to \(longest) s")
        }
        signer = try StandardWebhooks(secrets: secrets)
        host = address.origin
        redact = Redactor(secrets.flatMap { [$0.value, String($0.value.dropFirst(6))] } + [url.value])
        self.url = url.value
        exchange = HTTPExchange(client: client, clock: clock, timeout: timeout, answerLimit: answerLimit)
    }

    /// Sends a body once. `id` stays the same when it is sent again.
    func post(_ body: [UInt8], id: String, at now: Timestamp) async -> HTTPOutcome {
        await exchange(
            .post(body: body),
            url,
            headers: [
                ("content-type", "application/json"), ("user-agent", "smsbridge"), ("webhook-id", id),
                ("webhook-timestamp", String(now.seconds)),
                ("webhook-signature", signer.signature(id: id, timestamp: now.seconds, body: body)),
            ]
        )
    }
}
