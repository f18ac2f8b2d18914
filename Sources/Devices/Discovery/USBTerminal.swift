/// A tty of a USB device as the kernel and udev describe it.
public struct USBTerminal: Hashable, Sendable {
    /// Its device node, such as `/dev/ttyUSB2`.
    public var path: String
    /// Where the device is plugged, by the kernel's name: `1-2.3` is port 3 of the hub in port 2 of bus 1.
    public var usbPath: String
    /// `idVendor`.
    public var vendor: UInt16
    /// `idProduct`.
    public var product: UInt16
    /// `bInterfaceNumber` of the interface that the tty belongs to.
    public var interface: UInt8
    /// `bInterfaceClass`.
    public var interfaceClass: UInt8
    /// `bInterfaceSubClass`.
    public var interfaceSubclass: UInt8
    /// `bInterfaceProtocol`.
    public var interfaceProtocol: UInt8
    /// The interface's own name, such as `PCUI`; empty if it has none.
    public var interfaceName: String
    /// The device's manufacturer string; empty if it has none. Tells devices apart that share an id.
    public var manufacturer: String
    /// The device's product string; empty if it has none.
    public var productName: String
    /// The kernel driver of the interface, such as `option`; empty if unknown.
    public var driver: String

    /// Creates one from its parts.
    public init(
        path: String,
        usbPath: String,
        vendor: UInt16,
        product: UInt16,
        interface: UInt8,
        interfaceClass: UInt8 = 0xff,
        interfaceSubclass: UInt8 = 0xff,
        interfaceProtocol: UInt8 = 0xff,
        interfaceName: String = "",
        manufacturer: String = "",
        productName: String = "",
        driver: String = ""
    ) {
        self.path = path
        self.usbPath = usbPath
        self.vendor = vendor
        self.product = product
        self.interface = interface
        self.interfaceClass = interfaceClass
        self.interfaceSubclass = interfaceSubclass
        self.interfaceProtocol = interfaceProtocol
        self.interfaceName = interfaceName
        self.manufacturer = manufacturer
        self.productName = productName
        self.driver = driver
    }
}
