import ArgumentParser
import Subprocess
import Testing

@testable import smsbridge

/// A command whose options contradict each other fails only when it is called: each is called once.
@Suite("The help of every command", .timeLimit(.minutes(2)))
struct HelpTests {
    private static func paths(of command: any ParsableCommand.Type, under path: [String] = []) -> [[String]] {
        let commands = command.configuration.subcommands
        guard !commands.isEmpty else { return [path] }
        return [path]
            + commands.flatMap { child in
                paths(of: child, under: path + [child.configuration.commandName ?? ""])
            }
    }

    /// A longer line is broken anywhere.
    @Test("fits into 80 columns")
    func fits() {
        func check(_ command: any ParsableCommand.Type) {
            for line in command.configuration.discussion.split(separator: "\n") where line.count > 80 {
                Issue.record("\(command): \(line)")
            }
            command.configuration.subcommands.forEach(check)
        }
        check(SMSBridge.self)
    }

    @Test("turns of a replay out of bounds are told by the option's name")
    func replayTurns() throws {
        for turns in ["0", "501"] {
            let error = #expect(throws: (any Error).self) { try AgentReplayCommand.parse(["desk", "--turns", turns]) }
            #expect(error.map { AgentReplayCommand.message(for: $0) }?.contains("--turns \(turns): expected") == true)
        }
        #expect(try AgentReplayCommand.parse(["desk", "--turns", "500"]).turns == 500)
    }

    @Test("is shown, with an example where something is done")
    func shown() async throws {
        let paths = Self.paths(of: SMSBridge.self)
        #expect(paths.count > 60)
        try await House.run { house in
            for path in paths {
                let outcome = try await house.command(path + ["--help"])
                #expect(outcome.status.isSuccess, "\(path): \(outcome.error)")
                #expect(outcome.output.contains("USAGE: smsbridge"), "\(path): \(outcome.output)")
            }
        }
    }
}
