import ArgumentParser
import AsyncHTTPClient
import Foundation
import Server
import Storage

struct ContactsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write everything that is held about one person, as JSON, to be given to them.",
        discussion: """
            A receipt with the hash of what was given is kept, see 'contacts receipts'. A
            file that is there already is replaced with --force alone.

            EXAMPLES
              smsbridge contacts export +4915112345678 anna.json
              smsbridge contacts export +4915112345678 --reason 'letter of 2026-11-23'
            """
    )

    @Argument(help: "The phone number.")
    var number: String

    @Argument(help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("Why, for the receipt.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("Who exports (default: the user who runs this).", valueName: "name"))
    var by: String?

    @Flag(help: "Replace the file where it is there already.")
    var force = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let order = PersonOrder(by: by ?? NSUserName(), reason: reason)
        let output = try FileOutput(path: file ?? "-", isPrivate: true, replaces: force)
        let receipt = try await APIClient.with(connection) { client in
            try await client.download(
                "POST",
                "/v1/contacts/\(APIClient.escaped(number))/export",
                body: .bytes([UInt8](try JSONCoding.encoder().encode(order))),
                headers: [("content-type", "application/json")],
                to: output
            )
        }
        guard let receipt, file != nil, file != "-" else { return }
        try receipt.show(ReceiptView.self, connection) { view in
            Facts.show(ReceiptReport.facts(view, utc: connection.utc))
        }
    }
}

/// Who does something about a person's data, and why.
struct PersonOrder: Encodable {
    var by: String
    var reason: String?
}
