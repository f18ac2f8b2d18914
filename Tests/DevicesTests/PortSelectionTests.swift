import Modems
import Testing

@testable import Devices

@Suite
struct PortSelectionTests {
    private static func device(
        _ vendor: UInt16,
        _ product: UInt16,
        at usbPath: String = "1-1",
        from number: Int = 0,
        interfaces: [(UInt8, (UInt8, UInt8), String)]
    ) -> [USBTerminal] {
        interfaces.enumerated().map { index, interface in
            USBTerminal(
                path: "/dev/ttyUSB\(number + index)",
                usbPath: usbPath,
                vendor: vendor,
                product: product,
                interface: interface.0,
                interfaceSubclass: interface.1.0,
                interfaceProtocol: interface.1.1,
                interfaceName: interface.2
            )
        }
    }

    private static func plain(_ interfaces: UInt8...) -> [(UInt8, (UInt8, UInt8), String)] {
        interfaces.map { ($0, (0xff, 0xff), "") }
    }

    @Test(arguments: [
        ("Quectel EC25: interface 2", device(0x2c7c, 0x0125, interfaces: plain(0, 1, 2, 3)), ["/dev/ttyUSB2"]),
        ("SIM7600: interface 2", device(0x1e0e, 0x9001, interfaces: plain(0, 1, 2, 3)), ["/dev/ttyUSB2"]),
        (
            "Huawei by class: PCUI",
            device(0x12d1, 0x1506, interfaces: [(0, (0x02, 0x01), ""), (1, (0x02, 0x02), ""), (2, (0x02, 0x03), "")]),
            ["/dev/ttyUSB1"]
        ),
        (
            "older Huawei by name",
            device(0x12d1, 0x1001, interfaces: [(0, (0xff, 0xff), "Modem"), (2, (0xff, 0xff), "HUAWEI PCUI")]),
            ["/dev/ttyUSB1"]
        ),
        (
            "older Huawei without names: the modem port, which is asked which of the others it is",
            device(0x12d1, 0x1001, interfaces: plain(0, 1, 2, 3)), ["/dev/ttyUSB0"]
        ),
        (
            "Huawei of no row: all, to be asked", device(0x12d1, 0x1fff, interfaces: plain(0, 1)),
            ["/dev/ttyUSB0", "/dev/ttyUSB1"]
        ),
        ("ZTE MF190: interface 2", device(0x19d2, 0x0117, interfaces: plain(0, 1, 2, 3)), ["/dev/ttyUSB2"]),
        ("Qualcomm recovery: never", device(0x05c6, 0x9008, interfaces: plain(0)), []),
        ("u-blox satellite receiver: no modem", device(0x1546, 0x01a8, interfaces: plain(0)), []),
        ("CH340 converter: not unbidden", device(0x1a86, 0x7523, interfaces: plain(0)), []),
        ("Arduino: not unbidden", device(0x2341, 0x0043, interfaces: plain(0)), []),
        (
            "two alike in two sockets: one port each",
            device(0x2c7c, 0x0125, at: "1-1", interfaces: plain(0, 1, 2, 3))
                + device(0x2c7c, 0x0125, at: "1-2", from: 4, interfaces: plain(0, 1, 2, 3)),
            ["/dev/ttyUSB2", "/dev/ttyUSB6"]
        ),
        ("nothing", [], []),
    ])
    func choosesCommandPorts(what: String, terminals: [USBTerminal], paths: [String]) {
        #expect(PortSelection.paths(of: terminals) == paths, "\(what)")
        #expect(PortSelection.paths(of: terminals.reversed()) == paths, "\(what), found in another order")
    }

    @Test(arguments: [
        (device(0x12d1, 0x1465, interfaces: plain(0, 3, 4)), ["0 data", "3 -", "4 -"]),
        (device(0x2c7c, 0x0125, interfaces: plain(0, 1, 2, 3)), ["2 primary", "3 secondary"]),
        (device(0x1a86, 0x7523, interfaces: plain(0)), ["0 -"]),
    ])
    func tellsWhichPortsTakeCommands(terminals: [USBTerminal], ports: [String]) {
        let found = PortSelection.commandPorts(of: terminals.reversed())
        #expect(found.map { "\($0.interface) \($0.role?.rawValue ?? "-")" } == ports)
    }
}
