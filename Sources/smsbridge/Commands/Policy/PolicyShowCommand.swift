import ArgumentParser
import Campaigns
import Gateway

struct PolicyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one policy, or what holds for a number.",
        discussion: """
            With --file, the text of a policy that comes with the program is printed, to
            begin one of your own with; that needs no daemon.

            EXAMPLES
              smsbridge policy show us
              smsbridge policy show --number +13055550100
              smsbridge policy show us --file > policies/us.yaml
            """
    )

    @Argument(help: "The policy's name.")
    var name: String?

    @Option(help: ArgumentHelp("Show what holds for this number.", valueName: "number"))
    var number: String?

    @Flag(help: "Print the file of a policy that comes with the program.")
    var file = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard (name == nil) != (number == nil) else {
            throw ValidationError("name a policy, or give a number with --number")
        }
        if file, name == nil { throw ValidationError("--file needs the name of a policy") }
    }

    func run() async throws {
        if let number { return try await show(number: number) }
        let name = name ?? ""
        guard !file else { return try printFile(of: name) }
        let answer = try await APIClient.with(connection) {
            try await $0.get("/v1/policies/\(APIClient.escaped(name))")
        }
        try answer.show(PolicyView.self, connection) { PolicyReport.show($0) }
    }

    private func show(number: String) async throws {
        let answer = try await APIClient.with(connection) {
            try await $0.get("/v1/policies", query: [("number", number)])
        }
        try answer.show(PolicyMatchView.self, connection) { match in
            Facts.show(
                [("number", match.number), ("policy", match.policy ?? "none: no policy holds for it")]
                    + (match.rules.map(PolicyReport.facts) ?? [])
            )
        }
    }

    private func printFile(of name: String) throws {
        guard let file = BuiltInPolicies.files.first(where: { $0.name == name }) else {
            let names = BuiltInPolicies.files.map(\.name)
            let near = KeySuggestion.nearest(to: name, among: names).map { " (did you mean \($0)?)" } ?? ""
            throw CommandFailure(
                .usage,
                "no policy “\(TerminalText.plain(name))” comes with the program\(near): "
                    + names.joined(separator: ", ")
            )
        }
        Terminal.write(Array(file.text.utf8), to: Terminal.output)
    }
}
