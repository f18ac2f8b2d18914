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
