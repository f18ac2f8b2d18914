import ArgumentParser
import Storage

struct MessageListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List messages, the newest first.",
        discussion: """
            EXAMPLES
              smsbridge message list
              smsbridge message list --number +4915112345678
              smsbridge message list --state uncertain --limit 200
            """
    )

    @Option(help: "Only to or from this phone number.")
    var number: String?

    @Option(help: "Only in this state, such as queued, uncertain or received.")
    var state: String?

    @Option(help: ArgumentHelp("Only of this campaign.", valueName: "name"))
    var campaign: String?

    @Option(help: "Only 'in' or 'out'.")
    var direction: String?

    @Option(help: "So many at most: 1 to 1000.")
    var limit = 50

    @Option(help: ArgumentHelp("Only those before this id.", valueName: "id"))
    var before: Int64?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query: [(String, String?)] = [
            ("number", number), ("state", state), ("campaign", campaign), ("direction", direction),
            ("limit", "\(limit)"), ("before_id", before.map { "\($0)" }),
        ]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/messages", query: query) }
        try answer.show([MessageView].self, connection) { views in
            MessageReport.list(views, utc: connection.utc).show(orElse: "there are no such messages")
        }
    }
}
