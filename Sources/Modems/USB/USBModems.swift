/// What a port of a USB modem is for.
public enum PortRole: String, Sendable, Hashable, CaseIterable, Codable {
    /// Commands and notices.
    case primary
    /// A second channel for commands.
    case secondary
    /// Commands too, but meant for data; often without notices.
    case data
    /// Binary diagnosis: bytes written there can confuse the modem.
    case diagnostic
    case positioning
    case network
    case ignored
}

/// Which interfaces of which USB modems take commands.
public enum USBModems {
    /// A row: the interfaces of one or several products that are laid out alike.
    public struct Layout: Sendable, Hashable {
        public var name: String
        public var vendor: UInt16
        public var products: [UInt16]
        /// Roles by interface number.
        public var roles: [UInt8: PortRole]
    }

    /// The role of an interface, nil where no table says: then the port is proved by asking, primary first.
    public static func role(vendor: UInt16, product: UInt16, interface: UInt8) -> PortRole? {
        layout(vendor: vendor, product: product)?.roles[interface]
    }

    /// The role by interface class, for Huawei's newer modems (ff/01/02, ff/02/02, …), nil where it says nothing.
    public static func role(vendor: UInt16, class: UInt8, subclass: UInt8, protocol number: UInt8) -> PortRole? {
        guard vendor == 0x12D1, `class` == 0xFF, [1, 2, 3, 6].contains(subclass) else { return nil }
        return switch number {
        case 0x01: .data
        case 0x02: .primary
        case 0x03: .diagnostic
        case 0x05, 0x14: .positioning
        default: nil
        }
    }

    /// The row for a product.
    public static func layout(vendor: UInt16, product: UInt16) -> Layout? {
        layouts.first { $0.vendor == vendor && $0.products.contains(product) }
    }

    /// True where the vendor is one of the tables', so that its ports may be asked unbidden.
    public static func isModemVendor(_ vendor: UInt16) -> Bool {
        modemVendors.contains(vendor)
    }

    /// True where the id is that of the CD-ROM or storage that a stick shows before it is switched.
    public static func isStorageMode(vendor: UInt16, product: UInt16) -> Bool {
        storageModes.contains { $0.vendor == vendor && $0.products.contains(product) }
    }

    /// Sticks that offer a web page and no port for commands.
    public static func isWebOnly(vendor: UInt16, product: UInt16) -> Bool {
        switch (vendor, product) {
        case (0x12D1, 0x14DB), (0x12D1, 0x14DC), (0x19D2, 0x1405), (0x19D2, 0x1403): true
        default: false
        }
    }

    /// A Qualcomm chip in recovery: its firmware is dead, and it is never asked anything.
    public static func isDeadFirmware(vendor: UInt16, product: UInt16) -> Bool {
        vendor == 0x05C6 && product == 0x9008
    }

    static let storageModes: [(vendor: UInt16, products: [UInt16])] = [
        (
            0x12D1,
            [
                0x1446, 0x1505, 0x14FE, 0x1F01, 0x14D1, 0x157C, 0x155B, 0x15CA, 0x157D, 0x1C0B, 0x14B5, 0x1F02, 0x1F19,
                0x1F1E,
            ]
        ),
        (0x19D2, [0x2000, 0x1225]),
        (0x1E0E, [0xF000]),
        (0x1BBB, [0xF000]),
        (0x1199, [0x0FFF]),
        (0x1410, [0x5010]),
    ]

    static let modemVendors: [UInt16] = [
        0x12D1, 0x19D2, 0x1E0E, 0x2C7C, 0x1BC7, 0x1546, 0x1E2D, 0x1199, 0x0AF0, 0x1410, 0x1C9E, 0x1BBB, 0x0BDB, 0x0681,
        0x3566, 0x305A, 0x2020, 0x1782,
    ]
}
