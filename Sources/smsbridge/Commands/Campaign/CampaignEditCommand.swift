import ArgumentParser
import Campaigns
import Foundation
import Server
import Storage

struct CampaignEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Make a new version of a campaign from a file, and show what changes.",
        discussion: """
            Before the start everything but the name may change. Afterwards the steps that
            have been sent to somebody stay as they are; later steps, the window, the
            limits and the agent may change. The new version counts once its preflight is
            attested; what waits in the queue is then written anew.

            EXAMPLES
              smsbridge campaign show 'Appointment reminder' > reminder.yaml
              smsbridge campaign edit 'Appointment reminder' reminder.yaml --dry-run
              smsbridge campaign edit 'Appointment reminder' reminder.yaml
              smsbridge campaign preflight 'Appointment reminder'
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Argument(help: ArgumentHelp("The file that says what it is to be; '-' for standard input.", valueName: "file"))
    var file: String

    @Flag(help: "Show what would change, and change nothing.")
    var dryRun = false

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let campaign = try CampaignFileReader(path: file, zones: ZoneDirectory())
        let path = "/v1/campaigns/\(APIClient.escaped(name))/versions"
        try await APIClient.with(connection, by: actor.by) { client in
            let body =
                Array("{\"campaign\":".utf8) + campaign.json + Array(",\"by\":".utf8)
                + (try JSONEncoder().encode(actor.by))
                + Array("}".utf8)
            let answer = try await client.post(dryRun ? path + "?dry_run=true" : path, octets: body)
            try answer.show(CampaignEdited.self, connection) { edited in
                if let withdrawn = edited.withdrawn {
                    let done = dryRun ? "would be withdrawn" : "is withdrawn"
                    Terminal.print(
                        "version \(withdrawn) \(done), which waited for its preflight: version \(edited.version) goes on"
                    )
                    return
                }
                CampaignVersions.show(edited.differences)
                guard !dryRun else { return }
                Terminal.print("")
                Terminal.print(
                    edited.isEffective
                        ? "version \(edited.version) of \(TerminalText.plain(name)) counts now; its preflight is next:"
                        : "version \(edited.version) of \(TerminalText.plain(name)) counts once its preflight is attested:"
                )
                Terminal.print("  smsbridge campaign preflight \(Shell.quoted(name))")
            }
        }
    }
}
