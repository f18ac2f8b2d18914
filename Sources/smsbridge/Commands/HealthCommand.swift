import ArgumentParser
import Gateway

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Show whether the daemon can send and receive.",
        discussion: """
            Ends with status 0 when all is well, and 1 when something is degraded or
            nothing can be sent.

            EXAMPLE
              smsbridge health
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/health") }
        let health = try answer.decoded(HealthView.self)
        try answer.show(HealthView.self, connection) { health in
            let colours = Terminal.hasColours(Terminal.output)
            Terminal.print(Style.of(state: health.status).apply(health.status, colours: colours))
            for reason in health.reasons {
                Terminal.print("  \(TerminalText.plain(TimeText.rewriting(reason, utc: connection.utc)))")
            }
            Terminal.print("modems ready   \(health.modemsReady) of \(health.modems)")
            let age = health.oldestQueuedSeconds.map { ", the oldest for \(DurationText.words(seconds: $0))" } ?? ""
            Terminal.print("queued         \(health.queued)\(age)")
            let uptime = DurationText.words(seconds: health.uptimeSeconds)
            Terminal.print("version        \(health.version), running for \(uptime)")
        }
        if health.status != "ok" { throw ExitCode(ExitStatus.failure.rawValue) }
    }
}
