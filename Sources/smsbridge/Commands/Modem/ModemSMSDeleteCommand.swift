import ArgumentParser
import Gateway
import Server

struct ModemSMSDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete one message from the SIM or the modem.",
        discussion: """
            Asks first on a terminal; elsewhere --yes is needed. A message that the daemon
            has not stored is kept, unless --force is given: it is lost then.

            EXAMPLES
              smsbridge modem sms delete line1 SM 3
            """
    )

    @Argument(help: ArgumentHelp("The modem's name, or a port.", valueName: "name|port"))
    var modem: String

    @Argument(help: "SM for the SIM's storage, ME for the modem's.")
    var storage: String

    @Argument(help: "The index, as 'modem sms list' shows it.")
    var index: Int

    @Flag(help: "Delete it also where the daemon has not stored it.")
    var force = false

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try ask()
        switch await ModemTarget.find(modem, connection) {
        case .daemon(let name):
            try await APIClient.with(connection) { client in
                _ = try await client.delete(
                    ModemTarget.path(name) + "/messages/\(APIClient.escaped(storage))/\(index)",
                    query: [("force", force ? "true" : nil)]
                )
            }
        case .port(let path):
            guard force else {
                throw CommandFailure(
                    .tryLater,
                    "no daemon has stored this message: to delete it all the same, give --force"
                )
            }
            let (storage, index) = (storage, index)
            try await ModemTarget.open(path, connection) { loan in
                let technician = Technician(loan)
                guard let view = try await technician.storedMessage(storage, index) else {
                    throw ControlProblem.notFound("there is no message \(index) in \(storage)")
                }
                try await technician.delete(view)
            }
        }
        Terminal.print("\(storage) \(index) of \(modem) is deleted")
    }

    private func ask() throws {
        if yes { return }
        guard Terminal.isPerson(0) else { throw CommandFailure(.usage, "give --yes to delete without being asked") }
        Terminal.write("Delete message \(index) from \(storage) of \(modem)? [y/N] ".utf8, to: Terminal.error)
        guard ["y", "yes"].contains((readLine() ?? "").lowercased()) else {
            throw CommandFailure(.failure, "nothing was deleted")
        }
    }
}
