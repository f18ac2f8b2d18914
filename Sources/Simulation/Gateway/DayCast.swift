import Campaigns
import Gateway
import Storage
import Synchronization

/// Who and what takes part in a simulated day: contacts, people, campaigns, clients, faults.
struct DayCast: Sendable {
    static let agentName = "desk"
    static let lineLimits = RateLimits(perMinute: 6, perHour: 40, perDay: 52, spacing: 3)
    /// How often the lines write to each other.
    static let loopbacks: Duration = .seconds(5 * 3600)
    static let windowDays = "mon-fri"
    static let windowHours = "09:00-18:00"
    static let zoneName = "Europe/Berlin"
    static let campaignLimits = RateLimits(perMinute: 12, perHour: 300)

    static func path(_ index: Int) -> String { "/dev/ttyUSB\(index)" }

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

    let people: [SimulatedPerson]
    let contacts: [ImportedContact]
    let faults: [PlannedFault]
    /// Commits after which the process ends.
    let kills: [Int]
    let definitions: [CampaignDefinition]
    let agents: [any Agent]
    private let wishes: ClientWishes
    private let downtimes: [Duration]

    /// How long the process stays away after its kill of that number.
    func downtime(_ kill: Int) -> Duration { downtimes[kill % downtimes.count] }

    init(_ plan: DayPlan, random: inout SeededGenerator) {
        // Half of the contacts get the sequence, all of them the notice: each of that half is enrolled twice.
        let numbers = (0..<plan.enrollments * 2 / 3).map { "+49151" + String(12_340_000 + $0) }
        var behaviours = [SimulatedPerson.Behaviour](repeating: .silent, count: numbers.count)
        var order = Array(numbers.indices)
        order.shuffle(using: &random)
        for (place, index) in order.prefix(plan.replies).enumerated() {
            behaviours[index] = Self.behaviour(place, lines: plan.lines, random: &random)
        }
        for index in order.dropFirst(plan.replies).prefix(6) { behaviours[index] = .doesNotExist }
        people = zip(numbers, behaviours).map { SimulatedPerson(number: $0, behaviour: $1) }
        contacts = numbers.enumerated().compactMap { index, text in
            guard let number = PhoneNumber(e164: text) else { return nil }
            return ImportedContact(
                number: number,
                name: "Person \(index)",
                consent: ConsentRecord(
                    kind: .express,
                    source: "simulation",
                    capturedAt: SimulatedDay.start,
                    capturedBy: "simulation"
                ),
                line: index + 2
            )
        }
        (faults, kills) = PlannedFault.draw(plan.faults, lines: plan.lines, random: &random)
        definitions = Self.makeDefinitions()
        agents = Self.makeAgents()
        wishes = ClientWishes(random: &random)
        downtimes = (0..<8).map { $0 % 2 == 0 ? .zero : random.duration(in: .seconds(1)...(.seconds(900))) }
    }

    private static func behaviour(
        _ place: Int,
        lines: Int,
        random: inout SeededGenerator
    ) -> SimulatedPerson.Behaviour {
        // Some answer while the next message is on its way, most within hours.
        let after = random.duration(in: place % 3 == 0 ? .seconds(1)...(.seconds(90)) : .seconds(60)...(.seconds(9000)))
        switch place % 6 {
        case 0: return .answers(text: "STOP", after: after)
        case 1: return .answersInParts(text: longAnswer, after: after, pause: .seconds(20))
        case 2:
            let line = SimulatedSIM(index: Int(random.next() % UInt64(lines))).number
            return .answersLine(line, text: "yes, I will come", after: after)
        case 3: return .answersNth(2, text: "Bitte keine SMS mehr", after: after)
        case 4: return .answersNth(2, text: "what is this about?", after: after)
        default: return .answers(text: "yes please", after: after)
        }
    }

    private static let longAnswer = String(repeating: "I would like to come, but the bus is late. ", count: 5)

