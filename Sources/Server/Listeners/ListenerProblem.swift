/// Why the API cannot be served.
public enum ListenerProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case pathTooLong(path: String)
    case answered(path: String)
    case notASocket(path: String)
    case noSuchGroup(String)
    /// A TCP address that cannot be listened on, and the setting that names it.
    case address(ListenAddress, setting: String, reason: String)
    case system(path: String, action: String, reason: String)

    public var description: String {
        switch self {
        case .pathTooLong(let path):
            "the socket's path is longer than \(UnixSocket.longestPath) octets: \(path)"
        case .answered(let path):
            "another daemon answers on \(path): stop it, or give this one another socket"
        case .notASocket(let path):
            "\(path) is no socket: remove it, or give the daemon another socket"
        case .noSuchGroup(let group):
            "there is no group \(group): create it, or correct socket.group"
        case .address(let address, let setting, let reason):
            "\(setting): cannot listen on \(address): \(reason). Stop what uses it, or choose another address"
        case .system(let path, let action, let reason):
            "cannot \(action) \(path): \(reason)"
        }
    }
}
