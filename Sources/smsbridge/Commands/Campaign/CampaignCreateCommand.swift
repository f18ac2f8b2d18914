import ArgumentParser
import Campaigns
import Foundation
import Storage

struct CampaignCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create a campaign from its YAML file.",
        discussion: """
            Where the file names a contact list, that is imported first and the campaign goes to its contacts; otherwise
            it goes to every contact. Nothing is sent before 'campaign start'.

            EXAMPLES
              smsbridge campaign create Examples/reminder.campaign.yaml
              smsbridge campaign create Examples/reminder.campaign.yaml \\
                --contacts Examples/contacts.csv --region DE
            """
    )

    @Argument(help: ArgumentHelp("The campaign file.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Import this list instead of the one that the file names.", valueName: "csv"))
    var contacts: String?

    @Option(help: "The country of numbers without a prefix, such as DE (default: the daemon's).")
    var region: String?

    @OptionGroup var consent: ConsentOptions

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let campaign = try CampaignFileReader(path: file, zones: ZoneDirectory())
        let upload = try (contacts ?? campaign.contacts).map { path throws(CommandFailure) in
            try ContactUpload(path: path, region: region, consent: consent)
        }
        let rejected = try await APIClient.with(connection) { client in
            // Told before the list goes in, so that nothing is half done.
            let others = try await client.get("/v1/campaigns").decoded([CampaignView].self)
            let name = campaign.definition.name
            if others.contains(where: { $0.name == name }) {
                throw CommandFailure(
                    .failure,
                    "there is a campaign “\(TerminalText.plain(name))” already: give this one another name"
                )
            }
            var batch: ImportView?
            if let upload {
                let view = try await upload.send(with: client).decoded(ImportView.self)
                if !connection.json { ImportReport(view).show() }
                batch = view
            }
            let answer = try await client.post("/v1/campaigns", octets: body(campaign.json, batch: batch?.id))
            try answer.show(CampaignView.self, connection) { view in
                let size = "\(CampaignReport.steps(view.steps)), \(CampaignReport.contacts(view.audience))"
                Terminal.print("created \(TerminalText.plain(view.name)): \(size)")
                if let leftOut = CampaignReport.leftOut(view) { Terminal.print(leftOut) }
                Terminal.print("start it with: smsbridge campaign start \(Shell.quoted(view.name))")
            }
            return batch?.rejected.count ?? 0
        }
        if rejected > 0 { throw ExitCode(ExitStatus.data.rawValue) }
    }

    private func body(_ campaign: [UInt8], batch: Int64?) -> [UInt8] {
        Array("{\"campaign\":".utf8) + campaign + Array((batch.map { ",\"import\":\($0)" } ?? "").utf8)
            + Array("}".utf8)
    }
}
