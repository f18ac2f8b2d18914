import ArgumentParser
import Foundation
import Gateway
import NIOCore
import Server
import Storage

struct ModemLoopbackRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Have the lines write to each other now, and wait for what comes back.",
        discussion: """
            With NAME only what proves that line: it writes to the next one, and the one
            before writes to it. A line that a test took out of rotation is proven anew,
            and returns when it passes. Takes seconds where all is well, and up to the
            time that a test may take (10 minutes) and the same again for those that
            follow where something is lost. Ctrl-C ends the waiting, not the tests.

            Ends with status 0 when every test came back, else with 1.

            EXAMPLES
              smsbridge modem loopback run
              smsbridge modem loopback run line1 --json
            """
    )

    @Argument(help: "Only this line.")
    var name: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        var last: LoopbackReport?
        try await APIClient.with(connection, timeout: .hours(3)) { client in
            try await client.events(
                "POST",
                "/v1/loopbacks",
                query: [("modem", name)],
                of: TechnicianEvent.self
            ) { event, _ in
                if event.event == .problem { throw CommandFailure(event) }
                guard let report = event.loopbacks else { return true }
                tell(report, after: last)
                last = report
                return true
            }
        }
        guard let report = last, report.isOver else {
            throw CommandFailure(
                .tryLater,
                "the daemon ended before the tests did: see 'smsbridge modem loopback list'"
            )
        }
        if connection.json {
            Terminal.write(Array(try JSONCoding.encoder().encode(report)) + [UInt8(ascii: "\n")])
        } else {
            LoopbackTable.make(report.tests, utc: connection.utc).show(orElse: "no test was sent")
        }
        if !report.isGood { throw ExitCode(ExitStatus.failure.rawValue) }
    }

    /// What is new, while it is waited for.
    private func tell(_ report: LoopbackReport, after last: LoopbackReport?) {
        guard !connection.json, Terminal.isPerson(Terminal.error) else { return }
        for test in report.tests {
            let before = last?.tests.first { $0.id == test.id }
            guard before?.outcome != test.outcome || before == nil else { continue }
            let names = "\(test.from ?? "nobody") to \(test.to ?? "nobody")"
            Terminal.print("\(names): \(LoopbackTable.result(test).text)", to: Terminal.error)
        }
    }
}
