import ArgumentParser

struct CampaignStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start sending a campaign whose preflight is attested.",
        discussion: """
            Refuses, and says what is missing, where there is no attested preflight, or
            where the campaign, its contacts, its agent or the limits have changed since.

            EXAMPLE
              smsbridge campaign start 'Appointment reminder'
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await CampaignReport.change(name, to: "start", by: actor.by, connection)
    }
}
