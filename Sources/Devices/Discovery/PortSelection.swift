internal import Modems

/// Which of a machine's USB ttys are modems' command ports.
///
/// What the tables call a primary port is taken, one for each device. Where they know the vendor but not the product, every
/// port is taken that nothing speaks against, so that each is asked. Other vendors' ports are left alone: they are
/// converters, printers and power supplies, for the administrator to name.
enum PortSelection {
    /// The paths of the command ports, sorted.
    static func paths(of terminals: [USBTerminal]) -> [String] {
        let devices = Dictionary(grouping: terminals.filter(isAllowed)) { $0.usbPath }
        return devices.values.flatMap(ports(ofDevice:)).map(\.path).sorted()
    }

    /// What a device's ports are for, those left out that take no commands.
    static func commandPorts(of terminals: [USBTerminal]) -> [CommandPort] {
        terminals.map { CommandPort(path: $0.path, interface: Int($0.interface), role: role(of: $0)) }.filter { port in
            switch port.role {
            case nil, .primary, .secondary, .data: true
            case .diagnostic, .positioning, .network, .ignored: false
            }
        }.sorted { ($0.interface, $0.path) < ($1.interface, $1.path) }
    }

    /// Another port of the same device that takes commands, best first.
    static func secondary(to own: USBTerminal, of terminals: [USBTerminal]) -> USBTerminal? {
        let others = terminals.filter { $0.usbPath == own.usbPath && $0.path != own.path }
            .sorted { ($0.interface, $0.path) < ($1.interface, $1.path) }
        for wanted in [PortRole.primary, .secondary, .data] {
            if let other = others.first(where: { role(of: $0) == wanted }) { return other }
        }
        return nil
    }

    private static func isAllowed(_ terminal: USBTerminal) -> Bool {
        !USBModems.isDeadFirmware(vendor: terminal.vendor, product: terminal.product)
            && !USBModems.isStorageMode(vendor: terminal.vendor, product: terminal.product)
            && !(terminal.vendor == uBlox && satelliteReceivers.contains(terminal.product))
    }

    private static let uBlox: UInt16 = 0x1546
    private static let satelliteReceivers: ClosedRange<UInt16> = 0x01a5...0x01a9

    private static func ports(ofDevice terminals: [USBTerminal]) -> [USBTerminal] {
        let byInterface = terminals.sorted { ($0.interface, $0.path) < ($1.interface, $1.path) }
        if let primary = byInterface.first(where: { role(of: $0) == .primary }) { return [primary] }
        // A tty that the vendor itself calls its command port (older Huawei sticks).
        if let named = byInterface.first(where: { isModem($0) && $0.interfaceName.uppercased().contains("PCUI") }) {
            return [named]
        }
        // Of an old stick the modem port is known, which takes commands but is not told what comes in. It is asked which of
        // the others is: see ``NoticePort``.
        if let data = byInterface.first(where: { role(of: $0) == .data && isModem($0) }) { return [data] }
        return byInterface.filter { terminal in
            guard isModem(terminal) else { return false }
            return switch role(of: terminal) {
            case nil, .secondary, .data: true
            case .primary, .diagnostic, .positioning, .network, .ignored: false
            }
        }
    }

    // Some chip makers' ids are in rows of the table though the maker sells more than modems.
    private static func isModem(_ terminal: USBTerminal) -> Bool {
        USBModems.isModemVendor(terminal.vendor)
            || USBModems.layout(vendor: terminal.vendor, product: terminal.product) != nil
    }

    /// What a port is for; nil where no table says.
    static func role(of terminal: USBTerminal) -> PortRole? {
        USBModems.role(vendor: terminal.vendor, product: terminal.product, interface: terminal.interface)
            ?? USBModems.role(
                vendor: terminal.vendor,
                class: terminal.interfaceClass,
                subclass: terminal.interfaceSubclass,
                protocol: terminal.interfaceProtocol
            )
    }
}
