import ArgumentParser
import Campaigns
import Foundation
import Server
import Yams

struct AgentTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Let an agent hold conversations, and judge its answers.",
        discussion: """
            Plays the conversations of the scenario file, and some that every agent has to
            pass: STOP, a request for a person, a question that nobody thought of, other
            instructions for its model, a machine that sends everything back, its services
            out of order, and others. The result is kept under the hash of all that the
            agent answers by: a campaign's preflight asks for one that passed, of this very
            version, and no older than 30 days. A file of rules is tested as it is.

            EXAMPLES
              smsbridge agent test appointments
              smsbridge agent test appointments \\
                --scenarios Examples/appointments.scenarios.yaml
              smsbridge agent test Examples/appointments.agent.yaml --dry

            EXIT STATUS
              0 when everything passed, 65 when something did not.
            """
    )

    @Argument(help: ArgumentHelp("The agent's name, or a file of rules.", valueName: "agent|file"))
    var agent: String

    @Option(help: ArgumentHelp("Conversations that the agent has to hold well.", valueName: "file"))
    var scenarios: String?

    @Flag(help: "Ask no daemon and keep nothing; for a file of rules.")
    var dry = false

    @Flag(help: "Show what failed only.")
    var quiet = false

    @Option(help: ArgumentHelp("Who tests (default: you).", valueName: "name"))
    var by: String?

    @OptionGroup var connection: ConnectionOptions

    private struct Request: Encodable {
        var scenarios: [ScenarioFile.Conversation]?
        var rules: RulesFile?
        var by: String
    }

    func run() async throws {
        let zones = ZoneDirectory()
        let file = try scenarios.map { try ScenarioReader(path: $0) }
        let rules = RulesReader.isFile(agent) ? try RulesReader(path: agent, zones: zones) : nil
        let name = rules == nil ? agent : URL(fileURLWithPath: agent).lastPathComponent
        let report: AgentTestReport
        if dry {
            guard let rules else {
                throw CommandFailure(
                    .usage,
                    "--dry tests a file of rules: an agent's name is known to the daemon alone"
                )
            }
            let trial = AgentTrial(
                agent: rules.agent,
                house: AgentTrial.House(senderName: "this sender"),
                start: SystemWallClock().now()
            )
            report = AgentTestReport(
                agent: name,
                hash: rules.agent.hash,
                at: SystemWallClock().now(),
                results: await trial.run(Scenario.builtIn + (file?.scenarios ?? []))
            )
            if connection.json {
                Terminal.write([UInt8](try JSONCoding.encoder().encode(report)) + [UInt8(ascii: "\n")])
            }
        } else {
            let request = Request(scenarios: file?.file.scenarios, rules: rules?.file, by: by ?? NSUserName())
            let octets = [UInt8](try JSONEncoder().encode(request))
            let answer = try await APIClient.with(connection) {
                try await $0.post("/v1/agents/\(APIClient.escaped(name))/test", octets: octets)
            }
            report = try answer.decoded(AgentTestReport.self)
            if connection.json { Terminal.write(answer.octets) }
        }
        if !connection.json { AgentTestText(report, quiet: quiet, isKept: !dry).show() }
        if !report.passed { throw ExitCode(ExitStatus.data.rawValue) }
    }
}

/// Reads a file of scenarios, and puts its problems where they stand.
struct ScenarioReader {
    let file: ScenarioFile
    let scenarios: [Scenario]

    init(path: String) throws(FileProblems) {
        let yaml = try YAMLFile(path: path)
        Self.checkKeys(yaml.root, at: .top)
        let decoded = yaml.root.decoded(as: ScenarioFile.self)
        var scenarios: [Scenario] = []
        if let decoded {
            do throws(CampaignProblems) {
                scenarios = try decoded.validate()
            } catch {
                for problem in error.problems { yaml.root.report(problem) }
            }
        }
        try yaml.check()
        file = decoded ?? ScenarioFile()
        self.scenarios = scenarios
    }

    private static func checkKeys(_ value: YAMLValue, at level: ScenarioFile.Level) {
        guard let section = value.section(ScenarioFile.knownKeys(at: level)) else { return }
        switch level {
        case .top:
            for item in section["scenarios"]?.items(expected: "a list of scenarios", limit: Scenario.most) ?? [] {
                checkKeys(item, at: .scenario)
            }
        case .scenario:
            for item in section["turns"]?.items(expected: "a list of turns", limit: Scenario.mostTurns) ?? [] {
                checkKeys(item, at: .turn)
            }
        case .turn:
            if let expectation = section["expect"] { checkKeys(expectation, at: .expectation) }
        case .expectation: break
        }
    }
}

/// Reads a file of rules by itself.
struct RulesReader {
    let file: RulesFile
    let agent: RulesAgent

    /// Whether what was named is a file rather than an agent.
    static func isFile(_ name: String) -> Bool {
        name.contains("/") || FileManager.default.fileExists(atPath: name)
    }

    init(path: String, zones: ZoneDirectory) throws(FileProblems) {
        let yaml = try YAMLFile(path: path)
        let found = AgentReader(zones: zones).ruleFile(yaml.root)
        try yaml.check()
        guard let found else {
            throw FileProblems([FileProblem(file: path, line: nil, key: "", message: "holds no rules")])
        }
        (file, agent) = found
    }
}
