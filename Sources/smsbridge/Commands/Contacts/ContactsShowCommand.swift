import ArgumentParser
import Storage

struct ContactsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Answer “why did you text me?”: all that is held about one number, in order.",
        discussion: """
            Consents and the imports that brought them, campaigns, every decision, messages
            both ways with their states, who had the conversation, suppressions.

            EXAMPLES
              smsbridge contacts show +4915112345678
              smsbridge contacts show +4915112345678 --json
            """
    )

    @Argument(help: "The phone number.")
    var number: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) {
            try await $0.get("/v1/contacts/\(APIClient.escaped(number))")
        }
        try answer.show(ContactStory.self, connection) { ContactReport.show($0, utc: connection.utc) }
    }
}
