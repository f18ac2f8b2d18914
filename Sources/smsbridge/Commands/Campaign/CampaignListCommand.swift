import ArgumentParser
import Storage

struct CampaignListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the campaigns and what they are doing.",
        discussion: """
            EXAMPLE
              smsbridge campaign list
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/campaigns") }
        try answer.show([CampaignView].self, connection) { views in
            CampaignReport.list(views, utc: connection.utc).show(
                orElse: "there are no campaigns: create one with 'smsbridge campaign create FILE'"
            )
        }
    }
}
