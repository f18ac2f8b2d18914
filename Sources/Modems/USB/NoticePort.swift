/// A port of a USB modem that takes commands, or may.
public struct CommandPort: Sendable, Hashable {
    public var path: String
    /// `bInterfaceNumber`.
    public var interface: Int
    /// By the tables; nil where none says.
    public var role: PortRole?

    public init(path: String, interface: Int, role: PortRole? = nil) {
        self.path = path
        self.interface = interface
        self.role = role
    }
}

/// Which of a modem's ports for commands is the one on which it announces what comes in.
public enum NoticePort {
    /// The port that is known to be it, where that is another one than `path`.
    ///
    /// - Parameters:
    ///   - ports: The device's ports.
    ///   - path: The port that is open.
    ///   - mode: What the modem says of its ports, which counts for more than the tables.
    /// - Returns: Nil where `path` is right, or nobody knows.
    public static func known(among ports: [CommandPort], at path: String, _ mode: PortMode?) -> CommandPort? {
        if let interface = mode?.commands, let told = ports.first(where: { $0.interface == interface }) {
            return told.path == path ? nil : told
        }
        guard let own = ports.first(where: { $0.path == path }), own.role != .primary else { return nil }
        return ports.first { $0.role == .primary }
    }

    /// Ports that may be it and that are worth a call, the most likely first.
    public static func candidates(among ports: [CommandPort], without tried: Set<String>) -> [CommandPort] {
        ports.filter { !tried.contains($0.path) && rank($0.role) != nil }.sorted {
            (rank($0.role) ?? 0, $0.interface, $0.path) < (rank($1.role) ?? 0, $1.interface, $1.path)
        }
    }

    private static func rank(_ role: PortRole?) -> Int? {
        switch role {
        case .primary: 0
        case nil: 1
        case .secondary: 2
        case .data: 3
        case .diagnostic, .positioning, .network, .ignored: nil
        }
    }
}
