public import Gateway
internal import Glibc
public import Modems

/// What Linux tells of a modem's USB device and port: sysfs, udev, `/proc` and the kernel's log. Opens no port.
///
/// Each look takes some milliseconds, or some seconds where the journal is large; it is for reports, not for every day.
public struct PortInspector: PortFactSource {
    /// Where `/sys`, `/proc` and `/dev` are.
    private let tree: SystemTree
    private let log: KernelLog
    /// A udev property of a device, by its folder in sysfs.
    private let property: @Sendable (_ folder: String, _ name: String) -> String?

    public init() {
        self.init(tree: SystemTree(), log: KernelLog()) { Udev.property($1, of: $0) }
    }

    init(
        tree: SystemTree,
        log: KernelLog,
        property: @escaping @Sendable (_ folder: String, _ name: String) -> String?
    ) {
        self.tree = tree
        self.log = log
        self.property = property
    }

    public func facts(of port: String) async -> PortFacts? {
        guard !port.utf8.contains(0), let node = tree.target(of: port), node.hasPrefix("/dev/") else { return nil }
        let found = await OwnThread.run { (look(at: port, node)) }
        return await completed(found)
    }

    public func facts(ofDevice usbPath: String) async -> PortFacts? {
        let found = await OwnThread.run { () -> Found? in
            guard let device = InspectedDevice(at: usbPath, in: tree) else { return nil }
            var facts = PortFacts(path: usbPath, device: device.facts(of: nil))
            let seen = USBDevice(
                usbPath: usbPath,
                vendor: device.vendor,
                product: device.product,
                drivers: Set(device.interfaces.map(\.driver)).filter { !$0.isEmpty }.sorted(),
                terminals: device.terminals.count
            )
            facts.problem = USBProblem.of(seen, seenFor: USBProblem.switching)?.words(for: seen)
            return Found(facts: facts, device: device)
        }
        guard let found else { return nil }
        return await completed(found)
    }

    /// What sysfs, udev and `/proc` told.
    private struct Found: Sendable {
        var facts: PortFacts
        var device: InspectedDevice?
    }

    private func look(at port: String, _ node: String) -> Found {
        let terminal = String(node.dropFirst("/dev/".count))
        let device = InspectedDevice(showing: terminal, in: tree)
        var facts = PortFacts(path: port, device: device?.facts(of: terminal))
        if let device {
            let terminals = device.usbTerminals
            facts.role = terminals.first { $0.path == node }.flatMap(PortSelection.role(of:))
            let right = PortSelection.paths(of: terminals)
            if right.count == 1, right[0] != node { facts.commandPort = right[0] }
            facts.isNameAmbiguous = port.contains("/by-id/") && hasTwin(device)
        }
        // Whoever offers a virtual modem has its port open.
        facts.isVirtual = node.hasPrefix("/dev/pts/")
        guard !facts.isVirtual else { return Found(facts: facts, device: nil) }
        let siblings = (device?.terminals ?? []).map { "/dev/" + $0 }.filter { $0 != node }
        let open = OpenPorts(of: [node] + siblings, in: tree)
        facts.seesAllOwners = open.seesAll
        if let holder = open.holders.first(where: { $0.port == node }) ?? open.holders.first {
            facts.owner = holder.owner.description
            facts.ownedSibling = holder.port == node ? nil : holder.port
        }
        facts.isUnprotected = open.hasModemManager && device.map { !isMarked($0, terminal) } ?? false
        return Found(facts: facts, device: device)
    }

    /// Whether the device, or the port alone, carries the mark that keeps ModemManager away.
    private func isMarked(_ device: InspectedDevice, _ terminal: String) -> Bool {
        if property(device.folder, "ID_MM_DEVICE_IGNORE") == "1" { return true }
        guard let folder = tree.target(of: "/sys/class/tty/\(terminal)") else { return false }
        return property(folder, "ID_MM_PORT_IGNORE") == "1"
    }

    private func hasTwin(_ device: InspectedDevice) -> Bool {
        tree.names(in: "/sys/bus/usb/devices").filter { USBPlace($0) != nil && $0 != device.usbPath }.contains {
            place in
            InspectedDevice(at: place, in: tree).map { $0.identity == device.identity } ?? false
        }
    }

    private func completed(_ found: Found) async -> PortFacts {
        var facts = found.facts
        guard let device = found.device else { return facts }
        do throws(KernelLog.Unreadable) {
            let lines = try await log.entries().compactMap { entry in
                KernelLogLine(
                    entry.text,
                    secondsAgo: entry.secondsAgo,
                    of: device.usbPath,
                    terminals: device.terminals
                )
            }
            facts.kernelLog = KernelLogFacts(lines: lines)
        } catch {
            facts.kernelLog = KernelLogFacts(
                obstacle:
                    "Add the user \(Self.userName) to the group systemd-journal (or adm) and start it anew, or look "
                    + "yourself: journalctl --dmesg --since=-1h."
            )
        }
        return facts
    }

    private static var userName: String {
        getpwuid(geteuid()).flatMap { $0.pointee.pw_name.map { String(cString: $0) } } ?? "\(geteuid())"
    }
}
