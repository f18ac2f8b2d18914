import Gateway
import Glibc
import Modems
import Testing

@testable import Devices

/// Discovery against devices that umockdev pretends. Its library must be loaded before the process starts, so the outer
/// test runs this very program again below `umockdev-wrapper`, with the inner test alone.
@Suite(.timeLimit(.minutes(1)))
struct USBTerminalTests {
    private static let wrapper = "/usr/bin/umockdev-wrapper"
    private static let marker = "DEVICES_TESTS_MARKER"

    private static let modem = """
        P: /devices/usb1/1-2
        E: DEVTYPE=usb_device
        E: DEVNAME=/dev/bus/usb/001/002
        E: SUBSYSTEM=usb
        A: idVendor=2c7c\\n
        A: idProduct=0125\\n
        A: manufacturer=Quectel\\n
        A: product=EC25\\n

        """

    private static let disk = """
        P: /devices/usb1/1-3
        E: DEVTYPE=usb_device
        E: DEVNAME=/dev/bus/usb/001/003
        E: SUBSYSTEM=usb
        E: USEC_INITIALIZED=1
        A: idVendor=12d1\\n
        A: idProduct=1446\\n

        """

    /// A stick of another family, on another socket.
    private static let stick = """
        P: /devices/usb1/1-4
        E: DEVTYPE=usb_device
        E: DEVNAME=/dev/bus/usb/001/004
        E: SUBSYSTEM=usb
        A: idVendor=12d1\\n
        A: idProduct=1506\\n
        A: manufacturer=HUAWEI\\n
        A: product=HUAWEI Mobile\\n

        """

    private static func terminal(_ interface: Int, _ number: Int, _ usb: String = "1-2") -> String {
        "/sys/devices/usb1/\(usb)/\(usb):1.\(interface)/ttyUSB\(number)/tty/ttyUSB\(number)"
    }

    private static func port(
        _ interface: Int,
        as number: Int? = nil,
        of usb: String = "1-2",
        kind: (subclass: String, protocol: String) = ("00", "00")
    ) -> String {
        let number = number ?? interface
        return """
            P: /devices/usb1/\(usb)/\(usb):1.\(interface)
            E: DEVTYPE=usb_interface
            E: SUBSYSTEM=usb
            L: driver=../../../../bus/usb/drivers/option
            A: bInterfaceNumber=0\(interface)\\n
            A: bInterfaceClass=ff\\n
            A: bInterfaceSubClass=\(kind.subclass)\\n
            A: bInterfaceProtocol=\(kind.protocol)\\n

            P: \(terminal(interface, number, usb).dropFirst(4))
            N: ttyUSB\(number)
            E: DEVNAME=/dev/ttyUSB\(number)
            E: SUBSYSTEM=tty
            E: USEC_INITIALIZED=1

            """
    }

    @Test(.enabled(if: access(wrapper, X_OK) == 0, "needs Debian's package umockdev"))
    func findsModemsThatUmockdevPretends() throws {
        let directory = try TemporaryDirectory()
        let program = SmallFile.text("/proc/self/cmdline", limit: 1 << 16).split(separator: "\0").map(String.init)
        // Without the options of this run, its filter above all.
        let path = program.prefix(1) + optionWithValue("--test-bundle-path", in: program)
        let again = try ChildProcess(
            [Self.wrapper] + path + ["--testing-library", "swift-testing", "--filter", "seesAModemComeByUdev"],
            environment: [Self.marker: directory("done")]
        )
        let output = again.rest()
        #expect(again.wait() == 0, "\(output)")
        #expect(SmallFile.text(directory("done"), limit: 10) == "done", "the inner test did not run: \(output)")
    }

    private func optionWithValue(_ name: String, in words: [String]) -> [String] {
        guard let index = words.firstIndex(of: name), index + 1 < words.count else { return [] }
        return [name, words[index + 1]] + words.filter { $0.hasSuffix(".xctest") }.prefix(1)
    }

