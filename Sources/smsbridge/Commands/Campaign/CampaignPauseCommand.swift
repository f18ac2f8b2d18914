import ArgumentParser

struct CampaignPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stop sending for now; what is due waits.",
        discussion: """
            EXAMPLE
              smsbridge campaign pause 'Appointment reminder'
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await CampaignReport.change(name, to: "pause", by: actor.by, connection)
    }
}
