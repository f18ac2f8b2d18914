import ArgumentParser
import Server

struct ModemNameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name",
        abstract: "Give a modem a name that is used everywhere from now on.",
        discussion: """
            The name belongs to the modem (its IMEI), or with --sim to the SIM in it, and
            stays when it is plugged in elsewhere and when the daemon starts again. Each
            name is used once.

            EXAMPLES
              smsbridge modem name line1 window
              smsbridge modem name line2 prepaid-1 --sim
            """
    )

    @Argument(help: "The modem's name now.")
    var old: String

    @Argument(help: "Its new name: 1 to 40 letters, digits, - and _.")
    var new: String

    @Flag(help: "Name the SIM: the name moves with it to another modem.")
    var sim = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await APIClient.with(connection) { client in
            let answer = try await client.put(ModemTarget.path(old) + "/name", json: NameRequest(name: new, sim: sim))
            if connection.json, !answer.octets.isEmpty { return Terminal.write(answer.octets + [0x0A]) }
            Terminal.print(connection.json ? #"{"name":"\#(new)"}"# : "\(old) is \(new) from now on")
        }
    }
}
