import ArgumentParser
import Storage

struct SuppressionRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Lift a suppression, because the person consented again.",
        discussion: """
            The note is kept with the number: say how and when the person consented.

            EXAMPLE
              smsbridge suppression remove +4915112345678 --note 'signed the form again'
            """
    )

    private struct Body: Encodable {
        var note: String
    }

    @Argument(help: "The phone number.")
    var number: String

    @Option(help: ArgumentHelp("How and when the person consented again.", valueName: "text"))
    var note: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let body = Body(note: note)
        let answer = try await APIClient.with(connection) {
            try await $0.post("/v1/suppressions/\(APIClient.escaped(number))/lift", json: body)
        }
        try answer.show(SuppressionView.self, connection) { view in
            Terminal.print("\(view.number) may be written to again")
        }
    }
}
