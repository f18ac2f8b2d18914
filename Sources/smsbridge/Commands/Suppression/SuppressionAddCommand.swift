import ArgumentParser
import Storage

struct SuppressionAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Suppress a number: nothing is sent to it any more.",
        discussion: """
            EXAMPLE
              smsbridge suppression add +4915112345678 --note 'asked at the reception'
            """
    )

    private struct Body: Encodable {
        var number: String
        var note: String?
    }

    @Argument(help: "The phone number.")
    var number: String

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var note: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let body = Body(number: number, note: note)
        let answer = try await APIClient.with(connection) { try await $0.post("/v1/suppressions", json: body) }
        try answer.show(SuppressionView.self, connection) { view in
            Terminal.print("\(view.number) is suppressed (\(view.reason)): nothing is sent to it any more")
        }
    }
}
