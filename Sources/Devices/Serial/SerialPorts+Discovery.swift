public import Gateway
internal import Glibc
public import Modems

extension SerialPorts {
    /// The ports that a source stands for now, sorted.
    ///
    /// A path is given back as it is configured, also where it is a link (``target(of:)`` says to what): the name is what
    /// the administrator knows, and which modem is behind it is read from the modem. Its directories are watched from
    /// now on, so take ``changes()`` first and call this after.
    public func paths(of source: ModemSource) async -> [String] {
        switch source {
        case .path(let text):
            let pattern = PathPattern(text)
            watch.watch(pattern)
            return await OwnThread.run { pattern.ports() }
        case .discovered:
            return await OwnThread.run { PortSelection.paths(of: USBTerminal.all()) }
        }
    }

    /// The USB devices of this machine, by udev.
    public func devices() async -> [USBDevice] {
        await OwnThread.run { USBDevice.all() }
    }

    public func device(of path: String) async -> PortDevice? {
        guard let target = target(of: path) else { return nil }
        return await OwnThread.run {
            let terminals = USBTerminal.all()
            guard let own = terminals.first(where: { $0.path == target }), !own.usbPath.isEmpty else { return nil }
            return PortDevice(
                usbPath: own.usbPath,
                secondary: PortSelection.secondary(to: own, of: terminals)?.path,
                ports: PortSelection.commandPorts(of: terminals.filter { $0.usbPath == own.usbPath })
            )
        }
    }

    public func changes() async -> AsyncStream<Void> {
        watch.changes()
    }

    /// The device node that a path leads to, such as `/dev/ttyUSB2` for a by-id link; nothing if there is none.
    public func target(of path: String) -> String? {
        guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
