import ArgumentParser
import Storage

struct MessageCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Take a message back that has not left yet.",
        discussion: """
            EXAMPLE
              smsbridge message cancel 1
            """
    )

    @Argument(help: "The message's id.")
    var id: Int64

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.delete("/v1/messages/\(id)") }
        try answer.show(MessageView.self, connection) { view in
            Terminal.print(
                "message \(view.id) is \(view.state)"
                    + (view.reason.map { ": \(TerminalText.plain(TimeText.rewriting($0, utc: connection.utc)))" } ?? "")
            )
        }
    }
}
