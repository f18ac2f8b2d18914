import ArgumentParser
import Campaigns

struct CampaignDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what differs between two versions of a campaign.",
        discussion: """
            The newest version against the one before it, unless others are named.

            EXAMPLES
              smsbridge campaign diff 'Appointment reminder'
              smsbridge campaign diff 'Appointment reminder' 1 3
            """
    )

    @Argument(help: "The campaign's name.")
    var name: String

    @Argument(help: ArgumentHelp("The earlier version (default: the one before).", valueName: "from"))
    var first: Int?

    @Argument(help: ArgumentHelp("The later version (default: the newest).", valueName: "to"))
    var second: Int?

    @Option(help: ArgumentHelp("The same by name: the earlier version.", valueName: "number"))
    var from: Int?

    @Option(help: ArgumentHelp("The later version.", valueName: "number"))
    var to: Int?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard first == nil || from == nil, second == nil || to == nil else {
            throw ValidationError("name each version once: behind the name, or with --from and --to")
        }
    }

    func run() async throws {
        let (from, to) = (first ?? from, second ?? to)
        let query = [("from", from.map { "\($0)" }), ("to", to.map { "\($0)" })]
        let answer = try await APIClient.with(connection) {
            try await $0.get("/v1/campaigns/\(APIClient.escaped(name))/diff", query: query)
        }
        try answer.show([CampaignDifference].self, connection) { differences in
            if differences.isEmpty { Terminal.print("they say the same", to: Terminal.error) }
            CampaignVersions.show(differences)
        }
    }
}
