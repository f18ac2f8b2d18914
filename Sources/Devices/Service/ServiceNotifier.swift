internal import Glibc

/// Tells systemd how the service is doing (`sd_notify(3)`). Without systemd it does nothing.
///
/// Nothing here waits: a message that the service manager has no room for is dropped, and the call returns false.
public struct ServiceNotifier: Sendable {
    /// The longest ``status(_:)`` in octets; more is cut off.
    public static let statusLimit = 1024

    /// How often ``watchdog()`` must be called, at least; half of it is a good interval. Nothing if nobody watches.
    public let watchdogInterval: Duration?

    private let socketPath: String?

    /// Reads `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID` from the environment of this process.
    public init() {
        self.init { name in getenv(name).map { String(cString: $0) } }
    }

    /// Reads the same names from an environment of the caller's.
    public init(environment: (String) -> String?) {
        socketPath = environment("NOTIFY_SOCKET").flatMap { path in
            // A path, or an abstract name after "@"; the kernel allows 107 octets of either.
            (path.hasPrefix("/") || path.hasPrefix("@")) && (2...107).contains(path.utf8.count) ? path : nil
        }
        let isForUs = environment("WATCHDOG_PID").map { Int32($0) == getpid() } ?? true
        let microseconds = environment("WATCHDOG_USEC").flatMap { Int64($0) } ?? 0
        watchdogInterval = isForUs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    /// Whether there is a service manager to tell.
    public var isActive: Bool { socketPath != nil }

    /// The service has started; units ordered after it may start.
    @discardableResult
    public func ready() -> Bool { send("READY=1") }

    /// One line for `systemctl status`.
    @discardableResult
    public func status(_ text: String) -> Bool {
        let line = text.utf8.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 }.prefix(Self.statusLimit)
        return send("STATUS=" + String(decoding: line, as: UTF8.self))
    }

    /// The service has begun to stop.
    @discardableResult
    public func stopping() -> Bool { send("STOPPING=1") }

    /// The service is alive.
    @discardableResult
    public func watchdog() -> Bool { send("WATCHDOG=1") }

    private func send(_ message: String) -> Bool {
        guard let socketPath else { return false }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(socketPath.utf8)
        if name.first == UInt8(ascii: "@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        // An abstract name has no end mark: its length is what it is.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let octets = Array(message.utf8)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT), address, length)
            }
        } == octets.count
    }
}
