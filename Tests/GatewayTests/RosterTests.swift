import Logging
import Simulation
import Storage
import Testing

@testable import Gateway

@Suite struct RosterTests {
    private func withRoster(_ body: @escaping @Sendable (Roster, Bell, Simulated) async throws -> Void) throws {
        try Simulated.run { world in
            let queue = Bell()
            try await body(
                Roster(
                    clock: world.clock,
                    queue: queue,
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
                ),
                queue,
                world
            )
        }
    }

    private func set(_ name: String, _ state: String, _ roster: Roster) {
        roster.update(name, source: "/dev/\(name)", limit: 200) { $0.state = state }
    }

    @Test func theTimeWithoutALineIsCountedFromTheLastOne() throws {
        try withRoster { roster, _, world in
            await world.pass(.seconds(10))
            #expect(roster.withoutLine == .seconds(10))
            set("one", "ready", roster)
            set("two", "ready", roster)
            #expect(roster.withoutLine == nil)
            set("one", "absent", roster)
            await world.pass(.seconds(5))
            #expect(roster.withoutLine == nil)
            set("two", "suspended", roster)
            await world.pass(.seconds(5))
            set("two", "needsPIN", roster)
            #expect(roster.withoutLine == .seconds(5), "another state that cannot send changes nothing")
        }
    }

    @Test func linesGoBeforeProvidersUntilTheyAreAwayForLongEnough() throws {
        try withRoster { roster, _, world in
            let patience = Duration.seconds(300)
            #expect(roster.linesAhead(within: patience).names == nil, "all of them may still come")
            set("one", "ready", roster)
            set("two", "ready", roster)
            await world.pass(.seconds(300))
            set("two", "absent", roster)
            await world.pass(.seconds(100))
            #expect(roster.linesAhead(within: patience).names == ["one", "two"])
            #expect(roster.linesAhead(within: patience).changes == .seconds(200))
            await world.pass(.seconds(200))
            #expect(roster.linesAhead(within: patience).names == ["one"])
        }
    }

    @Test func theQueueIsToldWhenTheFirstComesAndTheLastGoes() throws {
        try withRoster { roster, queue, _ in
            set("one", "starting", roster)
            #expect(queue.count == 0)
            set("one", "ready", roster)
            #expect(queue.count == 1)
            set("two", "ready", roster)
            #expect(queue.count == 1)
            set("two", "absent", roster)
            set("one", "absent", roster)
            #expect(queue.count == 2)
            #expect(roster.modems.map(\.name) == ["one", "two"])
        }
    }
}
