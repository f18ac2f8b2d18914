import Devices
import Foundation
import Gateway
import Modems
import Simulation
import Testing

@testable import smsbridge

@Suite("Diagnosis of a modem on a real pty")
struct ModemDiagnosisTests {
    private typealias Bench = SimulatedBench<ContinuousClock>

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var modem: SimulatedModem
        var check: DiagnosticCheck
        var verdict: Verdict
        var exitStatus: Int32
        var says: String
        var testDescription: String { name }
    }

    private static func modem(_ change: (inout SimulatedModem) -> Void) -> SimulatedModem {
        var modem = SimulatedModem(index: 0)
        change(&modem)
        return modem
    }

    static let rows = [
        Row(
            name: "healthy",
            modem: modem { _ in },
            check: .registration,
            verdict: .ok,
            exitStatus: 0,
            says: "This modem is ready to send and receive."
        ),
        Row(
            name: "without a SIM",
            modem: modem { $0.sim = nil },
            check: .sim,
            verdict: .fault,
            exitStatus: 1,
            says: "This modem will not work: SIM: SIM not inserted"
        ),
        Row(
            name: "asks for its PIN",
            modem: modem { $0.sim = SimulatedSIM(index: 0, pin: "1234") },
            check: .sim,
            verdict: .fault,
            exitStatus: 1,
            says: "This modem will not work: SIM: The SIM is locked."
        ),
        Row(
            name: "not registered",
            modem: modem { $0.registration = .searching },
            check: .registration,
            verdict: .fault,
            exitStatus: 1,
            says: "This modem will not work: There is a good signal and no network takes the SIM:"
        ),
        Row(
            name: "weak signal",
            modem: modem { $0.signal = 3 },
            check: .signal,
            verdict: .warning,
            exitStatus: 0,
            says: "This modem works, with a warning: Signal:"
        ),
        Row(
            name: "without a service center",
            modem: modem { $0.sim?.serviceCenter = nil },
            check: .serviceCenter,
            verdict: .fault,
            exitStatus: 1,
            says: "This modem will not work: Service center:"
        ),
    ]

    @Test("each state is named, with its exit status", arguments: rows)
    func states(_ row: Row) async throws {
        try await Self.with(row.modem) { path, _ in
            let diagnosis = await ModemDiagnosis.make(at: path, ports: SerialPorts(), clock: ContinuousClock())
            let finding = diagnosis.findings.first { $0.check == row.check }
            #expect(finding?.verdict == row.verdict, "\(diagnosis.findings)")
            #expect(diagnosis.exitStatus == row.exitStatus)
            #expect(diagnosis.sentence.hasPrefix(row.says), "\(diagnosis.sentence)")
            #expect(diagnosis.findings.first { $0.verdict != .unknown }?.check == .port)
            for finding in diagnosis.findings where finding.verdict == .fault { #expect(!finding.remedy.isEmpty) }
        }
    }

    @Test("only questions are asked: no PIN is tried, nothing is sent, nothing is deleted, also at a prompt")
    func onlyAsks() async throws {
        var modem = SimulatedModem(index: 0)
        modem.sim?.slots[0] = .init(pdu: "00", tpduLength: 0)
        try await Self.with(modem) { path, bench in
            // Somebody was killed while the prompt stood.
            try await SerialPorts().withPort(at: path) { try await $0.write(Array("AT+CMGF=0;+CMGS=20\r".utf8)) }
            let diagnosis = await ModemDiagnosis.make(at: path, ports: SerialPorts(), clock: ContinuousClock())
            #expect(diagnosis.exitStatus == 0, "\(diagnosis.findings)")
            #expect(await bench.modem(0)?.sim?.slots[0]?.isRead == false)
            #expect(await bench.log.isEmpty)
        }
        try await Self.with(SimulatedModem(index: 0, pin: "1234")) { path, bench in
            _ = await ModemDiagnosis.make(at: path, ports: SerialPorts(), clock: ContinuousClock())
            #expect(await bench.modem(0)?.sim?.pinAttempts == 3)
            #expect(await bench.modem(0)?.isUnlocked == false)
        }
    }

    @Test("a mute port is told within a minute, with what it may be")
    func mute() async throws {
        try await Self.with(SimulatedModem(index: 0)) { path, bench in
            await bench.apply(.hang, to: 0)
            let clock = ContinuousClock()
            let began = clock.now
            let diagnosis = await ModemDiagnosis.make(at: path, ports: SerialPorts(), clock: clock)
            let took = began.duration(to: clock.now)
            #expect(took < .seconds(60))
            #expect(diagnosis.exitStatus == 1)
            #expect(diagnosis.findings.filter { $0.verdict != .unknown }.map(\.check) == [.port])
            for word in ["Wrong port", "another program", "hangs"] { #expect(diagnosis.sentence.contains(word)) }
        }
    }

    @Test("a port that is not there, is taken, or is none, ends with 69")
    func unavailable() async throws {
        let absent = await ModemDiagnosis.make(at: "/nowhere/tty", ports: SerialPorts(), clock: ContinuousClock())
        #expect(absent.exitStatus == 69)
        #expect(absent.problem == .absent(path: "/nowhere/tty"))
        let none = await ModemDiagnosis.make(at: "/dev/null", ports: SerialPorts(), clock: ContinuousClock())
        #expect(none.exitStatus == 69)
        try await Self.with(SimulatedModem(index: 0)) { path, _ in
            let taken = try await SerialPorts().withPort(at: path) { _ in
                await ModemDiagnosis.make(at: path, ports: SerialPorts(), clock: ContinuousClock())
            }
            #expect(taken.exitStatus == 69)
            let problem = try #require(taken.problem)
            let hint = await PortHint.hint(on: problem, ports: SerialPorts(), socket: "/nowhere/socket")
            #expect(hint.owner?.contains("\(ProcessInfo.processInfo.processIdentifier)") == true)
            #expect(hint.sentence.contains("is in use by"))
        }
    }

    @Test("the screen fits 80 columns, and has no colours where none are asked for")
    func screen() async throws {
        try await Self.with(Self.rows[3].modem) { path, _ in
            let diagnosis = await ModemDiagnosis.make(at: path, ports: SerialPorts(), clock: ContinuousClock())
            let lines = diagnosis.lines(width: 80, colours: false).dropFirst()
            #expect(lines.allSatisfy { TerminalText.width($0) <= 80 }, "\(lines.joined(separator: "\n"))")
            #expect(!lines.joined().contains("\u{1B}"))
            #expect(lines.contains { $0.hasPrefix("  fault") && $0.contains("searching for a network") })
            #expect(diagnosis.lines(width: 80, colours: true).joined().contains("\u{1B}[31mfault\u{1B}[0m"))
        }
    }

    /// What the system would tell of a stick that has trouble.
    private struct Trouble: PortFactSource {
        func facts(of port: String) async -> PortFacts? {
            var device = USBFacts(usbPath: "1-1.2", ids: "2c7c:0125")
            (device.name, device.driver, device.interface) = ("Quectel <EC25>", "option", 2)
            (device.speed, device.maximumPower, device.version) = (12, 500, "2.00")
            device.interfaces = (0..<4).map { "\($0): ff/00/00, option, ttyUSB\($0)" }
            var facts = PortFacts(path: port, device: device)
            facts.role = .primary
            facts.isUnprotected = true
            let lines = [
                "usb 1-1.2: USB disconnect, device number 7", "usb 1-1.2: device descriptor read/64, error -71",
                "usb 1-1-port2: over-current change #3",
            ]
            facts.kernelLog = KernelLogFacts(
                lines: lines.enumerated().compactMap { KernelLogLine($1, secondsAgo: 600 - $0 * 60, of: "1-1.2") }
            )
            return facts
        }

        func facts(ofDevice usbPath: String) async -> PortFacts? { nil }
    }

    @Test("what the system knows of the device stands beside what the modem says, on the screen and in the report")
    func system() async throws {
        try await Self.with(SimulatedModem(index: 0)) { path, _ in
            let diagnosis = await ModemDiagnosis.make(
                at: path,
                ports: SerialPorts(),
                inspector: Trouble(),
                clock: ContinuousClock()
            )
            let verdicts = diagnosis.findings.prefix(4).map { "\($0.check) \($0.verdict)" }
            #expect(verdicts == ["usb warning", "connection ok", "kernelLog fault", "owner warning"])
            #expect(diagnosis.exitStatus == 1)
            #expect(diagnosis.sentence.contains("loses its USB connection"), "\(diagnosis.sentence)")
            let lines = diagnosis.lines(width: 80, colours: false).dropFirst()
            #expect(lines.allSatisfy { TerminalText.width($0) <= 80 }, "\(lines.joined(separator: "\n"))")
            let page = DiagnosisPage([diagnosis], utc: true).html
            for part in [
                "12 Mb/s", "over-current change #3", "Quectel &lt;EC25&gt; (2c7c:0125)", "2: ff/00/00, option, ttyUSB2",
            ] {
                #expect(page.contains(part), "\(part)")
            }
            #expect(!page.contains("<EC25>"))
        }
    }

    /// The modem on a pty of its own, with the path under which it is found.
    private static func with(
        _ modem: SimulatedModem,
        _ body: @Sendable (String, SimulatedBench<ContinuousClock>) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("diagnosis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let network = SimulatedNetwork(seed: 1, settings: SimulatedNetwork.Settings())
        let bench = SimulatedBench(clock: ContinuousClock(), network: network)
        let virtual = VirtualModems(bench: bench, folder: folder.path)
        try await virtual.attach(modem)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await virtual.run() }
            try await body(virtual.link(0), bench)
            group.cancelAll()
        }
    }
}
