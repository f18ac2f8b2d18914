import ArgumentParser
import Devices
import Foundation
import Gateway

/// What systemd starts for the daemon, as root and with hardly any rights: see smsbridge-usbreset.socket.
struct USBResetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usb-reset",
        abstract: "Switch one modem off its USB hub and on again: the daemon's helper.",
        discussion: """
            Reads one line from standard input, 'reset 1-1.2' (logs the USB device off and
            on) or 'power 1-1.2' (takes the power of its socket for 7 seconds), and
            answers 'ok' or why not. Devices that are no modems are refused. Needs root.
            Usually started by smsbridge-usbreset.socket.

            EXAMPLES
              echo reset 1-1.2 | sudo smsbridge usb-reset
            """,
        shouldDisplay: false
    )

    /// Longer than any request.
    private static let longest = 64

    func run() throws {
        guard let line = Self.request() else {
            print("the request is no line of at most \(Self.longest) octets")
            throw ExitCode.failure
        }
        do {
            try USBSwitch().carryOut(request: line)
            print("ok")
        } catch {
            print(error.reason)
            throw ExitCode.failure
        }
    }

    private static func request() -> String? {
        var octets: [UInt8] = []
        while octets.count <= longest {
            guard let next = try? FileHandle.standardInput.read(upToCount: 1), let octet = next.first else {
                return nil
            }
            if octet == 0x0A { return String(bytes: octets, encoding: .ascii) }
            octets.append(octet)
        }
        return nil
    }
}
