import Modems
import Testing

@Suite struct USBProblemTests {
    private static let long = USBProblem.switching

    private static let cases: [(USBDevice, Duration, USBProblem?)] = [
        // A stick that is still a disk: time to switch, then a fault.
        (USBDevice(usbPath: "1-2", vendor: 0x12D1, product: 0x1446, drivers: ["usb-storage"]), .seconds(19), nil),
        (USBDevice(usbPath: "1-2", vendor: 0x12D1, product: 0x1446, drivers: ["usb-storage"]), long, .notSwitched),
        (USBDevice(usbPath: "1-2", vendor: 0x12D1, product: 0x14DC, drivers: ["cdc_ether"]), .zero, .webOnly),
        (
            USBDevice(usbPath: "1-2", vendor: 0x05C6, product: 0x9008, drivers: ["qcserial"], terminals: 1), .zero,
            .deadFirmware
        ),
        // Known modems whose ttys come, come late, or do not come.
        (USBDevice(usbPath: "1-2", vendor: 0x2C7C, product: 0x0125, drivers: ["option"], terminals: 4), long, nil),
        (USBDevice(usbPath: "1-2", vendor: 0x2C7C, product: 0x0125), .seconds(5), nil),
        (USBDevice(usbPath: "1-2", vendor: 0x2C7C, product: 0x0125), long, .noTerminal),
        // A product that shares a chip maker's id with modems is one only where the table has it.
        (USBDevice(usbPath: "1-2", vendor: 0x05C6, product: 0x9215), long, .noTerminal),
        (USBDevice(usbPath: "1-2", vendor: 0x05C6, product: 0x1234), long, nil),
        // A hub, a mouse.
        (USBDevice(usbPath: "usb1", vendor: 0x1D6B, product: 0x0002, drivers: ["hub"]), long, nil),
        (USBDevice(usbPath: "1-3", vendor: 0x046D, product: 0xC077, drivers: ["usbhid"]), long, nil),
    ]

    @Test(arguments: cases)
    func judges(device: USBDevice, age: Duration, problem: USBProblem?) {
        #expect(USBProblem.of(device, seenFor: age) == problem)
    }

    @Test func saysWhatToDo() {
        let stick = USBDevice(usbPath: "1-2", vendor: 0x12D1, product: 0x1446, manufacturer: "HUAWEI", name: "Mobile")
        #expect(stick.label == "HUAWEI Mobile (12d1:1446)")
        #expect(USBProblem.notSwitched.words(for: stick).contains("usb-modeswitch"))
        #expect(USBProblem.notSwitched.words(for: stick).hasSuffix("12d1:1446"))
        #expect(USBProblem.webOnly.words(for: stick).contains("HiLink"))
        #expect(USBProblem.deadFirmware.words(for: stick).contains("replace"))
        let bare = USBDevice(usbPath: "1-2", vendor: 0x2C7C, product: 0x0125)
        #expect(bare.label == "2c7c:0125")
        #expect(USBProblem.noTerminal.words(for: bare).contains("echo 2c7c 0125 >"))
        var network = bare
        network.drivers = ["cdc_mbim", "cdc_wdm"]
        #expect(USBProblem.noTerminal.words(for: network).contains("only cdc_mbim, cdc_wdm"))
    }
}
