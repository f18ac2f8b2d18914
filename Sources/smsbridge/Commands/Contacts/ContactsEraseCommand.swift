import ArgumentParser
import Foundation
import Storage

struct ContactsEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase one person: number, name, fields and every text, in all tables.",
        discussion: """
            What is open is cancelled. Figures stay, under a name that says nothing. The
            number stays suppressed as a keyed hash: a list that holds it again is refused
            for this row. The receipt can be shown again with 'contacts receipts'.

            Asks first on a terminal; elsewhere --yes is needed. It cannot be undone.

            EXAMPLES
              smsbridge contacts erase +4915112345678 --reason 'letter of 2026-11-23'
              smsbridge contacts erase +4915112345678 --by Ann --reason 'e-mail' --yes
            """
    )

    @Argument(help: "The phone number.")
    var number: String

    @Option(help: ArgumentHelp("Why: who asked, when and how.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Who erases (default: the user who runs this).", valueName: "name"))
    var by: String?

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let path = "/v1/contacts/\(APIClient.escaped(number))"
        let answer = try await APIClient.with(connection) { client in
            if !yes {
                let story = try await client.get(path).decoded(ContactStory.self)
                let who = TerminalText.plain(story.contact?.name ?? "no name")
                let messages = story.messages.count == 1 ? "1 message" : "\(story.messages.count) messages"
                let question = "Erase \(story.number) (\(who), \(messages)) for good?"
                guard try Terminal.confirm(question, else: "give --yes to erase without being asked") else {
                    throw CommandFailure(.failure, "nothing was erased")
                }
            }
            return try await client.post(path + "/erase", json: PersonOrder(by: by ?? NSUserName(), reason: reason))
        }
        try answer.show(ReceiptView.self, connection) { view in
            Facts.show(ReceiptReport.facts(view, utc: connection.utc))
        }
    }
}
