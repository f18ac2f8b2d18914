import ArgumentParser
import Campaigns

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the daemon in the foreground.",
        discussion: """
            Stops on SIGTERM and SIGINT within 5 seconds; what has no answer by then is
            stored as uncertain. Logs to standard error. A configuration that is wrong is
            refused with status 78, the key, the line and what was expected.

            EXAMPLES
              smsbridge run --config /etc/smsbridge/smsbridge.yaml
              smsbridge run --config Examples/smsbridge.yaml --check
            """
    )

    @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
    var config = "/etc/smsbridge/smsbridge.yaml"

    @Flag(help: "Only check the configuration.")
    var check = false

    func run() async throws {
        let zones = ZoneDirectory()
        let settings: Settings
        do throws(FileProblems) {
            settings = try SettingsReader.read(path: config, zones: zones)
        } catch {
            throw CommandFailure(.configuration, "the configuration is wrong\n\(error)")
        }
        guard !check else {
            Terminal.print("\(config) is correct")
            return
        }
        try await Daemon(settings: settings, zones: zones).run()
    }
}
