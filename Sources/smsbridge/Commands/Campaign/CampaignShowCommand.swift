import ArgumentParser
import Campaigns
import Storage

struct CampaignShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print what a campaign says, as a campaign file.",
        discussion: """
            The version that counts, or any other. What is printed can be edited and given
            to 'campaign edit'.

            EXAMPLES
              smsbridge campaign show 'Appointment reminder'
              smsbridge campaign show 'Appointment reminder' --version 2 > reminder.yaml
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Option(help: ArgumentHelp("Another version than the one that counts.", valueName: "number"))
    var version: Int?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await APIClient.with(connection) { client in
            let path = "/v1/campaigns/\(APIClient.escaped(name))"
            let number: Int
            if let version {
                number = version
            } else {
                number = try await client.get(path).decoded(CampaignView.self).version
            }
            let answer = try await client.get("\(path)/versions/\(number)")
            guard !connection.json else { return Terminal.write(answer.octets) }
            // A comment, so that what is printed stays a campaign file.
            if let facts = try? answer.decoded(CampaignVersionFacts.self) {
                let by = facts.madeBy.map { " by \(TerminalText.plain($0))" } ?? ""
                Terminal.print("# version \(number), made \(TimeText.write(facts.createdAt, utc: connection.utc))\(by)")
            }
            Terminal.write(try YAMLText.of(CampaignVersions.file(in: answer)).utf8)
        }
    }
}
