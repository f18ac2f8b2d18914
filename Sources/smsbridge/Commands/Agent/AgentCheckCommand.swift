import ArgumentParser
import Gateway
import Server

struct AgentCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look at whether what an agent needs is there.",
        discussion: """
            Asks a model for a word, which also warms it up, and shows in which form its
            server can be made to answer. The daemon does the same when it starts. A model
            whose tokens of today are used up is not asked.

            EXAMPLE
              smsbridge agent check desk

            EXIT STATUS
              0 when all is there, 69 when something is not.
            """
    )

    @Argument(help: "The agent's name.")
    var agent: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) {
            try await $0.get("/v1/agents/\(APIClient.escaped(agent))/check")
        }
        try answer.show([AgentCheck].self, connection) { checks in
            let colours = Terminal.hasColours(Terminal.output)
            for check in checks {
                let mark = (check.isGood ? Style.good : Style.bad).apply(
                    check.isGood ? "ok  " : "FAIL",
                    colours: colours
                )
                let lines = TerminalText.wrapped("\(check.kind): \(TerminalText.plain(check.text))", to: 74)
                for (index, line) in lines.enumerated() {
                    Terminal.print((index == 0 ? mark + "  " : "      ") + line)
                }
            }
        }
        let checks = try answer.decoded([AgentCheck].self)
        if checks.contains(where: { !$0.isGood }) { throw ExitCode(69) }
    }
}
