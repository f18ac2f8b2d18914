import ArgumentParser
import Storage

struct CampaignVersionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions",
        abstract: "List the versions of a campaign.",
        discussion: """
            EXAMPLE
              smsbridge campaign versions 'Appointment reminder'
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) {
            try await $0.get("/v1/campaigns/\(APIClient.escaped(name))/versions")
        }
        try answer.show([CampaignVersionFacts].self, connection) { views in
            CampaignVersions.table(views, utc: connection.utc).show(orElse: "it has no versions")
        }
    }
}
