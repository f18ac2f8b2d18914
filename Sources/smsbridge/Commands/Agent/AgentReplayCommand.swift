import ArgumentParser
import Campaigns
import Foundation
import Gateway
import Server

struct AgentReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Give an agent what people wrote in the past, and compare its answers.",
        discussion: """
            Takes the newest conversations, turn by turn, and shows what people were
            answered then and what this version answers now. Nothing is stored or sent.
            With a file of rules, those rules answer.

            EXAMPLES
              smsbridge agent replay desk
              smsbridge agent replay new.agent.yaml --turns 200 --changed
            """
    )

    @Argument(help: ArgumentHelp("The agent's name, or a file of rules.", valueName: "agent|file"))
    var agent: String

    @Option(help: ArgumentHelp("So many turns, 1 to 500.", valueName: "number"))
    var turns = 50

    @Flag(help: "Show what changed only.")
    var changed = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard (1...500).contains(turns) else {
            throw ValidationError("--turns \(turns): expected a number from 1 to 500.")
        }
    }

    private struct Order: Encodable {
        var rules: RulesFile?
        var limit: Int
    }

    func run() async throws {
        let rules = RulesReader.isFile(agent) ? try RulesReader(path: agent, zones: ZoneDirectory()).file : nil
        let name = rules == nil ? agent : URL(fileURLWithPath: agent).lastPathComponent
        let answer = try await APIClient.with(connection) {
            try await $0.post("/v1/agents/\(APIClient.escaped(name))/replay", json: Order(rules: rules, limit: turns))
        }
        try answer.show(AgentReplayReport.self, connection) { report in
            let width = Terminal.isPerson(Terminal.output) ? min(100, Terminal.width(Terminal.output)) : 80
            for line in Self.lines(
                report,
                changed: changed,
                width: width,
                colours: Terminal.hasColours(Terminal.output)
            ) {
                Terminal.print(line)
            }
        }
    }

    static func lines(_ report: AgentReplayReport, changed: Bool, width: Int, colours: Bool) -> [String] {
        var lines: [String] = []
        var conversation: Int64?
        for turn in report.turns where !changed || !turn.isSame {
            if conversation != nil, conversation != turn.conversation { lines.append("") }
            conversation = turn.conversation
            func block(_ head: String, _ text: String, _ style: Style) {
                for (index, line) in TerminalText.wrapped(TerminalText.plain(text), to: width - 10).enumerated() {
                    let start =
                        index == 0
                        ? head.padding(toLength: 10, withPad: " ", startingAt: 0) : String(repeating: " ", count: 10)
                    lines.append(start + style.apply(line, colours: colours))
                }
            }
            block("  person", turn.text, .plain)
            if turn.isSame {
                block("= answer", turn.after ?? "(none)", .plain)
            } else {
                block("- then", turn.before ?? "(no answer of an agent)", .bad)
                block("+ now", turn.after ?? "(none)", .good)
            }
            block("", turn.actions.map(\.rawValue).joined(separator: ", ") + ": " + turn.why, .dim)
        }
        if !lines.isEmpty { lines.append("") }
        let count = report.turns.count
        lines.append(
            count == 0
                ? "nobody has written yet: there is nothing to compare"
                : "\(TerminalText.plain(report.agent)), version \(report.hash.short): \(report.changed) of \(count) turns are answered otherwise"
        )
        return lines
    }
}
