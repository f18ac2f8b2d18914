import ArgumentParser
import Gateway

struct PolicyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the policies in force.",
        discussion: """
            EXAMPLE
              smsbridge policy list
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/policies") }
        try answer.show([PolicyView].self, connection) { PolicyReport.list($0).show(orElse: "there are no policies") }
    }
}
