import Gateway
import Modems
import Testing

@testable import Devices

@Suite("What the system tells of a modem's port", .timeLimit(.minutes(1)))
struct PortInspectorTests {
    /// Looks at a port of a system that `change` has filled.
    private func facts(
        of port: String = "/dev/ttyUSB2",
        marks: [String: String] = [:],
        _ change: (PretendedSystem) -> Void
    ) async throws -> PortFacts? {
        let system = try PretendedSystem()
        change(system)
        return await system.inspector(marks: marks).facts(of: port)
    }

    @Test func speedPowerDriverAndPlace() async throws {
        let facts = try #require(
            try await facts { system in
                system.addQuectel()
                system.writeKernelLog([])
            }
        )
        let device = try #require(facts.device)
        #expect(device.usbPath == "1-1.2" && device.ids == "2c7c:0125" && device.name == "Quectel EC25")
        #expect(device.speed == 480 && device.maximumPower == 500 && device.version == "2.00")
        #expect(device.driver == "option" && device.interface == 2 && !device.mayAutosuspend && !device.isSuspended)
        #expect(device.interfaces.count == 5 && device.interfaces[2] == "2: ff/00/00, option, ttyUSB2")
        #expect(device.interfaces[4] == "4: ff/ff/ff, qmi_wwan")
        #expect(facts.role == .primary && facts.commandPort == nil && facts.owner == nil && !facts.isUnprotected)
        #expect(facts.kernelLog == KernelLogFacts())
        #expect(facts.details.contains { $0.title == "Speed" && $0.value == "480 Mb/s" })
    }

    @Test func aSleepySlowDevice() async throws {
        let facts = try await facts { system in
            system.addQuectel(["speed": "12", "power/control": "auto", "power/runtime_status": "suspended"])
        }
        #expect(
            facts?.device?.speed == 12 && facts?.device?.mayAutosuspend == true && facts?.device?.isSuspended == true
        )
    }

    @Test func anotherPortOfTheSameDeviceIsForCommands() async throws {
        let facts = try await facts(of: "/dev/ttyUSB0") { $0.addQuectel() }
        #expect(facts?.role == .diagnostic && facts?.commandPort == "/dev/ttyUSB2")
    }

    @Test func aLinkIsFollowedAndTwinsMakeItsNameDoubtful() async throws {
        let name = "/dev/serial/by-id/usb-Quectel_EC25-if02-port0"
        for twins in [1, 2] {
            let facts = try await facts(of: name) { system in
                system.addQuectel()
                if twins == 2 { system.addQuectel([:], "1-1.3", from: 4) }
                system.make("dev/serial/by-id")
                system.folder.makeLink(String(name.dropFirst()), to: "../../ttyUSB2")
            }
            #expect(facts?.device?.usbPath == "1-1.2" && facts?.path == name)
            #expect(facts?.isNameAmbiguous == (twins == 2))
        }
    }

    @Test func whoHasItOpen() async throws {
        func owner(_ port: String, open: String) async throws -> PortFacts? {
            try await facts(of: port) { system in
                system.addQuectel()
                system.addProcess(70, "sleep", open: ["/dev/null"])
                system.addProcess(77, "gammu-smsd", open: ["/dev/null", open])
            }
        }
        let own = try await owner("/dev/ttyUSB2", open: "/dev/ttyUSB2")
        #expect(own?.owner == "gammu-smsd (process 77)" && own?.ownedSibling == nil && own?.seesAllOwners == true)
        let sibling = try await owner("/dev/ttyUSB2", open: "/dev/ttyUSB3")
        #expect(sibling?.owner == "gammu-smsd (process 77)" && sibling?.ownedSibling == "/dev/ttyUSB3")
        #expect(try await owner("/dev/ttyUSB2", open: "/dev/ttyUSB22")?.owner == nil)
    }

    @Test func modemManagerAndTheMarkThatKeepsItAway() async throws {
        func isUnprotected(_ marks: [String: String], running: Bool = true) async throws -> Bool? {
            try await facts(marks: marks) { system in
                system.addQuectel()
                if running { system.addProcess(50, "ModemManager") }
            }?.isUnprotected
        }
        #expect(try await isUnprotected([:]) == true)
        #expect(try await isUnprotected([:], running: false) == false)
        #expect(try await isUnprotected(["1-1.2 ID_MM_DEVICE_IGNORE": "1"]) == false)
        #expect(try await isUnprotected(["ttyUSB2 ID_MM_PORT_IGNORE": "1"]) == false)
        #expect(try await isUnprotected(["1-1.3 ID_MM_DEVICE_IGNORE": "1"]) == true)
    }

    @Test func theLastHourOfTheKernelsLog() async throws {
        let facts = try await facts { system in
            system.addQuectel()
            system.writeKernelLog([
                (4000, "usb 1-1.2: USB disconnect, device number 4"),
                (900, "usb 1-1.2: USB disconnect, device number 5"),
                (890, "usb 1-1.3: USB disconnect, device number 6"),
                (60, "usb 1-1.2: device descriptor read/64, error -71"),
                (50, "option1 ttyUSB2: option_instat_callback: error -110"),
                (40, "usb 1-1.2: new high-speed USB device number 9 using xhci_hcd"),
            ])
        }
        let log = try #require(facts?.kernelLog)
        #expect(log.obstacle == nil && log.lines.map(\.kind) == [.disconnect, .transfer, .transfer], "\(log)")
        #expect(abs(log.lines[0].secondsAgo - 900) <= 60)
        #expect(log.disconnects == 1)
    }

    @Test func theJournalWhereTheKernelsDeviceIsBarred() async throws {
        let script = """
            now=$(date +%s)
            echo "$((now - 120)).250000 box kernel: usb 1-1.2: USB disconnect, device number 5"
            echo "$((now - 60)).250000 box kernel: usb 1-1-port2: over-current change #1"
            """
        let facts = try await facts { system in
            system.addQuectel()
            system.addJournal(script)
        }
        #expect(facts?.kernelLog?.lines.map(\.kind) == [.disconnect, .overCurrent])
        #expect(abs((facts?.kernelLog?.lines[0].secondsAgo ?? 0) - 120) <= 60)
    }

    @Test(arguments: [
        "exit 1", "echo 'Hint: You are currently not seeing messages from other users and the system.' >&2", "sleep 30",
        "kill -9 $$",
    ])
    func whatCannotBeReadIsNotCalledQuiet(script: String) async throws {
        let begin = ContinuousClock.now
        let facts = try await facts { system in
            system.addQuectel()
            system.addJournal(script)
        }
        #expect(facts?.kernelLog?.lines == [] && facts?.kernelLog?.obstacle?.contains("systemd-journal") == true)
        #expect(begin.duration(to: .now) < .seconds(29))
    }

    @Test func aPortThatIsNoUSBDevices() async throws {
        let facts = try #require(try await facts(of: "/dev/ttyS0") { $0.folder.makeFile("dev/ttyS0") })
        #expect(facts.device == nil && facts.kernelLog == nil && facts.role == nil)
        #expect(try await self.facts(of: "/dev/ttyUSB9") { $0.addQuectel() } == nil)
        #expect(try await self.facts(of: "/dev/\0") { $0.addQuectel() } == nil)
    }

    @Test func aStickThatIsStillADisk() async throws {
        let system = try PretendedSystem()
        system.addDevice(
            "1-3",
            at: "sys/devices/pci0000:00/usb1",
            ["idVendor": "12d1", "idProduct": "1446", "product": "HUAWEI Mobile"],
            interfaces: [("08/06/50", "usb-storage", nil)]
        )
        let facts = try #require(await system.inspector().facts(ofDevice: "1-3"))
        #expect(facts.problem?.contains("usb-modeswitch") == true)
        #expect(facts.device?.interfaces == ["0: 08/06/50, usb-storage"])
        for place in ["1-9", "../x", ""] { #expect(await system.inspector().facts(ofDevice: place) == nil) }
    }
}
