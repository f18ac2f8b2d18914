import ArgumentParser
import Foundation
import Server

struct ModemPINCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin",
        abstract: "Enter the PIN of a SIM that asks for it.",
        discussion: """
            The PIN is asked for on the terminal without showing it, or read as a line
            from standard input; never write it into a command line. The daemon enters it
            once: a PIN that the SIM refused before is not entered again, and the last
            attempt is never used. It is remembered until the daemon ends; for longer,
            write it as `pin` into the configuration.

            EXAMPLES
              smsbridge modem pin line1
              smsbridge modem pin line1 < pin.txt
            """
    )

    @Argument(help: "The modem's name.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let typed = Terminal.isPerson(0) ? Keyboard.secret("PIN of the SIM in \(name): ") : readLine()
        let pin = (typed ?? "").trimmingCharacters(in: .whitespaces)
        guard (4...8).contains(pin.utf8.count), pin.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw CommandFailure(.data, "a PIN has 4 to 8 digits: nothing was entered")
        }
        try await APIClient.with(connection) { client in
            _ = try await client.post(ModemTarget.path(name) + "/pin", json: PINRequest(pin: pin))
        }
        Terminal.print("the SIM in \(name) took the PIN")
    }
}
