import ArgumentParser
import Foundation
import Simulation

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Offer virtual modems on ptys, with a network and people behind them.",
        discussion: """
            For trying things without modems: point 'smsbridge run', 'smsbridge modem
            diagnose' or any other program that speaks AT at the ports. What the network
            sees is printed as it happens. Orders on standard input make things happen
            ('help' lists them), so that one can practise what a modem does wrong.

            A file of people:
              people:
                - number: "+491511234001"
                  behaviour: answers
                  text: "Yes"
                  delay: 20s
                  message: 1
            Others are silent, or have parts, elsewhere, missing, refused or off as their
            behaviour; with 'message: 1' only the first message is answered.

            EXAMPLES
              smsbridge simulate
              smsbridge simulate --modems 4 --links /tmp/modems --population demo
              smsbridge simulate --person '+491511234001=STOP'
              smsbridge simulate --dialect huawei,quectel4g --fault 1=weak-signal
              smsbridge simulate --faults          # what can break, and how it shows
              smsbridge simulate --replay line1.rec --links /tmp/modems

            A RECORDING (see 'smsbridge modem recording') is played as a modem of its own,
            replay1: it answers, falls silent, restarts and goes away as the recorded one
            did, so that a driver comes through the same states. Then there are no other
            modems, unless --modems asks for some. Give the daemon the timing that the
            recorded one had.

            FAULTS
              \(TerminalText.wrapped(PracticeFault.all.map(\.name).joined(separator: " "), to: 76).joined(separator: "\n  "))
            """
    )

    enum Population: String, CaseIterable, ExpressibleByArgument { case demo }

    @Option(help: ArgumentHelp("A recording to play as a modem; may be repeated.", valueName: "file"))
    var replay: [String] = []

    @Option(help: "How many times as fast recordings are played, 1 to 100.")
    var speed = 1

    @Option(help: "How many modems, 1 to 64 (default: 2, or one for each dialect).")
    var modems: Int?

    @Option(
        help: ArgumentHelp("What the modems speak, one name each, with commas; the last goes on.", valueName: "names")
    )
    var dialect: String?

    @Option(help: ArgumentHelp("A fault from the start, such as 1=silence; may be repeated.", valueName: "line=fault"))
    var fault: [String] = []

    @Flag(help: "List the dialects, and end.")
    var dialects = false

    @Flag(help: "List the faults, how each shows and what ends it, and end.")
    var faults = false

    @Option(help: ArgumentHelp("A YAML file with people.", valueName: "file"))
    var people: String?

    @Option(help: ArgumentHelp("Somebody who answers each message, such as +491511234001=STOP.", valueName: "who=text"))
    var person: [String] = []

    @Option(help: "The 40 people of the demo.")
    var population: Population?

    @Option(help: ArgumentHelp("Where the links to the ports are (default: a new folder).", valueName: "folder"))
    var links: String?

    @Option(help: "Decides how long the network takes, and who of the demo's people does what.")
    var seed: UInt64 = 1

    func validate() throws {
        guard modems.map({ (1...64).contains($0) }) ?? true else { throw ValidationError("--modems takes 1 to 64") }
        if let modems, let dialect, dialect.split(separator: ",").count > modems {
            throw ValidationError("--modems \(modems) leaves dialects over: give as many modems as names, or more")
        }
        guard (1...100).contains(speed) else { throw ValidationError("--speed takes 1 to 100") }
        guard replay.count <= 64 else { throw ValidationError("--replay may be given 64 times") }
    }

    func run() async throws {
        if dialects || faults {
            if dialects { Terminal.print(SimulatedModem.Hardware.dialects.joined(separator: "\n")) }
            if faults { Terminal.print(PracticeFault.table) }
            return
        }
        let recordings = try replay.map { path throws(CommandFailure) in try RecordingFile.read(path) }
        let hardware = try hardware()
        let broken = try broken(lines: hardware.count)
        var everybody = try people.map { path throws(FileProblems) in try PeopleFile.read(path: path) } ?? []
        if population == .demo {
            let numbers = (1...40).map { "+4915112340" + String(String(100 + $0).dropFirst()) }
            everybody += DemoPopulation(numbers: numbers, seed: seed).people
        }
        for text in person {
            guard let sign = text.firstIndex(of: "="), text.hasPrefix("+") else {
                throw CommandFailure(.usage, "--person \(text): expected a number, = and a text")
            }
            everybody.append(
                .init(
                    number: String(text[..<sign]),
                    behaviour: .answers(text: String(text[text.index(after: sign)...]), after: .seconds(10))
                )
            )
        }
        let folder = links ?? Self.temporaryFolder()
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(.failure, "cannot make \(folder): \(error.localizedDescription)")
        }
        defer { if links == nil { try? FileManager.default.removeItem(atPath: folder) } }
        let replays = ReplayStage(recordings: recordings, speed: speed, folder: folder)
        try await Simulator(
            hardware: hardware,
            faults: broken,
            people: everybody,
            folder: folder,
            seed: seed,
            replays: replays
        ).run()
    }

    private func hardware() throws(CommandFailure) -> [SimulatedModem.Hardware] {
        let names = (dialect ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        guard names.count <= 64 else { throw CommandFailure(.usage, "--dialect takes at most 64 names") }
        var hardware: [SimulatedModem.Hardware] = []
        let usual = dialect != nil ? 1 : replay.isEmpty ? 2 : 0
        for index in 0..<(modems ?? max(names.count, usual)) {
            guard names.indices.contains(index) || !names.isEmpty else {
                hardware.append(SimulatedModem.Hardware(index: index))
                continue
            }
            let name = names[min(index, names.count - 1)]
            guard let one = SimulatedModem.Hardware(dialect: name, index: index) else {
                throw CommandFailure(
                    .usage,
                    "--dialect: “\(TerminalText.plain(name))” is none; there are "
                        + SimulatedModem.Hardware.dialects.joined(separator: ", ")
                )
            }
            hardware.append(one)
        }
        return hardware
    }

    private func broken(lines: Int) throws(CommandFailure) -> [(line: Int, fault: PracticeFault)] {
        var broken: [(line: Int, fault: PracticeFault)] = []
        for text in fault {
            let words = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard words.count == 2 else {
                throw CommandFailure(.usage, "--fault \(TerminalText.plain(text)): expected such as 1=silence")
            }
            do throws(SimulateProblem) {
                let line = try SimulateOrder.line(words[0], of: lines, for: "--fault")
                broken.append((line, try PracticeFault.named(words[1])))
            } catch {
                throw CommandFailure(.usage, "\(error)")
            }
        }
        return broken
    }

    private static func temporaryFolder() -> String {
        FileManager.default.temporaryDirectory.path + "/smsbridge-modems-\(ProcessInfo.processInfo.processIdentifier)"
    }
}
