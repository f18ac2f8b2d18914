internal import Glibc

/// Which programs have a modem's ports open, as `/proc` shows it.
struct OpenPorts {
    /// Somebody else who has a port open.
    struct Holder: Hashable {
        var owner: PortOwner
        /// Its device node.
        var port: String
    }

    private(set) var holders: [Holder] = []
    /// False where the open files of some process may not be seen.
    private(set) var seesAll = true
    /// True where ModemManager runs.
    private(set) var hasModemManager = false

    private static let mostProcesses = 10_000
    private static let mostFiles = 4096

    /// Looks at every process but this one.
    ///
    /// - Parameters:
    ///   - ports: Device nodes, such as `/dev/ttyUSB2`.
    ///   - tree: Where `/proc` is.
    ///   - own: The process that is not counted.
    init(of ports: [String], in tree: SystemTree, own: Int32 = getpid()) {
        for process in tree.names(in: "/proc").compactMap({ Int32($0) }).sorted().prefix(Self.mostProcesses) {
            let name = tree.text("/proc/\(process)/comm", limit: 64)
            if name == "ModemManager" { hasModemManager = true }
            guard process != own else { continue }
            let folder = "/proc/\(process)/fd"
            // A process that has just ended hides nothing.
            if access(tree.path(folder), R_OK | X_OK) != 0 {
                if errno == EACCES || errno == EPERM { seesAll = false }
                continue
            }
            let open = tree.names(in: folder).prefix(Self.mostFiles).compactMap { tree.link("\(folder)/\($0)") }
            for port in ports where open.contains(port) {
                holders.append(Holder(owner: PortOwner(process: process, name: name), port: port))
            }
        }
    }
}
