/// Where the API is served.
public struct APISettings: Sendable {
    public var socketPath: String
    /// Whose members may use the socket; the daemon's own group without it.
    public var socketGroup: String?
    /// TCP and its token; `nil` for none.
    public var network: (address: ListenAddress, token: BearerToken)?
    /// Where providers reach us; `nil` for nowhere.
    public var providers: ListenAddress?

    public init(
        socketPath: String,
        socketGroup: String? = nil,
        network: (address: ListenAddress, token: BearerToken)? = nil,
        providers: ListenAddress? = nil
    ) {
        self.socketPath = socketPath
        self.socketGroup = socketGroup
        self.network = network
        self.providers = providers
    }
}
