public import AsyncHTTPClient
import NIOCore

extension HTTPClient.Configuration {
    /// How the daemon's HTTP client is set up for connectors: it follows no redirects, unpacks nothing, and drops idle
    /// connections early, since one that the other side closes in the moment of sending makes a message uncertain.
    public static var connectors: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(8)),
            decompression: .disabled
        )
        configuration.connectionPool.idleTimeout = .seconds(10)
        // A refused connection is told at once: the gateway decides when to try again.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4
        return configuration
    }
}
