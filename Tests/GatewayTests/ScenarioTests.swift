import Campaigns
import Gateway
import Modems
import SMS
import Simulation
import Storage
import Synchronization
import Testing

/// Acceptance scenarios 2 and 3, on a whole gateway; `MonthTests` live the first.
@Suite struct ScenarioTests {
    private static let people = (0..<10).map { "+4915112345\(670 + $0)" }
    private static let text = "Please remember your appointment."

    /// Contacts with consent, and a campaign for them.
    private static func keepCampaign(in store: Store, for numbers: [String]) async throws {
        let rows = try numbers.enumerated().map { index, number in
            ImportedContact(
                number: try #require(PhoneNumber(e164: number)),
                consent: ConsentRecord(kind: .express, source: "form", capturedAt: start, capturedBy: "desk"),
                line: index + 2
            )
        }
        let batch = try await store.beginImport(name: "contacts.csv", by: "desk", at: start)
        try await store.importRows(rows, rejected: [], into: batch, at: start)
        _ = try await store.finishImport(batch, at: start)
        let steps = [CampaignStep(text: try MessageTemplate(text))]
        let definition = CampaignDefinition(name: "reminder", agent: "human", steps: steps)
        _ = try await store.createCampaign(definition, audience: .importBatch(batch), at: start)
    }

    private static func begin(_ store: Store) async throws {
        try await store.start(campaign: "reminder", at: start)
    }

