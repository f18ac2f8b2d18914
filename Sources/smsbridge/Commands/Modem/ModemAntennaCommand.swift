import ArgumentParser
import Modems

struct ModemAntennaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "antenna",
        abstract: "Show the signal live, for pointing an antenna.",
        discussion: """
            A bar a second, and the best value so far. On LTE, RSRP and RSRQ count: RSRP
            above -90 dBm and RSRQ above -10 dB are good. The line sends nothing
            meanwhile. q or Ctrl-C ends it; --count ends it by itself.

            EXAMPLES
              smsbridge modem antenna line1
              smsbridge modem antenna /dev/ttyUSB2 --count 10
            """
    )

    @Argument(help: ArgumentHelp("The modem's name, or a port.", valueName: "name|port"))
    var modem: String

    @Option(help: "End after so many measurements.")
    var count: Int?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard count.map({ $0 > 0 }) ?? true else { throw ValidationError("--count takes 1 or more") }
        guard !connection.json else {
            throw ValidationError("--json: there is none; see 'smsbridge modem list --watch --json'")
        }
    }

    func run() async throws {
        let target = await ModemTarget.find(modem, connection)
        let isPerson = Terminal.isPerson(0) && Terminal.isPerson(Terminal.output)
        let (count, title) = (count, target.title)
        try await BorrowedModem.with(target, purpose: "antenna", connection) { modem in
            let meter = AntennaView(modem: modem, title: title, draws: isPerson, count: count)
            guard isPerson else { return try await meter.run() }
            try await Keyboard.raw {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await meter.run() }
                    group.addTask {
                        for await key in Keyboard.octets() where [0x03, 0x04, 0x1B, UInt8(ascii: "q")].contains(key) {
                            return
                        }
                    }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            }
            Terminal.print("")
        }
    }
}
