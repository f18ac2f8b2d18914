import ArgumentParser
import Devices
import Foundation
import Gateway
import Storage

struct ModemDiagnoseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract: "Find out whether the modem at a port will send, and if not, why.",
        discussion: """
            Needs no daemon, and opens the port for itself; a port that the daemon or another program has is not touched.
            Only asks: enters no PIN, sends nothing, deletes nothing. Ends within a minute, also where nothing answers.

            Each line is ok, warning, fault or unknown (the modem does not tell), with what was measured, what it means and
            what to do. Ends with status 0 when the modem is usable, 1 when it is not, and 69 when the port is not there,
            in use, or cannot be opened.

            EXAMPLES
              smsbridge modem diagnose /dev/ttyUSB2
              smsbridge modem diagnose /dev/ttyUSB2 --json
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The modem's AT port, such as /dev/ttyUSB2 or a path of /dev/serial/by-id.",
            valueName: "port"
        )
    )
    var port: String

    @Option(
        help: ArgumentHelp(
            "The daemon's socket, to find out whether it has the port (default: $SMSBRIDGE_SOCKET, else "
                + "\(ConnectionOptions.standardSocket)).",
            valueName: "path"
        )
    )
    var socket: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    /// Whatever hangs, the command ends.
    private static let patience: TimeInterval = 55

    func run() async throws {
        endInAnyCase()
        let ports = SerialPorts()
        var diagnosis = await ModemDiagnosis.make(at: port, ports: ports, clock: ContinuousClock())
        if let problem = diagnosis.problem {
            let hint = await PortHint.hint(on: problem, ports: ports, socket: socket)
            diagnosis.explain(hint)
        }
        if json {
            try diagnosis.printJSON()
        } else {
            diagnosis.show()
        }
        guard diagnosis.exitStatus == 0 else { throw ExitCode(diagnosis.exitStatus) }
    }

    /// Opening and closing a wedged device can block in the kernel, where no cancellation reaches. So the end is on a
    /// thread of its own.
    private func endInAnyCase() {
        let port = port
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: Self.patience)
            Terminal.print(
                "smsbridge: \(port): the system did not open or close the port within \(Int(Self.patience)) s: the device "
                    + "hangs; unplug it for 10 seconds",
                to: Terminal.error
            )
            Foundation.exit(ExitStatus.failure.rawValue)
        }
    }
}
