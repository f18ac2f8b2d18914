import ArgumentParser

struct CampaignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Create, start and watch campaigns.",
        discussion: """
            EXAMPLES
              smsbridge campaign create Examples/reminder.campaign.yaml
              smsbridge campaign preflight 'Appointment reminder' --attest 'A. Brandt'
              smsbridge campaign start 'Appointment reminder'
              smsbridge campaign status 'Appointment reminder'
              smsbridge campaign report 'Appointment reminder'
            """,
        subcommands: [
            CampaignCreateCommand.self, CampaignStartCommand.self, CampaignPauseCommand.self,
            CampaignResumeCommand.self, CampaignCancelCommand.self, CampaignStatusCommand.self,
            CampaignListCommand.self, CampaignShowCommand.self, CampaignEditCommand.self,
            CampaignVersionsCommand.self, CampaignDiffCommand.self, CampaignPreflightCommand.self,
            CampaignAddCommand.self, CampaignResumeContactCommand.self, CampaignStopCommand.self,
            CampaignGoalCommand.self,
            CampaignReportCommand.self,
            CampaignLogCommand.self,
        ]
    )
}
