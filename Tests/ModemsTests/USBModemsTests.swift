import Modems
import Testing

@Suite struct USBModemsTests {
    static let rows: [(UInt16, UInt16, UInt8, PortRole?)] = [
        (0x2C7C, 0x0125, 2, .primary), (0x2C7C, 0x0125, 0, .diagnostic), (0x2C7C, 0x0125, 1, .positioning),
        (0x1E0E, 0x9001, 2, .primary), (0x1E0E, 0x9001, 3, .secondary), (0x19D2, 0x0117, 2, .primary),
        (0x19D2, 0x0031, 3, .primary), (0x19D2, 0x0031, 1, .secondary), (0x1199, 0x68C0, 3, .primary),
        (0x12D1, 0x1001, 0, .data), (0x12D1, 0x1001, 2, nil), (0x12D1, 0x140C, 1, .network), (0x2341, 0x0043, 0, nil),
        (0x2C7C, 0x0125, 9, nil),
    ]

    @Test(arguments: rows) func role(vendor: UInt16, product: UInt16, interface: UInt8, expected: PortRole?) {
        #expect(USBModems.role(vendor: vendor, product: product, interface: interface) == expected)
    }

    @Test func huaweiByClass() {
        #expect(USBModems.role(vendor: 0x12D1, class: 0xFF, subclass: 2, protocol: 2) == .primary)
        #expect(USBModems.role(vendor: 0x12D1, class: 0xFF, subclass: 1, protocol: 3) == .diagnostic)
        #expect(USBModems.role(vendor: 0x12D1, class: 0xFF, subclass: 0xFF, protocol: 0xFF) == nil)
        #expect(USBModems.role(vendor: 0x19D2, class: 0xFF, subclass: 2, protocol: 2) == nil)
    }

    @Test func everyLayoutHasOnePrimaryOrSaysWhomToAsk() {
        for layout in USBModems.layouts {
            // Which of the others it is, an old Huawei stick says itself.
            let isOld = layout.vendor == 0x12D1
            #expect(layout.roles.values.count { $0 == (isOld ? .data : .primary) } == 1, "\(layout.name)")
        }
        let ids = USBModems.layouts.flatMap { layout in layout.products.map { "\(layout.vendor):\($0)" } }
        #expect(Set(ids).count == ids.count)
    }

    @Test func whatCannotWork() {
        #expect(USBModems.isStorageMode(vendor: 0x12D1, product: 0x1F01))
        #expect(!USBModems.isStorageMode(vendor: 0x12D1, product: 0x1506))
        #expect(USBModems.isWebOnly(vendor: 0x12D1, product: 0x14DC))
        #expect(USBModems.isDeadFirmware(vendor: 0x05C6, product: 0x9008))
        #expect(!USBModems.isModemVendor(0x2341) && USBModems.isModemVendor(0x12D1))
    }
}
