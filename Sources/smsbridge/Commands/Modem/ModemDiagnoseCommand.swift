import ArgumentParser
import Devices
import Foundation
import Gateway
import NIOCore
import Server
import Storage

struct ModemDiagnoseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract: "Find out whether a modem will send, and if not, why.",
        discussion: """
            Looks at USB and port, SIM, network, messaging and traffic. Of the running
            daemon a modem is borrowed for some seconds: it finishes the message that it
            is sending first, and is given back. A PORT needs no daemon; one that the
            daemon has is asked for from the daemon. What was sent and received is known
            to the daemon alone.

            Only asks: enters no PIN, sends nothing, deletes nothing. Ends within a
            minute, also where nothing answers. --loopback then sends a message from the
            line to its own number and waits for it, 120 s at most: it costs one message.

            Each line is ok, warning, fault or unknown (it is not told), with what was
            measured, what it means and what to do. --report writes all of it, what is
            known of the device, and the dialogue, with numbers masked, into one file for
            a support ticket: HTML, or JSON where its name ends with .json.

            EXIT STATUS
              0   the modem is usable (of --all: every one)
              1   it is not, or none has this name
              69  no daemon, or the PORT is not there, in use, or cannot be opened
              74  the report cannot be written
              75  a modem of the daemon is not there now (what is known of it is
                  told), is lent to somebody else, or did not come free

            EXAMPLES
              smsbridge modem diagnose line1
              smsbridge modem diagnose --all
              smsbridge modem diagnose line1 --loopback --report line1.html
              smsbridge modem diagnose /dev/ttyUSB2 --json
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The modem's name, or its AT port, such as /dev/ttyUSB2 or a path of /dev/serial/by-id.",
            valueName: "name|port"
        )
    )
    var modem: String?

    @Flag(help: "Every modem of the daemon, one after the other, also those that are not there.")
    var all = false

    @Flag(help: "Send a message from the line to itself, and time it.")
    var loopback = false

    @Option(help: "The line's own number, where the SIM does not tell it.")
    var number: String?

    @Option(help: ArgumentHelp("Write an HTML page (or JSON) for a support ticket.", valueName: "file"))
    var report: String?

    @OptionGroup var connection: ConnectionOptions

    /// Whatever hangs, the command ends.
    private static let patience: TimeInterval = 57
    private static let loopbackPatience: TimeInterval = 200

    func validate() throws {
        guard (modem == nil) == all else { throw ValidationError("name a modem or a port, or say --all") }
        guard number == nil || loopback else { throw ValidationError("--number is for --loopback") }
    }

    func run() async throws {
        // Before a modem is borrowed for it.
        if let report { try Self.check(report) }
        let targets = try await targets()
        var diagnoses: [ModemDiagnosis] = []
        for target in targets {
            let end = OverallEnd(of: target.title, after: loopback ? Self.loopbackPatience : Self.patience)
            let diagnosis: ModemDiagnosis
            do {
                diagnosis = try await self.diagnosis(of: target)
            } catch let failure as CommandFailure where all && failure.status == .tryLater {
                diagnosis = ModemDiagnosis(port: target.title, refused: failure)
            }
            end.isReached()
            diagnoses.append(diagnosis)
            if !connection.json {
                diagnosis.show()
                if targets.count > 1 { Terminal.print("") }
            }
        }
        if connection.json { Terminal.write(try ModemDiagnosis.json(diagnoses, isList: all)) }
        if let report { try write(diagnoses, to: report) }
        let status = diagnoses.map(\.exitStatus).max() ?? 0
        guard status == 0 else { throw ExitCode(status) }
    }

    private static func check(_ report: String) throws {
        let folder = URL(fileURLWithPath: report).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw CommandFailure(.output, "cannot write \(report): there is no folder \(folder); nothing was diagnosed")
        }
    }

    private func write(_ diagnoses: [ModemDiagnosis], to report: String) throws {
        let octets =
            report.hasSuffix(".json")
            ? try ModemDiagnosis.json(diagnoses, isList: all)
            : [UInt8](DiagnosisPage(diagnoses, utc: connection.utc).html.utf8)
        do {
            try Data(octets).write(to: URL(fileURLWithPath: report), options: .atomic)
        } catch {
            throw CommandFailure(.output, "cannot write \(report): \(error.localizedDescription)")
        }
        Terminal.print("the report is in \(report)", to: Terminal.error)
    }

    private func targets() async throws -> [ModemTarget] {
        if let modem { return [await ModemTarget.find(modem, connection)] }
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/modems") }
        let targets = try answer.decoded([ModemView].self).map { ModemTarget.daemon(name: $0.name) }
        guard !targets.isEmpty else { throw CommandFailure(.tryLater, "the daemon has no modem") }
        return targets
    }

    private func diagnosis(of target: ModemTarget) async throws -> ModemDiagnosis {
        let wish: LoopbackWish = loopback ? .to(number) : .none
        switch target {
        case .daemon(let name):
            let tells = Terminal.isPerson(Terminal.error)
            // What is told meanwhile makes room for what was found.
            defer { if tells { Terminal.write("\r\u{1B}[K".utf8, to: Terminal.error) } }
            return try await APIClient.with(connection) { client in
                try await ModemDiagnosis.make(of: name, client, loopback: wish) { text in
                    if tells { Terminal.write("\r\u{1B}[K\(text) …\r".utf8, to: Terminal.error) }
                }
            }
        case .port(let path):
            let ports = SerialPorts()
            var diagnosis = await ModemDiagnosis.make(
                at: path,
                ports: ports,
                clock: ContinuousClock(),
                loopback: wish
            )
            if let problem = diagnosis.problem {
                diagnosis.explain(await PortHint.hint(on: problem, ports: ports, socket: connection.socket))
            }
            return diagnosis
        }
    }
}
