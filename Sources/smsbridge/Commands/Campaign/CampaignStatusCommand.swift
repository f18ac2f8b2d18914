import ArgumentParser
import Storage

struct CampaignStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show a campaign's figures, and its contacts one by one.",
        discussion: """
            A warning tells that the agent, or the policies, words and confirmations, are
            not those of the preflight that was attested. The campaign goes on; the
            preflight of what counts now is up to you.

            EXAMPLES
              smsbridge campaign status 'Appointment reminder'
              smsbridge campaign status 'Appointment reminder' --contacts
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Flag(help: "Show each contact's way through the campaign.")
    var contacts = false

    @Option(help: "So many contacts at most.")
    var limit = 1000

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let path = "/v1/campaigns/\(APIClient.escaped(name))"
        try await APIClient.with(connection) { client in
            if contacts {
                let answer = try await client.get(path + "/enrollments", query: [("limit", "\(limit)")])
                let view = connection.json ? nil : try await client.get(path).decoded(CampaignView.self)
                try answer.show([EnrollmentView].self, connection) { views in
                    let table = CampaignReport.enrollments(views, of: view, utc: connection.utc)
                    table.show(orElse: view.map(CampaignReport.noEnrollments) ?? "it has no contacts")
                }
            } else {
                let answer = try await client.get(path)
                try answer.show(CampaignView.self, connection) { view in
                    Facts.show([("name", view.name)] + CampaignReport.facts(view, utc: connection.utc))
                }
            }
        }
    }
}
