import Foundation
import Gateway
import Testing

@testable import Devices

@Suite struct USBSwitchTests {
    @Test(arguments: [
        ("1-1", "1-0:1.0/usb1-port1/disable"), ("1-1.2", "1-1:1.0/1-1-port2/disable"),
        ("3-1.4.2", "3-1.4:1.0/3-1.4-port2/disable"),
    ])
    func aPlaceIsReadAndKnowsItsSocket(text: String, socket: String) throws {
        let place = try #require(USBPlace(text))
        #expect(place.description == text)
        #expect(place.socketSwitch == socket)
    }

    @Test(arguments: [
        "", "usb1", "1", "1-", "-1", "1-0", "01-1", "1-1.", "1-1..2", "1-1/../../x", "1-1 ", "1-1\n", "1-1:1.0",
        "1-1.2.3.4.5.6.7.8", "1234-1", "a-b",
    ])
    func anythingElseIsNoPlace(text: String) {
        #expect(USBPlace(text) == nil)
    }

    /// A folder that looks as sysfs does: a modem at 1-1.2, a keyboard at 1-1.3, the hub at 1-1.
    private func withDevices(_ body: (USBSwitch, (String) -> String) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent(
            "usbswitch-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        )
        defer { try? FileManager.default.removeItem(at: root) }
        func put(_ path: String, _ text: String) throws {
            let file = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        for (name, kind) in [("1-1", "09\n"), ("1-1.2", "00\n"), ("1-1.3", "00\n")] {
            try put("\(name)/bDeviceClass", kind)
            try put("\(name)/authorized", "?")
        }
        try put("1-1.2/1-1.2:1.0/ttyUSB0/dev", "188:0\n")
        try put("1-1.3/1-1.3:1.0/input/name", "keys\n")
        try put("1-1:1.0/1-1-port2/disable", "?")
        let device = USBSwitch(root: root.path, pauses: [:])
        try body(device) { path in
            (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
        }
    }

    @Test func aModemIsLoggedOffAndOn() throws {
        try withDevices { device, content in
            try device.carryOut(request: "reset 1-1.2")
            #expect(content("1-1.2/authorized") == "1")
            try device.carryOut(request: "power 1-1.2")
            #expect(content("1-1:1.0/1-1-port2/disable") == "0")
        }
    }

    @Test(arguments: [
        "reset 1-1", "reset 1-1.3", "reset 1-1.4", "reset  1-1.2", "off 1-1.2", "reset", "", "reset 1-1.2 1-1.3",
        "reset ../1-1.2",
    ])
    func nothingElseIsTouched(request: String) throws {
        try withDevices { device, content in
            #expect(throws: PowerProblem.self) { try device.carryOut(request: request) }
            for name in ["1-1", "1-1.2", "1-1.3"] { #expect(content("\(name)/authorized") == "?") }
        }
    }

    @Test func whereNoHelperListensTheStepIsSkippedAndSaysWhatToDo() async {
        let helper = PowerHelper(path: "/nonexistent/socket")
        let obstacle = await helper.obstacle(to: .reset, at: "1-1.2")
        #expect(obstacle?.contains("smsbridge-usbreset.socket") == true)
        let place = await helper.obstacle(to: .reset, at: "no place")
        #expect(place?.contains("no place") == true)
        await #expect(throws: PowerProblem.self) { try await helper.carryOut(.reset, at: "1-1.2") }
    }
}
