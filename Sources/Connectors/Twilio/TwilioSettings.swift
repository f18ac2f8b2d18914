/// An account of Twilio's, or of a service that speaks Twilio's Messages API (version 2010-04-01).
public struct TwilioSettings: Hashable, Sendable {
    /// The name of the route, from the configuration.
    public var name: String
    /// The account that sends, `AC…`. It stands in the path of every request.
    public var accountSID: String
    /// The account's SID again, or the SID of an API key, `SK…`.
    public var username: String
    /// The auth token, or the API key's secret.
    public var password: Secret
    /// The account's auth token, with which Twilio signs its requests to us. Without it no request of Twilio's is
    /// believed. Where ``username`` is the account itself, ``password`` stands in for it.
    public var authToken: Secret?
    /// Our number there in E.164, a short code, or an alphanumeric sender.
    public var sender: String?
    /// A messaging service, `MG…`, that picks the sender. One of the two is needed; with both, the service sends from
    /// ``sender``.
    public var messagingServiceSID: String?
    /// Where the API is, without a slash at the end.
    public var baseURL: String
    /// The address under which the daemon's HTTP server is reached from outside, such as `https://gw.example.org`.
    /// Signatures are checked against it. `nil` where the box cannot be reached: then poll.
    public var publicURL: String?
    /// What follows ``publicURL`` in the address that Twilio is told for status callbacks: a path with a leading slash.
    public var callbackPath: String
    /// How often to ask for inbound messages; `nil` for never.
    public var pollInterval: Duration?
    /// How far back the very first poll looks. What is older than that is history and halts nobody.
    public var firstLookBack: Duration
    /// The price of one segment in thousandths of the account's currency unit.
    public var pricePerSegment: Int
    /// For one request, from the call to the last octet of the answer: 1 to 120 s.
    public var timeout: Duration
    /// Twilio itself answers STOP, START and HELP, as it does unless the account's default handling was switched off.
    public var confirmsOptOut: Bool

    public init(
        name: String,
        accountSID: String,
        username: String,
        password: Secret,
        authToken: Secret? = nil,
        sender: String? = nil,
        messagingServiceSID: String? = nil,
        baseURL: String = "https://api.twilio.com",
        publicURL: String? = nil,
        callbackPath: String? = nil,
        pollInterval: Duration? = nil,
        firstLookBack: Duration = .seconds(24 * 3600),
        pricePerSegment: Int = 0,
        timeout: Duration = .seconds(15),
        confirmsOptOut: Bool = true
    ) {
        self.name = name
        self.accountSID = accountSID
        self.username = username
        self.password = password
        self.authToken = authToken ?? (username == accountSID ? password : nil)
        self.sender = sender
        self.messagingServiceSID = messagingServiceSID
        self.baseURL = baseURL
        self.publicURL = publicURL
        self.callbackPath = callbackPath ?? "/webhooks/\(name)"
        self.pollInterval = pollInterval
        self.firstLookBack = firstLookBack
        self.pricePerSegment = pricePerSegment
        self.timeout = timeout
        self.confirmsOptOut = confirmsOptOut
    }
}
