import ArgumentParser

struct CampaignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Create, start and watch campaigns.",
        subcommands: [
            CampaignCreateCommand.self, CampaignStartCommand.self, CampaignPauseCommand.self,
            CampaignResumeCommand.self, CampaignCancelCommand.self, CampaignStatusCommand.self,
            CampaignListCommand.self,
        ]
    )
}
