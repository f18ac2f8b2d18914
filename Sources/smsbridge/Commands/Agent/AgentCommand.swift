import ArgumentParser
import Campaigns
import Foundation
import Gateway

struct AgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "List, test and try the agents that answer.",
        discussion: """
            EXAMPLES
              smsbridge agent list
              smsbridge agent check desk
              smsbridge agent test appointments \\
                --scenarios Examples/appointments.scenarios.yaml
              smsbridge agent chat desk
              smsbridge agent enable desk
              smsbridge agent replay new.agent.yaml --changed
            """,
        subcommands: [
            AgentTestCommand.self, AgentChatCommand.self, AgentReplayCommand.self, AgentCheckCommand.self,
            AgentListCommand.self, AgentEnableCommand.self,
        ]
    )
}

struct AgentListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the agents that campaigns may name.",
        discussion: """
            Below an agent stands what keeps its webhook from being asked, and how many
            tokens of its day are used.

            EXAMPLE
              smsbridge agent list
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/agents") }
        try answer.show([AgentView].self, connection) { agents in
            let width = min(30, agents.map(\.name.count).max() ?? 0)
            for agent in agents {
                let name = TerminalText.plain(agent.name).padding(toLength: width, withPad: " ", startingAt: 0)
                Terminal.print("\(name)  \(agent.version?.short ?? "-")  \(agent.kinds.joined(separator: ", "))")
                for note in agent.notes {
                    for line in TerminalText.wrapped(TerminalText.plain(note), to: 76) { Terminal.print("    " + line) }
                }
            }
        }
    }
}
