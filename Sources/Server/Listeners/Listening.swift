/// A place where the API is answered now.
public enum Listening: Hashable, Sendable, CustomStringConvertible {
    case socket(path: String)
    /// With the port that the system chose where 0 was asked for.
    case network(ListenAddress)
    case providers(ListenAddress)

    public var description: String {
        switch self {
        case .socket(let path): "API on \(path)"
        case .network(let address): "API on http://\(address)"
        case .providers(let address): "providers' webhooks on http://\(address)"
        }
    }
}
