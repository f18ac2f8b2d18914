import ArgumentParser
import Storage

struct CampaignResumeContactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume-contact",
        abstract: "Put a contact back for whom a campaign failed or an automatic reply ended it.",
        discussion: """
            It goes on with the step that failed, at once; after an automatic reply, such
            as "out of office", with the step after the last one that left, whose delay
            counts anew. Nothing that left, or may have left, is sent again.

            Who opted out, wrote back or got every step cannot be put back; it says why,
            and what to do. To let a whole paused campaign go on, see 'campaign resume'.

            EXAMPLES
              smsbridge campaign status 'Appointment reminder' --contacts
              smsbridge campaign resume-contact 'Appointment reminder' +491511234001
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Argument(help: ArgumentHelp("The contact: a number, or a name that only one has.", valueName: "number"))
    var contact: String

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    private struct Request: Encodable {
        var number: String
    }

    func run() async throws {
        let path = "/v1/campaigns/\(APIClient.escaped(name))/resume-contact"
        let answer = try await APIClient.with(connection, by: actor.by) {
            try await $0.post(path, json: Request(number: contact))
        }
        try answer.show(PutBackView.self, connection) { view in
            let due = view.dueAt.map { ", due at \(TimeText.write($0, utc: connection.utc))" } ?? ""
            let step = "step \(view.step) of \(view.steps)\(due)"
            Terminal.print("\(view.number) goes on in \(TerminalText.plain(view.campaign)) with \(step)")
            if view.state != "active" { Terminal.print("it is \(view.state)") }
        }
    }
}
