import ArgumentParser
import Storage

struct MessageShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a message with every decision on its way: why it was sent, held or halted.",
        discussion: """
            EXAMPLE
              smsbridge message show 1
            """
    )

    @Argument(help: "The message's id.")
    var id: Int64

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/messages/\(id)") }
        try answer.show(MessageStory.self, connection) { MessageReport.show($0, utc: connection.utc) }
    }
}
