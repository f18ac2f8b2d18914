import ArgumentParser
import Storage

struct CampaignLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show what people did to a campaign, newest first.",
        discussion: """
            EXAMPLES
              smsbridge campaign log 'Appointment reminder'
              smsbridge campaign log 'Appointment reminder' --json
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Option(help: "How many at most, 1 to 1000.")
    var limit = 100

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let query = [("campaign", String?.some(name)), ("limit", "\(limit)")]
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/audit", query: query) }
        try answer.show([AuditEntry].self, connection) { AuditReport.show($0, utc: connection.utc) }
    }
}
