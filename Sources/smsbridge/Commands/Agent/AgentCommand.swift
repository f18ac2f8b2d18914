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
            for line in Self.lines(agents) { Terminal.print(line) }
        }
    }

    static func lines(_ agents: [AgentView]) -> [String] {
        let names = agents.map { TerminalText.shortened(TerminalText.plain($0.name), to: 30) }
        let versions = agents.map { $0.version.map { String($0.short) } ?? "–" }
        func padded(_ text: String, _ all: [String], _ title: String) -> String {
            let width = max(title.count, all.map(\.count).max() ?? 0)
            return text.padding(toLength: width, withPad: " ", startingAt: 0)
        }
        func line(_ name: String, _ version: String, _ asks: String) -> String {
            "\(padded(name, names, "AGENT"))  \(padded(version, versions, "VERSION"))  \(asks)"
        }
        var lines = [line("AGENT", "VERSION", "ASKS")]
        for (index, agent) in agents.enumerated() {
            lines.append(line(names[index], versions[index], agent.kinds.joined(separator: ", ")))
            for note in agent.notes {
                lines += TerminalText.wrapped(TerminalText.plain(note), to: 76).map { "    " + $0 }
            }
        }
        return lines
    }
}
