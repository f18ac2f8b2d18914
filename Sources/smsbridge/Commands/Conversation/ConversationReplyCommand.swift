import ArgumentParser
import Foundation
import Gateway
import Server

struct ConversationReplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply",
        abstract: "Answer somebody; the conversation is yours from then on.",
        discussion: """
            The answer leaves by the line that the person knows, ahead of agents and
            campaigns. The agent is quiet until 'conversation handback'; what it was about
            to say is dropped. Somebody who opted out is not answered: status 1; nor is
            somebody whom another person answers, without --take.

            EXAMPLES
              smsbridge conversation reply +4915112345678 'We call you at two.'
              smsbridge conversation reply +4915112345678 'Yes.' --by 'Dr. Kaya'
            """
    )

    @Argument(help: "The phone number.")
    var number: String

    @Argument(help: "The text.")
    var text: String

    @Option(help: ArgumentHelp("Who answers (default: the user who runs this).", valueName: "name"))
    var by: String?

    @Flag(help: "Also where another person has the conversation.")
    var take = false

    @Option(help: ArgumentHelp("Makes the call safe to repeat.", valueName: "key"))
    var idempotencyKey: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let body = ConversationAnswer(
            by: by ?? NSUserName(),
            text: text,
            take: take ? true : nil,
            idempotencyKey: idempotencyKey
        )
        let answer = try await APIClient.with(connection) {
            try await $0.post("/v1/conversations/\(APIClient.escaped(number))/reply", json: body)
        }
        try answer.show(SendReceipt.self, connection) {
            Terminal.print(MessageSendReport.sentence($0, utc: connection.utc))
        }
    }
}
