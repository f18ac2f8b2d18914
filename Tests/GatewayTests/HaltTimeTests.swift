import Campaigns
import Simulation
import Testing

@testable import Gateway
@testable import Storage

@Suite("When a reply was seen, and when its halt was on the disk") struct HaltTimeTests {
    /// When the network put each person's reply into the modem.
    private func arrivals(_ rig: Rig) async -> [String: Duration] {
        var (senders, arrivals): ([Int: String], [String: Duration]) = ([:], [:])
        for entry in await rig.bench.log {
            switch entry.event {
            case .replied(let reply): senders[reply.id] = reply.sender
            case .stored(let reply, _, _, _, _): senders[reply].map { arrivals[$0] = entry.at }
            default: break
            }
        }
        return arrivals
    }

    private func halts(_ rig: Rig) async throws -> [(number: String, seen: Duration, took: Duration)] {
        var halts: [(String, Duration, Duration)] = []
        for index in 0..<20 {
            let number = Rig.visitor(index)
            func moment(_ column: String) async throws -> Timestamp? {
                try await rig.store.read { transaction in
                    try transaction.moment(
                        """
                        SELECT \(column) FROM halt JOIN enrollment ON enrollment.id = enrollment_id
                        LEFT JOIN halt_commit ON halt_commit.part_id = halt.part_id WHERE number = '\(number)'
                        """
                    )
                }
            }
            guard let seen = try await moment("seen_at"), let committed = try await moment("halt_commit.at") else {
                continue
            }
            halts.append((number, seen - start, committed - seen))
        }
        return halts
    }

    private func run(blocked: [String] = [], _ body: @escaping @Sendable (Rig) async throws -> Void) throws {
        try Rig.run(blocked: blocked) { rig in
            await rig.bench.withNetwork { network in
                for index in 0..<20 {
                    let answer = SimulatedPerson.Behaviour.answers(text: "Yes \(index)", after: .seconds(1))
                    network.add(SimulatedPerson(number: Rig.visitor(index), behaviour: answer))
                }
            }
            try await rig.reachReady()
            try await rig.startVisits(people: 20)
            try await body(rig)
        }
    }

    @Test("from the notice on, also where the modem is busy with a message when it comes")
    func notices() throws {
        try run { rig in
            try await rig.reach("every halt is measured") {
                try await rig.control.figures(of: "visit", by: []).halts.measured == 20
            }
            let arrivals = await arrivals(rig)
            let halts = try await halts(rig)
            #expect(halts.count == 20)
            for halt in halts {
                let arrived = try #require(arrivals[halt.number])
                #expect(abs((halt.seen - arrived) / .milliseconds(1)) < 100, "\(halt.number)")
            }
            // A submission takes the network 1 to 3 s, and the reading waits for its end.
            #expect(halts.contains { $0.took > .milliseconds(500) })
            #expect(halts.allSatisfy { $0.took < .seconds(6) })
        }
    }

    @Test("from the reading on, where the modem tells nothing")
    func polls() throws {
        try run(blocked: ["AT+CNMI"]) { rig in
            try await rig.reach("every halt is measured") {
                try await rig.control.figures(of: "visit", by: []).halts.measured == 20
            }
            let arrivals = await arrivals(rig)
            let halts = try await halts(rig)
            #expect(halts.contains { $0.seen - (arrivals[$0.number] ?? $0.seen) > .seconds(1) })
            #expect(halts.allSatisfy { $0.took < .seconds(2) })
        }
    }

    @Test("a place that is taken again is known by its later notice, and what was read is forgotten")
    func sightings() throws {
        try Simulated.run { world in
            var sightings = Sightings()
            sightings.add("SM", 3, announcement: 1, since: Stopwatch(world.clock))
            await world.pass(.seconds(5))
            sightings.add("SM", 3, announcement: 2, since: Stopwatch(world.clock))
            sightings.add("ME", 3, announcement: 3, since: Stopwatch(world.clock))
            await world.pass(.seconds(2))
            #expect(sightings.since("SM", 3)?.elapsed == .seconds(2))
            #expect(sightings.since("MT", 3)?.elapsed == .seconds(2), "another name of the same memory")
            #expect(sightings.since("SM", 4) == nil)
            sightings.forget(upTo: 2)
            #expect(sightings.since("ME", 3) != nil)
            sightings.forget(upTo: 3)
            #expect(sightings.since("ME", 3) == nil)
            for index in 0..<2000 {
                sightings.add("SM", index, announcement: 4, since: Stopwatch(world.clock))
            }
            #expect(sightings.since("SM", 0) == nil, "more than a memory holds are not kept")
            #expect(sightings.since("SM", 1999) != nil)
        }
    }
}
