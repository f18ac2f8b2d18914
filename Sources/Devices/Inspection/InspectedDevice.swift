internal import Glibc
internal import Modems

/// A USB device in sysfs, with all its interfaces and ttys.
struct InspectedDevice: Sendable {
    struct Interface: Sendable {
        var number: UInt8
        var `class`: UInt8
        var subclass: UInt8
        var `protocol`: UInt8
        var name: String
        var driver: String
        /// The tty's name, such as `ttyUSB2`; nil where it has none.
        var terminal: String?

        /// Such as `2: ff/00/00, option, ttyUSB2`.
        var summary: String {
            let ids = [`class`, subclass, `protocol`].map(InspectedDevice.hexadecimal).joined(separator: "/")
            let parts = [ids, driver, name, terminal ?? ""].filter { !$0.isEmpty }
            return "\(number): " + parts.joined(separator: ", ")
        }
    }

    let tree: SystemTree
    /// Its folder: `/sys/devices/…/1-1.2`.
    let folder: String
    let vendor: UInt16
    let product: UInt16
    let interfaces: [Interface]

    /// The device that shows a tty, such as `ttyUSB2`; nil where no USB device does.
    init?(showing terminal: String, in tree: SystemTree) {
        guard !terminal.isEmpty, !terminal.contains("/"),
            var folder = tree.target(of: "/sys/class/tty/\(terminal)")
        else { return nil }
        while !tree.exists(folder + "/idVendor") {
            guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return nil }
            folder = String(folder[..<slash])
        }
        self.init(folder: folder, in: tree)
    }

    /// The device at a place on the bus.
    init?(at usbPath: String, in tree: SystemTree) {
        guard USBPlace(usbPath) != nil, let folder = tree.target(of: "/sys/bus/usb/devices/\(usbPath)") else {
            return nil
        }
        self.init(folder: folder, in: tree)
    }

    private init?(folder: String, in tree: SystemTree) {
        guard let vendor = tree.hexadecimal(folder + "/idVendor").flatMap({ UInt16(exactly: $0) }),
            let product = tree.hexadecimal(folder + "/idProduct").flatMap({ UInt16(exactly: $0) })
        else { return nil }
        (self.tree, self.folder, self.vendor, self.product) = (tree, folder, vendor, product)
        let place = Self.last(folder)
        interfaces = tree.names(in: folder).filter { $0.hasPrefix(place + ":") }.compactMap { name in
            Self.interface("\(folder)/\(name)", tree)
        }.sorted { $0.number < $1.number }
    }

    private static func interface(_ folder: String, _ tree: SystemTree) -> Interface? {
        func octet(_ name: String) -> UInt8? { tree.hexadecimal("\(folder)/\(name)").flatMap { UInt8(exactly: $0) } }
        guard let number = octet("bInterfaceNumber") else { return nil }
        // 1-1.2:1.0/ttyUSB0 or 1-1.2:1.0/tty/ttyACM0
        let terminal =
            tree.names(in: folder).first { $0.hasPrefix("ttyUSB") || $0.hasPrefix("ttyHS") }
            ?? tree.names(in: folder + "/tty").first
        return Interface(
            number: number,
            class: octet("bInterfaceClass") ?? 0,
            subclass: octet("bInterfaceSubClass") ?? 0,
            protocol: octet("bInterfaceProtocol") ?? 0,
            name: tree.text(folder + "/interface"),
            driver: tree.link(folder + "/driver").map(last) ?? "",
            terminal: terminal
        )
    }

    var usbPath: String { Self.last(folder) }

    var name: String {
        let words = ["manufacturer", "product"].map { tree.text("\(folder)/\($0)") }.filter { !$0.isEmpty }
        return words.joined(separator: " ")
    }

    /// Manufacturer, ids and serial number: what a by-id link is made of.
    var identity: [String] { ["idVendor", "idProduct", "serial"].map { tree.text("\(folder)/\($0)") } }

    var terminals: [String] { interfaces.compactMap(\.terminal) }

    /// As ``PortSelection`` wants them.
    var usbTerminals: [USBTerminal] {
        interfaces.compactMap { interface in
            interface.terminal.map { terminal in
                USBTerminal(
                    path: "/dev/" + terminal,
                    usbPath: usbPath,
                    vendor: vendor,
                    product: product,
                    interface: interface.number,
                    interfaceClass: interface.class,
                    interfaceSubclass: interface.subclass,
                    interfaceProtocol: interface.protocol,
                    interfaceName: interface.name,
                    driver: interface.driver
                )
            }
        }
    }

    /// What sysfs tells, for the interface of one tty.
    func facts(of terminal: String?) -> USBFacts {
        var facts = USBFacts(usbPath: usbPath, ids: Self.ids(vendor, product))
        let own = interfaces.first { $0.terminal == terminal && terminal != nil }
        facts.name = name
        facts.driver = own?.driver ?? ""
        facts.interface = own.map { Int($0.number) }
        facts.version = tree.text(folder + "/version")
        facts.speed = tree.number(folder + "/speed")
        facts.maximumPower = tree.number(folder + "/bMaxPower")
        facts.mayAutosuspend = tree.text(folder + "/power/control") == "auto"
        facts.isSuspended = tree.text(folder + "/power/runtime_status") == "suspended"
        facts.interfaces = interfaces.map(\.summary)
        return facts
    }

    static func ids(_ vendor: UInt16, _ product: UInt16) -> String {
        [vendor, product].map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }.joined(separator: ":")
    }

    private static func hexadecimal(_ octet: UInt8) -> String {
        (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }

    private static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
