/// A USB device as the kernel shows it, before anybody asked it anything.
public struct USBDevice: Hashable, Sendable {
    /// Where it is plugged, by the kernel's name: `1-2.3` is port 3 of the hub in port 2 of bus 1.
    public var usbPath: String
    public var vendor: UInt16
    public var product: UInt16
    /// Its manufacturer string; empty if it has none.
    public var manufacturer: String
    /// Its product string; empty if it has none.
    public var name: String
    /// The kernel drivers of its interfaces, sorted, each once; those without a driver have none here.
    public var drivers: [String]
    /// How many ttys it shows.
    public var terminals: Int

    public init(
        usbPath: String,
        vendor: UInt16,
        product: UInt16,
        manufacturer: String = "",
        name: String = "",
        drivers: [String] = [],
        terminals: Int = 0
    ) {
        self.usbPath = usbPath
        self.vendor = vendor
        self.product = product
        self.manufacturer = manufacturer
        self.name = name
        self.drivers = drivers
        self.terminals = terminals
    }

    /// The ids as every tool writes them, such as `12d1:1506`.
    public var ids: String { "\(Self.hex(vendor)):\(Self.hex(product))" }

    /// What a person reads on it, or its ids where it says nothing.
    public var label: String {
        let words = [manufacturer, name].filter { !$0.isEmpty }.joined(separator: " ")
        return words.isEmpty ? ids : "\(words) (\(ids))"
    }

    static func hex(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
