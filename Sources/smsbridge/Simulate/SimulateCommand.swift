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
            ('help' lists them).

            A file of people:
              people:
                - number: "+491511234001"
                  behaviour: answers       # silent, answers, parts, elsewhere, missing, refused, off
                  text: "Yes"
                  delay: 20s
                  message: 1               # only the first message is answered

            EXAMPLES
              smsbridge simulate
              smsbridge simulate --modems 4 --links /tmp/modems --population demo
              smsbridge simulate --person '+491511234001=STOP'
            """
    )

    enum Population: String, CaseIterable, ExpressibleByArgument { case demo }

    @Option(help: "How many modems, 1 to 64.")
    var modems = 2

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
        guard (1...64).contains(modems) else { throw ValidationError("--modems takes 1 to 64") }
    }

    func run() async throws {
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
        try await Simulator(modems: modems, people: everybody, folder: folder, seed: seed).run()
    }

    private static func temporaryFolder() -> String {
        FileManager.default.temporaryDirectory.path + "/smsbridge-modems-\(ProcessInfo.processInfo.processIdentifier)"
    }
}
