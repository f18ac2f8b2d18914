import ArgumentParser
import Gateway
import Server

struct ModemSetSMSCCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-smsc",
        abstract: "Set the number of the service center, without which nothing can be sent.",
        discussion: """
            The operator tells the number. It is kept on the SIM.

            EXAMPLES
              smsbridge modem set-smsc line1 +491710760000
            """
    )

    @Argument(help: ArgumentHelp("The modem's name, or a port.", valueName: "name|port"))
    var modem: String

    @Argument(help: "The number, with + and the country's prefix.")
    var number: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let now: String
        switch await ModemTarget.find(modem, connection) {
        case .daemon(let name):
            now = try await APIClient.with(connection) { client in
                try await client.put(
                    ModemTarget.path(name) + "/service-center",
                    json: ServiceCenterRequest(number: number)
                ).decoded(ServiceCenterRequest.self).number
            }
        case .port(let path):
            let number = number
            now = try await ModemTarget.open(path, connection) { try await Technician($0).setServiceCenter(number) }
        }
        Terminal.print("the service center of \(modem) is \(now)")
    }
}
