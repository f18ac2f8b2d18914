import ArgumentParser
import Foundation

@main
struct SMSBridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smsbridge",
        abstract: "An on-premise SMS gateway bridge: campaigns and conversations over USB modems.",
        discussion: """
            'smsbridge run' is the daemon; the other commands talk to it over its
            Unix socket.

            EXAMPLES
              smsbridge demo
              smsbridge run --config /etc/smsbridge/smsbridge.yaml
              smsbridge modem diagnose /dev/ttyUSB2

            \(ExitStatus.help)
            """,
        version: Version.text,
        subcommands: [
            RunCommand.self, MessageCommand.self, ContactsCommand.self, CampaignCommand.self, PolicyCommand.self,
            AgentCommand.self, ConversationCommand.self, SuppressionCommand.self, ModemCommand.self,
            HealthCommand.self, AlarmsCommand.self, ComplianceCommand.self, AuditCommand.self, PDUCommand.self,
            SimulateCommand.self, DemoCommand.self, USBResetCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Terminal.print("smsbridge: \(failure)", to: Terminal.error)
            Foundation.exit(failure.status.rawValue)
        } catch let problems as FileProblems {
            Terminal.print(problems.description, to: Terminal.error)
            Foundation.exit(ExitStatus.data.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
