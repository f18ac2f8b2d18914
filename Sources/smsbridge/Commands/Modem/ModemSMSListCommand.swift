import ArgumentParser
import Foundation
import Gateway
import Server

struct ModemSMSListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the messages that the SIM and the modem hold.",
        discussion: """
            STORED says whether the daemon has the message already, so that nothing is
            lost when it is deleted.

            EXAMPLES
              smsbridge modem sms list line1
              smsbridge modem sms list /dev/ttyUSB2 --json
            """
    )

    @Argument(help: ArgumentHelp("The modem's name, or a port.", valueName: "name|port"))
    var modem: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let views = try await StoredMessages.all(modem, connection)
        if connection.json {
            Terminal.write([UInt8](try JSONCoding.encoder(pretty: true).encode(views)) + [UInt8(ascii: "\n")])
            return
        }
        var table = Table([
            .init("STORAGE"), .init("INDEX", .right), .init("KIND"), .init("STORED"), .init("NUMBER"), .init("PART"),
            .init("TEXT"),
        ])
        for view in views {
            table.add([
                Table.Cell(view.storage), .number(view.index), Table.Cell(view.kind),
                Table.Cell(view.isCommitted.map { $0 ? "yes" : "no" }, view.isCommitted == false ? .doubtful : .plain),
                Table.Cell(view.number), Table.Cell(view.part), Table.Cell(view.text),
            ])
        }
        table.show(orElse: "\(modem) holds no messages")
    }
}