    private static func makeDefinitions() -> [CampaignDefinition] {
        guard let window = try? SendingWindow(days: windowDays, hours: windowHours) else { return [] }
        let rules = CampaignWindow(window: window, zone: .named(zoneName))
        func definition(_ name: String, _ texts: [(CampaignDelay, String)]) -> CampaignDefinition {
            CampaignDefinition(
                name: name,
                agent: agentName,
                steps: texts.compactMap { delay, text in
                    (try? MessageTemplate(text)).map { CampaignStep(delay: delay, text: $0) }
                },
                window: rules,
                limits: campaignLimits
            )
        }
        let long = String(repeating: "Bring your card and the letter of your doctor. ", count: 4)
        return [
            definition(
                "reminder",
                [
                    (.none, "{{name}}, please remember your appointment."),
                    (.minutes(90), "{{name}}, this is the second message. " + long),
                    (.minutes(120), "{{name}}, this is the third and last message."),
                ]
            ),
            definition("notice", [(.none, "{{name}}, the office is closed on Monday.")]),
        ]
    }

    private static func makeAgents() -> [any Agent] {
        let rules = RulesFile(rules: [
            RulesFile.Rule(name: "yes", matches: "yes", reply: "Thank you, see you soon."),
            RulesFile.Rule(name: "question", matches: "what|\\?", escalate: true),
        ])
        guard let agent = try? RulesAgent(file: rules, zones: ZoneDirectory()) else { return [] }
        return [RuleAgent(agent, name: agentName)]
    }

    /// Imports the contacts, keeps the campaigns and starts the first one.
    func prepare(_ store: Store, at: Timestamp) async throws {
        for (definition, rows) in zip(definitions, [Array(contacts.prefix(contacts.count / 2)), contacts]) {
            let batch = try await store.beginImport(name: definition.name, by: "simulation", at: at)
            try await store.importRows(rows, rejected: [], into: batch, at: at)
            _ = try await store.finishImport(batch, at: at)
            _ = try await store.createCampaign(definition, audience: .importBatch(batch), at: at)
        }
        try await store.change(campaign: "reminder", .start, at: at)
    }

    /// Clients of the API: what they did not get answered before a kill, they ask for again with the same key.
    func actAsClients(_ control: Control, clock: VirtualClock, wall: SimulatedWallClock) async {
        while let wish = wishes.next {
            try? await clock.sleep(until: VirtualClock.Instant(offset: wish.at), tolerance: nil)
            do {
                switch wish.what {
                case .send(let number, let text, let key):
                    _ = try await control.send([SendRequest(to: number, text: text, idempotencyKey: key)])
                case .start(let campaign):
                    _ = try await control.changeCampaign(campaign, .start)
                }
            } catch ControlProblem.conflict {
                // It was done before the kill.
            } catch {
                try? await clock.sleep(for: .seconds(10))
                continue
            }
            wishes.fulfilled()
        }
    }
}

/// What clients want during the day, in order. Outlives the gateway.
final class ClientWishes: Sendable {
    enum What: Sendable {
        case send(to: String, text: String, key: String)
        case start(campaign: String)
    }

    struct Wish: Sendable {
        var at: Duration
        var what: What
    }

    private let waiting: Mutex<[Wish]>

    init(random: inout SeededGenerator) {
        var wishes = (0..<20).map { index in
            Wish(
                at: random.duration(in: .seconds(600)...(.seconds(40_000))),
                what: .send(
                    to: "+49160" + String(5_550_000 + index),
                    text: "Your code is \(1000 + index).",
                    key: "client-\(index)"
                )
            )
        }
        wishes.append(Wish(at: .seconds(5 * 3600), what: .start(campaign: "notice")))
        waiting = Mutex(wishes.sorted { $0.at < $1.at })
    }

    var next: Wish? { waiting.withLock(\.first) }

    func fulfilled() {
        waiting.withLock { waiting in
            if !waiting.isEmpty { waiting.removeFirst() }
        }
    }
}
