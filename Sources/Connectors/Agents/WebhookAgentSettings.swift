/// A program that answers conversations over HTTP.
public struct WebhookAgentSettings: Hashable, Sendable {
    /// An `http` or `https` address. A secret, as it often carries a token.
    public var url: Secret
    /// `whsec_…`, the newest first; see ``StandardWebhooks``. They sign what is asked, and what is answered.
    public var secrets: [Secret]
    /// For an answer, retries included: 1 to 120 s.
    public var timeout: Duration
    /// Whether an answer within the request has to be signed as well. One that comes later always has to.
    public var signedAnswers: Bool

    public init(url: Secret, secrets: [Secret], timeout: Duration = .seconds(10), signedAnswers: Bool = false) {
        self.url = url
        self.secrets = secrets
        self.timeout = timeout
        self.signedAnswers = signedAnswers
    }
}
