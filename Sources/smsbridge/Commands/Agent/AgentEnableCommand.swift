import ArgumentParser

struct AgentEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let an agent's webhook be asked again that wanted no more questions.",
        discussion: """
            A webhook that answers HTTP 410 is not asked any more, also after a restart,
            until it is enabled here or has another address. "smsbridge agent list" shows
            which.

            EXAMPLE
              smsbridge agent enable desk

            EXIT STATUS
              0 when it is asked again, 1 when nothing of it was disabled.
            """
    )

    @Argument(help: "The agent's name.")
    var agent: String

    @OptionGroup var connection: ConnectionOptions

    private struct Nothing: Encodable {}
    private struct Enabled: Decodable {
        var enabled: Int
    }

    func run() async throws {
        let answer = try await APIClient.with(connection) {
            try await $0.post("/v1/agents/\(APIClient.escaped(agent))/enable", json: Nothing())
        }
        try answer.show(Enabled.self, connection) { _ in
            Terminal.print("agent \(TerminalText.plain(agent)) asks its webhook again")
        }
    }
}
