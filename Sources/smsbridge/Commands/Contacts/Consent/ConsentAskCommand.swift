import ArgumentParser
import Campaigns
import Foundation
import Server
import Storage

struct ConsentAskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Ask people by text message whether they want messages.",
        discussion: """
            One question for each number. Who answers YES (or JA, OUI, … in 14 languages)
            within some days has agreed: the answer is recorded as a consent, with the
            question as its wording (double opt-in). Without an open question YES is an
            answer like any other.

            The question keeps to quiet hours and caps as marketing does. Nobody who opted
            out is asked, and nobody twice within 30 days. Ends with status 65 where
            somebody was not asked.

            EXAMPLES
              smsbridge contacts consent ask +4915112345678 --purpose marketing \\
                --text 'Riverside Clinic: may we tell you of offers? Reply YES to agree.'
              smsbridge contacts consent ask --contacts Examples/contacts.csv --locale en \\
                --text 'Riverside Clinic: reply YES to get reminders. STOP ends it.'
              smsbridge contacts consent questions
            """
    )

    private struct Body: Encodable {
        var numbers: [String]
        var text: String
        var purpose: String?
        var jurisdiction: String?
        var locale: String?
        var by: String
    }

    @Argument(help: "The phone numbers.")
    var numbers: [String] = []

    @Option(help: ArgumentHelp("Ask everybody in the column 'phone' of this list (CSV).", valueName: "file"))
    var contacts: String?

    @Option(help: "The question; it names a word by which people agree, such as YES.")
    var text: String

    @Option(help: ArgumentHelp("What the consent is for (default: whatever is sent).", valueName: "words"))
    var purpose: String?

    @Option(help: ArgumentHelp("The country under whose law it is given: DE, US-FL.", valueName: "code"))
    var jurisdiction: String?

    @Option(help: ArgumentHelp("The language of the question: de, pt-BR.", valueName: "language"))
    var locale: String?

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    private static let atOnce = 500

    func validate() throws {
        guard numbers.isEmpty != (contacts == nil) else {
            throw ValidationError("give either numbers, or a list with --contacts")
        }
    }

    func run() async throws {
        let all = try contacts.map { path throws(FileProblems) in try NumberColumn.read(path) } ?? numbers
        let views = try await APIClient.with(connection) { client in
            var views: [ConsentQuestionView] = []
            for start in stride(from: 0, to: all.count, by: Self.atOnce) {
                let body = Body(
                    numbers: Array(all[start..<min(start + Self.atOnce, all.count)]),
                    text: text,
                    purpose: purpose,
                    jurisdiction: jurisdiction,
                    locale: locale,
                    by: actor.by
                )
                let answer = try await client.post("/v1/consents/questions", json: body)
                views += try answer.decoded([ConsentQuestionView].self)
            }
            return views
        }
        let refused = views.filter { $0.state == .refused }
        if connection.json {
            Terminal.write([UInt8](try JSONCoding.encoder().encode(views)))
        } else {
            let asked = views.count - refused.count
            Terminal.print(asked == 1 ? "1 person is asked" : "\(asked) people are asked")
            for view in refused {
                let reason = TimeText.rewriting(view.reason ?? "", utc: connection.utc)
                Terminal.print("\(view.number): not asked: \(reason)", to: Terminal.error)
            }
        }
        if !refused.isEmpty { throw ExitCode(ExitStatus.data.rawValue) }
    }
}