    @Test(.enabled(if: getenv(marker) != nil, "runs below umockdev-wrapper only"))
    func seesAModemComeByUdev() async throws {
        let bed = try #require(Testbed())
        let ports = SerialPorts()
        let changes = await ports.changes()
        #expect(await ports.paths(of: .discovered) == [])
        try bed.add([Self.modem] + (0..<4).map { Self.port($0) })
        bed.announce("/sys/devices/usb1/1-2/1-2:1.2/ttyUSB2/tty/ttyUSB2")
        for await _ in changes where await ports.paths(of: .discovered) == ["/dev/ttyUSB2"] { break }
        let modem = USBDevice(
            usbPath: "1-2",
            vendor: 0x2c7c,
            product: 0x0125,
            manufacturer: "Quectel",
            name: "EC25",
            drivers: ["option"],
            terminals: 4
        )
        #expect(await ports.devices() == [modem])
        // A stick that shows no tty is told of too.
        try bed.add([Self.disk])
        bed.announce("/sys/devices/usb1/1-3")
        for await _ in changes where await ports.devices().map(\.ids) == ["2c7c:0125", "12d1:1446"] { break }
        let found = USBTerminal.all()
        #expect(found.map(\.interface) == [0, 1, 2, 3])
        #expect(
            found.last
                == USBTerminal(
                    path: "/dev/ttyUSB3",
                    usbPath: "1-2",
                    vendor: 0x2c7c,
                    product: 0x0125,
                    interface: 3,
                    interfaceSubclass: 0,
                    interfaceProtocol: 0,
                    manufacturer: "Quectel",
                    productName: "EC25",
                    driver: "option"
                )
        )
        let device = try #require(InspectedDevice(showing: "ttyUSB0", in: SystemTree()))
        #expect(device.usbPath == "1-2" && device.facts(of: "ttyUSB0").driver == "option")
        #expect(device.terminals == ["ttyUSB0", "ttyUSB1", "ttyUSB2", "ttyUSB3"])
        #expect(Udev.property("ID_MM_DEVICE_IGNORE", of: "/sys/devices/usb1/1-2") == nil)
        bed.mark("/sys/devices/usb1/1-2", "ID_MM_DEVICE_IGNORE", "1")
        #expect(Udev.property("ID_MM_DEVICE_IGNORE", of: "/sys/devices/usb1/1-2") == "1")
        #expect(await PortInspector().facts(ofDevice: "1-3")?.problem?.contains("usb-modeswitch") == true)
        bed.mark(Self.terminal(2, 2), "SMSBRIDGE_IGNORE", "1")
        #expect(USBTerminal.all().map(\.interface) == [0, 1, 3])
        await comesAndGoes(bed, ports, changes)
        let marker = try #require(getenv(Self.marker).map { String(cString: $0) })
        let descriptor = open(marker, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        _ = Array("done".utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    /// The modem is pulled out, another one is plugged in, and the first comes back under other names: as udev tells it.
    private func comesAndGoes(_ bed: Testbed, _ ports: SerialPorts, _ changes: AsyncStream<Void>) async {
        for interface in 0..<4 {
            bed.remove(Self.terminal(interface, interface))
            bed.remove("/sys/devices/usb1/1-2/1-2:1.\(interface)")
        }
        bed.remove("/sys/devices/usb1/1-2")
        for await _ in changes where await ports.paths(of: .discovered).isEmpty { break }
        let kinds = [("02", "01"), ("02", "02"), ("02", "03")]
        try? bed.add([Self.stick] + kinds.indices.map { Self.port($0, as: 10 + $0, of: "1-4", kind: kinds[$0]) })
        bed.announce(Self.terminal(1, 11, "1-4"))
        for await _ in changes where await ports.paths(of: .discovered) == ["/dev/ttyUSB11"] { break }
        #expect(USBTerminal.all().filter { $0.usbPath == "1-4" }.map(\.path) == (10...12).map { "/dev/ttyUSB\($0)" })
        // The kernel gives the next free names while somebody holds the old ones open.
        try? bed.add([Self.modem] + (0..<4).map { Self.port($0, as: 4 + $0) })
        bed.announce(Self.terminal(2, 6))
        for await _ in changes where await ports.paths(of: .discovered) == ["/dev/ttyUSB11", "/dev/ttyUSB6"] { break }
        #expect(USBTerminal.all().filter { $0.usbPath == "1-2" }.map(\.path) == (4...7).map { "/dev/ttyUSB\($0)" })
    }

    /// umockdev's testbed, by the C functions of its library.
    private struct Testbed {
        private typealias Make = @convention(c) () -> OpaquePointer?
        private typealias Add = @convention(c) (OpaquePointer, UnsafePointer<CChar>, OpaquePointer?) -> Int32
        private typealias Announce = @convention(c) (OpaquePointer, UnsafePointer<CChar>, UnsafePointer<CChar>) -> Void

        private typealias Mark =
            @convention(c) (
                OpaquePointer, UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafePointer<CChar>
            ) -> Void

        private typealias Remove = @convention(c) (OpaquePointer, UnsafePointer<CChar>) -> Void

        private let bed: OpaquePointer
        private let removeFunction: Remove
        private let addFunction: Add
        private let announceFunction: Announce
        private let markFunction: Mark

        init?() {
            guard
                let library = dlopen("libumockdev.so.0", RTLD_NOW),
                let make = dlsym(library, "umockdev_testbed_new"),
                let add = dlsym(library, "umockdev_testbed_add_from_string"),
                let announce = dlsym(library, "umockdev_testbed_uevent"),
                let mark = dlsym(library, "umockdev_testbed_set_property"),
                let remove = dlsym(library, "umockdev_testbed_remove_device"),
                let bed = unsafeBitCast(make, to: Make.self)()
            else { return nil }
            self.bed = bed
            addFunction = unsafeBitCast(add, to: Add.self)
            announceFunction = unsafeBitCast(announce, to: Announce.self)
            markFunction = unsafeBitCast(mark, to: Mark.self)
            removeFunction = unsafeBitCast(remove, to: Remove.self)
        }

        func add(_ devices: [String]) throws {
            try #require(addFunction(bed, devices.map { $0 + "\n" }.joined(), nil) != 0)
        }

        func mark(_ path: String, _ property: String, _ value: String) { markFunction(bed, path, property, value) }
        func announce(_ path: String) { announceFunction(bed, path, "add") }

        func remove(_ path: String) {
            announceFunction(bed, path, "remove")
            removeFunction(bed, path)
        }
    }
}