    private static func begin(_ control: Control) async throws {
        let report = try await control.preflight("reminder", attestedBy: "desk")
        // Where the only contact opted out before, nobody is left, and nothing starts.
        guard report.token != nil else { return #expect(report.faults.map(\.check) == [.audience], "\(report.faults)") }
        _ = try await control.startCampaign("reminder")
    }

    /// What the network took for a number.
    private static func taken(_ rig: Rig, for number: String) async -> [String] {
        await rig.bench.log.compactMap { entry in
            if case .accepted(let segment) = entry.event, segment.recipient == number { segment.text } else { nil }
        }
    }

    // MARK: Scenario 2

    /// How one run of scenario 2 ended.
    private enum Ending: Hashable {
        /// The STOP was committed before the modem was asked to take the message.
        case early
        /// It was committed while the prompt stood: ESC was written, and no octet of the PDU.
        case takenBack
        /// It was committed after the hand-over.
        case raced
        /// The message was handed over after the commit.
        case broken
    }

    /// STOP comes in on SIM B while SIM A shows its prompt for the same number. A takes two seconds for its prompt, and the
    /// STOP comes at another moment in each run, so that every place around the prompt is hit.
    @Test func scenario2StopOnOneSIMWhileTheOtherIsAtItsPrompt() throws {
        let endings = try Self.endings(planted: [])
        #expect(endings[.broken] == nil)
        #expect(endings[.takenBack, default: 0] >= 5, "\(endings)")
        #expect(endings[.early, default: 0] > 0 && endings[.raced, default: 0] > 0, "\(endings)")
    }

    @Test func scenario2Bites() throws {
        let endings = try Self.endings(planted: [.halt, .unasked])
        #expect(endings[.broken, default: 0] > 0, "\(endings)")
    }

    private static func endings(planted: Set<PlantedFault>) throws -> [Ending: Int] {
        var endings: [Ending: Int] = [:]
        for tick in 0..<40 { endings[try stop(after: .milliseconds(100 * tick), planted), default: 0] += 1 }
        return endings
    }

    private static func stop(after delay: Duration, _ planted: Set<PlantedFault>) throws -> Ending {
        var (one, other) = (SimulatedModem(index: 0), SimulatedModem(index: 1))
        one.hardware.answerDelay = .seconds(2)
        // In a foreign network it sends nothing of a campaign, and receives.
        other.registration = .roaming
        let person = people[0]
        let ending = Mutex<Ending?>(nil)
        let prepare: @Sendable (Store) async throws -> Void = { store in
            try await keepCampaign(in: store, for: [person])
        }
        let quiet: @Sendable (inout GatewayParts) -> Void = { parts in
            // Nothing else keeps A from the campaign.
            parts.lines.poll = .seconds(900)
            parts.lines.survey = .seconds(900)
            parts.lines.keepAlive = .seconds(900)
        }
        try Rig.run(modems: [one, other], planted: planted, prepare: prepare, parts: quiet) { rig in
            for index in 0..<2 {
                try await rig.reach("both are ready") { await rig.modem(index)?.state == "ready" }
            }
            await rig.world.pass(.seconds(60))
            let line = try #require(await rig.bench.modem(1)?.sim?.number)
            let now = rig.world.now
            await rig.bench.withNetwork { network in
                network.settings.reply = .zero ... .zero
                network.write(from: person, to: line, text: "STOP", at: now + delay)
            }
            await rig.world.pass(.seconds(1))
            try await begin(rig.control)
            await rig.world.pass(.seconds(120))
            let found = try await judge(rig, person, isPlanted: !planted.isEmpty)
            ending.withLock { $0 = found }
        }
        let found = ending.withLock { $0 }
        return try #require(found)
    }

    private static func judge(_ rig: Rig, _ person: String, isPlanted: Bool) async throws -> Ending {
        var all = SuppressionFilter()
        all.includingLifted = true
        let suppression = try #require(try await rig.control.suppressions(all).first)
        let messages = try await rig.control.messages(MessageFilter(campaign: "reminder", direction: "out"))
        // Who opted out before the start is not enrolled.
        guard let message = messages.first else { return .early }
        let story = try await rig.control.message(message.id)
        func moment(_ kind: String) -> Timestamp? { story.decisions.first { $0.kind == kind }?.at }
        let taken = await taken(rig, for: person)
        if let left = moment("handedOver") {
            #expect(taken.contains(text))
            if left > suppression.at { return .broken }
            #expect(isPlanted || taken.count == 2, "the message and one confirmation: \(taken)")
            return .raced
        }
        guard !isPlanted else { return .early }
        #expect(!taken.contains(text), "the PDU was not written")
        #expect(taken.count == 1, "one confirmation: \(taken)")
        // The audit shows what came first.
        #expect(story.message.state == "cancelled")
        #expect(moment("cancelled") == suppression.at, "taken back in the transaction that stored the STOP")
        let writings = rig.heard.writings(to: 0)
        guard let asked = writings.lastIndex(where: { $0.bytes.starts(with: Array("AT+CMGS=".utf8)) }),
            start + writings[asked].at <= suppression.at
        else { return .early }
        let claimed = try #require(moment("claimed"))
        #expect(claimed <= suppression.at)
        let next = writings[asked + 1]
        #expect(next.bytes == [0x1B], "ESC, and nothing of the PDU")
        #expect(start + next.at >= suppression.at)
        return .takenBack
    }

    // MARK: Scenario 3

    /// The gateway boots with three unread STOPs in SIMs' storage and messages to those three that are due.
    @Test func scenario3BootWithThreeUnreadStops() throws {
        try Self.boot(planted: []) { rig in
            await rig.world.pass(.seconds(600))
            for (index, person) in Self.people.enumerated() {
                let taken = await Self.taken(rig, for: person)
                #expect(taken.contains(Self.text) == (index >= 3), "\(person): \(taken)")
                #expect(taken.count == 1, "three confirmations, seven messages of the campaign")
            }
            let suppressed = try await rig.control.suppressions(SuppressionFilter())
            #expect(suppressed.count == 3)
            for index in 0..<2 {
                let slots = await rig.bench.modem(index)?.sim?.slots ?? []
                #expect(slots.allSatisfy { $0 == nil }, "read, committed and deleted")
            }
        }
    }

    @Test func scenario3Bites() throws {
        try Self.boot(planted: [.inboxLast]) { rig in
            await rig.world.pass(.seconds(600))
            var count = 0
            for person in Self.people.prefix(3) {
                count += await Self.taken(rig, for: person).count { $0 == Self.text }
            }
            #expect(count > 0)
        }
    }

    private static func boot(
        planted: Set<PlantedFault>,
        _ body: @escaping @Sendable (Rig) async throws -> Void
    ) throws {
        var (one, other) = (SimulatedModem(index: 0), SimulatedModem(index: 1))
        // It starts long after the other one, and holds what matters most.
        other.hardware.answerDelay = .milliseconds(500)
        one.sim?.slots[4] = try stop(from: people[0])
        other.sim?.slots[0] = try stop(from: people[1])
        other.sim?.slots[1] = try stop(from: people[2])
        let prepare: @Sendable (Store) async throws -> Void = { store in
            try await keepCampaign(in: store, for: people)
            try await begin(store)
            let planned = try await store.plan(at: start)
            #expect(planned.steps == people.count, "all are in the queue, and due")
        }
        try Rig.run(modems: [one, other], planted: planted, prepare: prepare, body)
    }

    private static func stop(from number: String) throws -> SimulatedSIM.Slot {
        let request = DeliverRequest(
            from: try Address(number),
            text: "STOP",
            at: ServiceCentreTime(unixSeconds: start.seconds - 3600, quarterHours: 4),
            reference: 0
        )
        let segment = try #require(try DeliverEncoder.encode(request).segments.first)
        return SimulatedSIM.Slot(pdu: segment.pdu, tpduLength: segment.tpduLength)
    }
}
