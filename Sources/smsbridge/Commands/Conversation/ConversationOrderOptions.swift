import ArgumentParser
import Foundation
import Server
import Storage

/// What commands that change a conversation's owner have in common.
struct ConversationOrderOptions: ParsableArguments {
    @Argument(help: "The phone number.")
    var number: String

    @Option(help: ArgumentHelp("Who does it (default: the user who runs this).", valueName: "name"))
    var by: String?

    @OptionGroup var connection: ConnectionOptions

    func post(_ path: String, text: String? = nil, take: Bool = false, reason: String? = nil) async throws -> Answer {
        let body = ConversationAnswer(by: by ?? NSUserName(), text: text, take: take ? true : nil, reason: reason)
        return try await APIClient.with(connection) {
            try await $0.post("/v1/conversations/\(APIClient.escaped(number))/\(path)", json: body)
        }
    }

    /// Carries it out, and says who has the conversation.
    func order(_ path: String, take: Bool = false, reason: String? = nil) async throws {
        try await post(path, take: take, reason: reason).show(ConversationView.self, connection) { view in
            Terminal.print("\(view.number): \(ConversationReport.owner(view))")
        }
    }
}
