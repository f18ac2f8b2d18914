public import Modems

/// An open serial port, exclusively ours until its scope ends.
public protocol Port: Sendable {
    /// The path under which it was opened, such as `/dev/ttyUSB2`.
    var path: String { get }

    /// The octets that the modem writes, in order. Ends when the port hangs up (unplugged, or closed). Iterated once.
    var input: AsyncStream<[UInt8]> { get }

    /// Writes all the octets, waiting while the port takes none.
    func write(_ bytes: [UInt8]) async throws(PortError)
}

/// What goes wrong with a port.
public enum PortError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such path (yet).
    case absent(path: String)
    /// Another program holds the port; `owner` names it where it can be found out.
    case taken(path: String, owner: String?)
    /// The daemon's user may not open the port.
    case forbidden(path: String)
    /// The path is not a terminal device.
    case notATerminal(path: String)
    /// The port hung up while it was in use.
    case hungUp(path: String)
    /// Anything else, with the system's own words.
    case system(path: String, reason: String)

    public var description: String {
        switch self {
        case .absent(let path):
            "there is no \(path): plug the modem in, or correct the path"
        case .taken(let path, let owner):
            "\(path) is in use by \(owner ?? "another program"): stop it, or take the modem from its configuration"
        case .forbidden(let path):
            "no permission to open \(path): install the udev rule, or add the user to the group dialout"
        case .notATerminal(let path):
            "\(path) is not a serial port: name a tty"
        case .hungUp(let path):
            "\(path) hung up: the modem was unplugged or reset itself"
        case .system(let path, let reason):
            "\(path): \(reason)"
        }
    }
}

/// The serial ports of this machine.
public protocol Ports: Sendable {
    /// Opens a port exclusively, runs the body and closes the port, however the body ends.
    ///
    /// Throws ``PortError`` when the port cannot be opened, and whatever the body throws.
    func withPort<Result: Sendable>(
        at path: String,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result

    /// The same, with the line DTR low for `dtrLow` after the opening and before the body: some modems take that as a wish
    /// to start anew. Where a port has no such line, nothing happens.
    func withPort<Result: Sendable>(
        at path: String,
        dtrLow: Duration?,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result

    /// The device that shows the port, where it is a USB device's.
    func device(of path: String) async -> PortDevice?

    /// The paths that a source of modems stands for at this moment, sorted. A plain path that exists stands for itself.
    func paths(of source: ModemSource) async -> [String]

    /// The USB devices of this machine, those without a port among them; empty where nobody can tell.
    func devices() async -> [USBDevice]

    /// Yields when ports may have come or gone, at once and not by polling where the system tells. Each caller gets a
    /// stream of its own, which never ends by itself and keeps at most the newest event.
    func changes() async -> AsyncStream<Void>
}

extension Ports {
    public func devices() async -> [USBDevice] { [] }

    public func withPort<Result: Sendable>(
        at path: String,
        dtrLow: Duration?,
        _ body: (any Port) async throws -> Result
    ) async throws -> Result {
        try await withPort(at: path, body)
    }

    public func device(of path: String) async -> PortDevice? { nil }
}

/// The USB device behind a port.
public struct PortDevice: Hashable, Sendable {
    /// Where it is plugged, by the kernel's name: `1-1.2`.
    public var usbPath: String
    /// Another port of it that takes commands.
    public var secondary: String?
    /// All its ports that take commands, or may.
    public var ports: [CommandPort]

    public init(usbPath: String, secondary: String? = nil, ports: [CommandPort] = []) {
        self.usbPath = usbPath
        self.secondary = secondary
        self.ports = ports
    }
}

/// Where modems come from.
public enum ModemSource: Hashable, Sendable {
    /// A path, a stable by-id path, or a glob such as `/dev/ttyUSB*`.
    case path(String)
    /// Every port that udev shows and whose USB ids are in the table of known modems.
    case discovered
}
