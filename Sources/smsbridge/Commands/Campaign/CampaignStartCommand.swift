import ArgumentParser

struct CampaignStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start sending a campaign.",
        discussion: """
            EXAMPLE
              smsbridge campaign start 'Appointment reminder'
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await CampaignReport.change(name, to: "start", connection)
    }
}
