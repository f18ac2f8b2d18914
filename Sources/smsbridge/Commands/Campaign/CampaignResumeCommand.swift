import ArgumentParser

struct CampaignResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on with a paused campaign.",
        discussion: """
            EXAMPLE
              smsbridge campaign resume 'Appointment reminder'
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await CampaignReport.change(name, to: "resume", by: actor.by, connection)
    }
}
