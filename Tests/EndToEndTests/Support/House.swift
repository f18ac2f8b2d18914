import Foundation
import Glibc
import Simulation
import Subprocess

@testable import smsbridge

/// All around one daemon in one test: a folder for its state, modems, a network with people, and its configuration.
final class House: Sendable {
    struct CannotMake: Error {}

    let folder: String
    let happenings: Happenings
    let rack: Rack
    var bench: SimulatedBench<ContinuousClock> { rack.bench }

    var socket: String { folder + "/sock" }
    var configuration: String { folder + "/smsbridge.yaml" }
    var database: String { folder + "/state/smsbridge.sqlite" }

    private init(folder: String, network: SimulatedNetwork) {
        self.folder = folder
        happenings = Happenings()
        rack = Rack(
            bench: SimulatedBench(clock: ContinuousClock(), network: network),
            folder: folder,
            happenings: happenings
        )
    }

    /// A quick network: nothing that a test shows depends on how long it takes.
    static var quick: SimulatedNetwork.Settings {
        var settings = SimulatedNetwork.Settings()
        settings.acceptance = .milliseconds(10)...(.milliseconds(20))
        settings.delivery = .milliseconds(10)...(.milliseconds(20))
        settings.report = .milliseconds(10)...(.milliseconds(20))
        settings.reply = .milliseconds(5)...(.milliseconds(10))
        settings.retry = .milliseconds(500)
        settings.startsAt = Int64(Date().timeIntervalSince1970)
        return settings
    }

    /// Runs a test in a house of its own, with so many modems plugged in; nothing of it is left behind.
    static func run(
        modems: Int = 1,
        network settings: SimulatedNetwork.Settings = quick,
        _ body: (House) async throws -> Void
    ) async throws {
        var template = Array("/tmp/smsbridge-e2e.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CannotMake() }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let house = House(folder: folder, network: SimulatedNetwork(seed: 1, settings: settings))
        try house.configure(modems: modems)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await house.rack.run() }
            for index in 0..<modems { try await house.rack.attach(SimulatedModem(index: index)) }
            try await body(house)
            group.cancelAll()
        }
    }

    /// Writes the configuration. A line may send as fast as it can, unless `limits` says otherwise, and to anybody. `pattern` is a path in
    /// the folder of links, in place of a list; `pin` is that of every modem.
    func configure(
        modems: Int,
        limits: String = "per_day: 100000",
        pattern: String? = nil,
        pin: String? = nil,
        timing: String = "reconcile: 1s",
        more: String = ""
    ) throws {
        let secret = pin.map { ", pin: \"\($0)\"" } ?? ""
        let list = (0..<modems).map { "  - {name: line\($0 + 1), port: \(rack.link($0))\(secret)}\n" }.joined()
        let ports = pattern.map { "  - {port: \"\(folder)/\($0)\"}\n" } ?? list
        let text = """
            state_directory: \(folder)/state
            socket: {path: \(socket)}
            region: DE
            log_level: debug
            limits: {per_minute: 600, per_hour: 36000, spacing: 0s, jitter_percent: 0, \(limits)}
            recipients: off
            timing: {\(timing), debounce: 0s}
            modems:
            \(ports.isEmpty ? "  []\n" : ports)
            \(more)
            """
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// The binary that was built with the tests.
    static let binary = Executable.name("smsbridge")

    /// In which ``binary`` is the one beside the tests, and commands find this house's daemon.
    var environment: Environment {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
        let tests = String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        let products = URL(fileURLWithPath: tests).deletingLastPathComponent().path
        return .inherit.updating(["PATH": products, "SMSBRIDGE_SOCKET": socket, "NO_COLOR": "1"])
    }

    struct Outcome: Sendable {
        var status: TerminationStatus
        var output: String
        var error: String
    }

    /// Runs a command of the binary against this house's daemon.
    func command(_ arguments: [String], input: String = "") async throws -> Outcome {
        let result = try await Subprocess.run(
            Self.binary,
            arguments: Arguments(arguments),
            environment: environment,
            input: .string(input),
            output: .string(limit: 4 << 20),
            error: .string(limit: 1 << 20)
        )
        return Outcome(
            status: result.terminationStatus,
            output: result.standardOutput,
            error: result.standardError
        )
    }

    // MARK: The network's own log

    func accepted(to number: String? = nil) async -> [NetworkSegment] {
        await bench.log.compactMap { entry in
            guard case .accepted(let segment) = entry.event, segment.recipient == number ?? segment.recipient else {
                return nil
            }
            return segment
        }
    }

    /// Somebody writes to a line, now.
    func write(from person: String, toLine modem: Int, text: String) async {
        let (now, number) = (await bench.now, SimulatedSIM(index: modem).number)
        await bench.withNetwork { $0.write(from: person, to: number, text: text, at: now) }
        happenings.ring()
    }
}
