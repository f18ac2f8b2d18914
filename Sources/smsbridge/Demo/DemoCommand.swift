import ArgumentParser
import Foundation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show the main job on two virtual modems, with simulated people, in under a minute.",
        discussion: """
            Runs the real daemon, on serial ports behind which modems, a network and 40
            people are simulated. Its clock runs fast. At the end it prints a table, and
            checks the run against the network's own log.

            EXIT STATUS
              0  every check is good
              1  a check failed, or a violation was planted with --break and found
              3  a violation was planted and not found

            EXAMPLES
              smsbridge demo
              smsbridge demo --keep
              smsbridge demo --break halt
            """
    )

    @Option(name: .customLong("break"), help: "Plant a violation in the product: halt, twice, window or limit.")
    var broken: DemoBreak?

    @Flag(help: "Leave everything running after the table, until Ctrl-C.")
    var keep = false

    @Flag(help: "Print plain lines, also on a terminal.")
    var plain = false

    @Option(help: "Decides who of the people does what, and how long the network takes.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Where the example campaign, its contacts and its agent are.", valueName: "folder"))
    var examples = "Examples"

    func run() async throws {
        let status = try await Demo(broken: broken, keeps: keep, isPlain: plain, seed: seed, examples: examples).run()
        if status != 0 { throw ExitCode(status) }
    }
}
