import ArgumentParser
import Storage

struct SuppressionAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Suppress a number: nothing is sent to it any more.",
        discussion: """
            With --category only messages of that kind are kept from it: campaigns of the
            category, and single messages that say it.

            EXAMPLES
              smsbridge suppression add +4915112345678 --note 'asked at the reception'
              smsbridge suppression add +4915112345678 --reason complaint --note 'e-mail'
              smsbridge suppression add +4915112345678 --category marketing
            """
    )

    private struct Body: Encodable {
        var number: String
        var category: String?
        var reason: String?
        var note: String?
    }

    @Argument(help: "The phone number.")
    var number: String

    @Option(help: "Only for transactional, informational or marketing messages.")
    var category: String?

    @Option(help: "byHand (default), complaint, wrongNumber, invalidNumber, stopKeyword, …")
    var reason: String?

    @Option(help: ArgumentHelp("What there is to know about it.", valueName: "text"))
    var note: String?

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let body = Body(number: number, category: category, reason: reason, note: note)
        let answer = try await APIClient.with(connection, by: actor.by) {
            try await $0.post("/v1/suppressions", json: body)
        }
        try answer.show(SuppressionView.self, connection) { view in
            guard let category = view.category else {
                return Terminal.print("\(view.number) is suppressed (\(view.reason)): nothing is sent to it any more")
            }
            Terminal.print("\(view.number) gets no \(category) messages any more (\(view.reason))")
        }
    }
}
