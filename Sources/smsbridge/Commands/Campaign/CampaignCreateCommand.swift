import ArgumentParser
import Campaigns
import Foundation
import Storage
import Yams

struct CampaignCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create a campaign from its YAML file.",
        discussion: """
            Where the file names a contact list, that is imported first and the campaign
            goes to its contacts; otherwise it goes to every contact. Nothing is sent
            before 'campaign start'. Everything that is wrong with the file, its contact
            list's path and its agent is told at once, with line and key.

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

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let yaml = try YAMLFile(path: file)
        let draft = CampaignFileReader.read(yaml, zones: ZoneDirectory())
        let upload = upload(named: yaml.root)
        let rejected = try await APIClient.with(connection, by: actor.by) { client in
            // Told before the list goes in, so that nothing is half done; and what is wrong with the file is told even
            // where no daemon answers.
            do {
                try await checkAgainstDaemon(yaml.root, with: client)
            } catch {
                try yaml.check()
                throw error
            }
            try yaml.check()
            guard let campaign = draft else { throw CommandFailure(.data, "\(file): is no campaign") }
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
                Terminal.print("look at it before it starts:")
                Terminal.print("  smsbridge campaign preflight \(Shell.quoted(view.name))")
            }
            return batch?.rejectedRows ?? 0
        }
        if rejected > 0 { throw ExitCode(ExitStatus.data.rawValue) }
    }

    private struct Agent: Decodable {
        var name: String
    }

    /// The list of the command line, or the one that the file names; what is wrong with that one is reported to the file.
    private func upload(named root: YAMLValue) -> ListUpload? {
        let named = root.node.mapping?["contacts"].flatMap(\.string).map { root.absolute($0) }
        guard let path = contacts ?? named else { return nil }
        do throws(FileProblems) {
            return try ContactList.upload(
                path,
                region: region,
                consent: consent,
                by: actor.by,
                isQuiet: connection.json
            )
        } catch {
            for problem in error.all {
                if contacts == nil {
                    root.report(CampaignProblem(key: "contacts", reason: "\(path): \(problem.message)"))
                } else {
                    root.file.report(problem)
                }
            }
            return nil
        }
    }

    /// Reports a name that is taken, and an agent that there is not.
    private func checkAgainstDaemon(_ root: YAMLValue, with client: APIClient) async throws {
        let name = root.node.mapping?["name"]?.string
        let others = try await client.get("/v1/campaigns").decoded([CampaignView].self)
        if let name, others.contains(where: { $0.name == name }) {
            let reason = "there is a campaign “\(TerminalText.plain(name))” already: give this one another name"
            root.report(CampaignProblem(key: "name", reason: reason))
        }
        let agents = try await client.get("/v1/agents").decoded([Agent].self).map(\.name)
        if let agent = root.node.mapping?["agent"]?.string, !agent.isEmpty, !agents.contains(agent) {
            let near = KeySuggestion.nearest(to: agent, among: agents).map { " (did you mean \($0)?)" } ?? ""
            let reason =
                "there is no agent “\(TerminalText.plain(agent))” in the daemon's configuration, expected one of "
                + agents.joined(separator: ", ") + near
            root.report(CampaignProblem(key: "agent", reason: reason))
        }
    }

    private func body(_ campaign: [UInt8], batch: Int64?) -> [UInt8] {
        Array("{\"campaign\":".utf8) + campaign + Array((batch.map { ",\"import\":\($0)" } ?? "").utf8)
            + Array("}".utf8)
    }
}
