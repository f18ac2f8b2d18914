import ArgumentParser

struct CampaignCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "End a campaign for good; what is queued is taken back.",
        discussion: """
            EXAMPLE
              smsbridge campaign cancel 'Appointment reminder'
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await CampaignReport.change(name, to: "cancel", by: actor.by, connection)
    }
}
