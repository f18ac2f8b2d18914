import ArgumentParser
import Foundation
import Gateway
import Server

struct ModemSMSReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Show one message that the SIM or the modem holds.",
        discussion: """
            EXAMPLES
              smsbridge modem sms read line1 SM 3
            """
    )

    @Argument(help: ArgumentHelp("The modem's name, or a port.", valueName: "name|port"))
    var modem: String

    @Argument(help: "SM for the SIM's storage, ME for the modem's.")
    var storage: String

    @Argument(help: "The index, as 'modem sms list' shows it.")
    var index: Int

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let views = try await StoredMessages.all(modem, connection)
        guard let view = views.first(where: { $0.storage == storage && $0.index == index }) else {
            throw CommandFailure(.failure, "there is no message \(index) in \(storage) of \(modem)")
        }
        if connection.json {
            Terminal.write([UInt8](try JSONCoding.encoder(pretty: true).encode(view)) + [UInt8(ascii: "\n")])
            return
        }
        let stored = view.isCommitted.map { $0 ? "yes" : "no" } ?? "no daemon was asked"
        for (name, value) in [
            ("kind", view.kind), ("number", view.number), ("time", view.sentAt), ("part", view.part),
            ("stored", stored),
            ("PDU", view.pdu),
        ] {
            if let value {
                Terminal.print(name + String(repeating: " ", count: 8 - name.count) + TerminalText.plain(value))
            }
        }
        if let text = view.text { Terminal.print("\n" + TerminalText.plain(text)) }
    }
}
