/// Where a USB device is plugged, by the kernel's name: `1-1.2` is the second port of the hub in the first port of bus 1.
///
/// The only thing that the helper takes from the daemon, so it is read strictly: digits, one dash, dots between.
public struct USBPlace: Hashable, Sendable, CustomStringConvertible {
    public let bus: Int
    /// Ports from the bus outwards; at most seven, as USB allows.
    public let ports: [Int]

    /// `nil` where the text is no such name.
    public init?(_ text: String) {
        guard text.utf8.count <= 32 else { return nil }
        let halves = text.split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count == 2, let bus = Self.number(halves[0]) else { return nil }
        var ports: [Int] = []
        for part in halves[1].split(separator: ".", omittingEmptySubsequences: false) {
            guard let port = Self.number(part) else { return nil }
            ports.append(port)
        }
        guard !ports.isEmpty, ports.count <= 7 else { return nil }
        self.bus = bus
        self.ports = ports
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), text.first != "0"
        else {
            return nil
        }
        return Int(text)
    }

    public var description: String { "\(bus)-" + ports.map(String.init).joined(separator: ".") }

    /// The file in sysfs, below the folder of USB devices, that switches the power of its socket (kernel 6.0 and later).
    public var socketSwitch: String {
        let port = ports[ports.count - 1]
        let outer = ports.dropLast().map(String.init).joined(separator: ".")
        let hub = outer.isEmpty ? "usb\(bus)" : "\(bus)-\(outer)"
        let interface = outer.isEmpty ? "\(bus)-0:1.0" : "\(hub):1.0"
        return "\(interface)/\(hub)-port\(port)/disable"
    }
}
