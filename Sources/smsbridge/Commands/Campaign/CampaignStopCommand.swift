import ArgumentParser
import Storage

struct CampaignStopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop a campaign for some numbers; before the start, take them out.",
        discussion: """
            What is queued for them is taken back. It is no opt-out: other campaigns and
            single messages may still be sent. With --all, every campaign stops for them.

            EXAMPLES
              smsbridge campaign stop 'Appointment reminder' +491511234001
              smsbridge campaign stop --all +491511234001 --reason 'asked by phone'
            """
    )

    @Argument(help: ArgumentHelp("The campaign (not with --all), then numbers or names.", valueName: "name number"))
    var words: [String]

    @Flag(help: "Stop every campaign for them.")
    var all = false

    @Option(help: "Why, for those who look later.")
    var reason: String?

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    private struct Request: Encodable {
        var numbers: [String]
        var reason: String?
    }

    private struct Stopped: Decodable {
        var stopped: Int
    }

    func validate() throws {
        guard words.count >= (all ? 1 : 2) else {
            throw ValidationError("Name the campaign and at least one number, or --all and a number.")
        }
    }

    func run() async throws {
        let numbers = all ? words : Array(words.dropFirst())
        let path = all ? "/v1/stop" : "/v1/campaigns/\(APIClient.escaped(words[0]))/stop"
        let request = Request(numbers: numbers, reason: reason)
        let answer = try await APIClient.with(connection, by: actor.by) { try await $0.post(path, json: request) }
        try answer.show(Stopped.self, connection) { view in
            let campaign = all ? "every campaign" : TerminalText.plain(words[0])
            Terminal.print("stopped \(campaign) for \(CampaignReport.contacts(view.stopped))")
        }
    }
}
