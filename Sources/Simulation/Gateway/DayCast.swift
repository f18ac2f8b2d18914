import Campaigns
import Gateway
import Storage

/// Who and what takes part in a simulated run: contacts, people, campaigns, clients, faults.
struct DayCast: Sendable {
    static let agentName = "desk"
    static let senderName = "the clinic"

    static func path(_ index: Int) -> String { "/dev/ttyUSB\(index)" }

    /// What the configuration calls a line.
    static func lineName(_ index: Int) -> String { "line\(index)" }

    /// All lines of such a run but one, by name. Where modems are discovered, lines have no names of their own: all count.
    static func routes(_ plan: DayPlan, without shunned: Int) -> [String] {
        guard !plan.isDiscovered else { return [] }
        return (0..<plan.lines).filter { $0 != shunned }.map(lineName)
    }

    /// Modems differ: in memories, in how reports come, in how the prompt looks.
    static func modem(_ index: Int) -> SimulatedModem {
        var hardware = SimulatedModem.Hardware(index: index)
        if index % 2 == 0 { hardware.reportModes = [0, 1] }
        if index % 4 < 3 { hardware.memorySize = 0 }
        if index % 4 == 1 { hardware.prompt = .afterNotice }
        hardware.firstIndex = index % 2
        // Most answer at once, which costs the scheduler least; one takes its time.
        if index % 4 != 3 { hardware.answerDelay = .zero }
        return SimulatedModem(hardware: hardware, sim: SimulatedSIM(index: index))
    }

    let script: DayScript
    let people: [SimulatedPerson]
    let contacts: [ImportedContact]
    let faults: [PlannedFault]
    /// Commits after which the process ends.
    let kills: [Int]
    let definitions: [CampaignDefinition]
    let agents: [any Agent]
    let wishes: ClientWishes
    private let downtimes: [Duration]

    /// How long the process stays away after its kill of that number.
    func downtime(_ kill: Int) -> Duration { downtimes[kill % downtimes.count] }

    init(_ plan: DayPlan, random: inout SeededGenerator) {
        let script = DayScript.of(plan.span)
        self.script = script
        let shares = script.campaigns.reduce(0) { $0 + $1.share }
        let count = Int((Double(plan.enrollments) / shares).rounded())
        let numbers = (0..<count).map { "+49151" + String(12_340_000 + $0) }
        people = Self.people(numbers, plan, random: &random)
        contacts = Self.contacts(numbers, plan)
        (faults, kills) = PlannedFault.draw(plan, script, random: &random)
        definitions = script.campaigns.compactMap { Self.definition($0, plan) }
        agents = Self.makeAgents()
        wishes = ClientWishes(script, contacts: contacts, people: people, random: &random)
        downtimes = (0..<8).map { $0 % 2 == 0 ? .zero : random.duration(in: .seconds(1)...(.seconds(900))) }
    }

    private static func contacts(_ numbers: [String], _ plan: DayPlan) -> [ImportedContact] {
        numbers.enumerated().compactMap { index, text in
            guard let number = PhoneNumber(e164: text) else { return nil }
            return ImportedContact(
                number: number,
                name: index % 17 == 3 ? HostileText.names[index / 17 % HostileText.names.count] : "Person \(index)",
                timeZone: plan.span == .month ? zones[index % 10] : nil,
                consent: ConsentRecord(
                    kind: .express,
                    source: "simulation",
                    capturedAt: DayScript.of(plan.span).start,
                    capturedBy: "simulation"
                ),
                line: index + 2
            )
        }
    }

    /// Of ten contacts three live elsewhere; of the others nothing is known.
    private static let zones: [Int: String] = [7: "Europe/Lisbon", 8: "America/New_York", 9: "Africa/Nairobi"]

    private static func definition(_ campaign: DayScript.Campaign, _ plan: DayPlan) -> CampaignDefinition? {
        guard let window = campaign.window else { return nil }
        // More people opt out here than anywhere: it would be the first thing to happen.
        var breakers = BreakerSettings.standard
        breakers.optOuts = nil
        return CampaignDefinition(
            name: campaign.name,
            agent: agentName,
            steps: campaign.steps.compactMap { step in
                (try? MessageTemplate(step.text)).map { CampaignStep(delay: step.delay, text: $0) }
            },
            window: CampaignWindow(window: window, zone: campaign.zone),
            routes: campaign.shunned.map { Self.routes(plan, without: $0) } ?? [],
            limits: campaign.limits,
            breakers: breakers,
            // Many are in both, so that a reply has several ways to end.
            contactPolicy: .parallel,
            onAutomatic: plan.seed % 2 == 0 ? .resume : .halt
        )
    }

    /// The answer repeats the name, as templates may.
    static let thanks = "Thank you {{name}}, see you soon."

    private static func makeAgents() -> [any Agent] {
        let rules = RulesFile(rules: [
            RulesFile.Rule(name: "yes", matches: "yes", reply: thanks),
            RulesFile.Rule(name: "question", matches: "what|\\?", escalate: true),
        ])
        guard let agent = try? RulesAgent(file: rules, zones: ZoneDirectory()) else { return [] }
        return [RuleAgent(agent, name: agentName)]
    }

    /// Imports the contacts and keeps the campaigns, which clients start.
    func prepare(_ store: Store, at: Timestamp) async throws {
        for (script, definition) in zip(script.campaigns, definitions) {
            let batch = try await store.beginImport(name: definition.name, by: "simulation", at: at)
            let rows = Array(contacts.prefix(Int((Double(contacts.count) * script.share).rounded())))
            try await store.importRows(rows, rejected: [], into: batch, at: at)
            _ = try await store.finishImport(batch, at: at)
            _ = try await store.createCampaign(definition, audience: .importBatch(batch), at: at)
        }
    }
}
