import ArgumentParser

struct AgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "List and test the agents that answer.",
        discussion: """
            EXAMPLES
              smsbridge agent list
              smsbridge agent test appointments --scenarios Examples/appointments.scenarios.yaml
            """,
        subcommands: [AgentTestCommand.self, AgentListCommand.self]
    )
}

struct AgentListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the agents that campaigns may name.",
        discussion: """
            EXAMPLE
              smsbridge agent list
            """
    )

    private struct Agent: Decodable {
        var name: String
    }

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/agents") }
        try answer.show([Agent].self, connection) { agents in
            for agent in agents { Terminal.print(TerminalText.plain(agent.name)) }
        }
    }
}
