import Campaigns
import Gateway
import Simulation
import Storage
import Synchronization
import Testing

@Suite struct AnsweringTests {
    /// Hangs for one number, fails for another, answers the rest.
    private struct Moody: Agent {
        let name = "moody"
        let clock: VirtualClock
        let asked = Asked()

        func answer(_ turn: AgentTurn) async throws -> AgentDecision {
            asked.add(turn.number)
            switch turn.number.e164.suffix(1) {
            case "1":
                try await clock.sleep(for: .seconds(86_400))
                return .silent(why: "never")
            case "2": throw Failure()
            case "3": return .reply(String(repeating: "x", count: 5000), why: "too long")
            default: return .reply("At nine.", why: "rule")
            }
        }

        struct Failure: Error {}
    }

    private final class Asked: Sendable {
        private let numbers = Mutex<[String: Int]>([:])
        func add(_ number: PhoneNumber) { numbers.withLock { $0[number.e164, default: 0] += 1 } }
        func count(_ number: String) -> Int { numbers.withLock { $0[number] ?? 0 } }
    }

    private static func number(_ index: Int) -> String { "+49151123456\(index)" }

    private func withPeople(_ count: ClosedRange<Int>, _ body: @escaping @Sendable (Rig, Asked) async throws -> Void)
        throws
    {
        let agents = Mutex<Asked?>(nil)
        try Rig.run(
            settings: { $0.inboundAgent = "moody" },
            parts: { parts in
                guard let clock = parts.surroundings.clock as? VirtualClock else { return }
                let agent = Moody(clock: clock)
                agents.withLock { $0 = agent.asked }
                parts.agents = [agent]
            },
            { rig in
                try await rig.reachReady()
                let route = try await rig.store.register(
                    RouteDescription(kind: .line, key: "other", name: "other"),
                    at: rig.world.wall.now()
                )
                for index in count {
                    let number = try #require(PhoneNumber(e164: Self.number(index)))
                    _ = try await rig.store.receive(
                        InboundPart(
                            route: route,
                            fingerprint: "\(index)",
                            sender: .person(number),
                            content: .text("When are you open?"),
                            encoding: "gsm7",
                            raw: "",
                            receivedAt: rig.world.wall.now()
                        )
                    )
                }
                // Something that rings the bell of turns, as the inbox does.
                await rig.world.pass(.seconds(8))
                await rig.ring()
                let asked = try #require(agents.withLock { $0 })
                try await body(rig, asked)
            }
        )
    }

    private func owner(_ index: Int, _ rig: Rig) async throws -> String {
        let number = try #require(PhoneNumber(e164: Self.number(index)))
        return try await rig.control.conversation(with: number).conversation.owner
    }

    @Test func anAgentThatHangsDelaysItsOwnConversationAlone() throws {
        try withPeople(11...14) { rig, asked in
            try await rig.reach("answered", within: .seconds(5)) { asked.count(Self.number(14)) == 1 }
            #expect(asked.count(Self.number(11)) == 1)
            #expect(try await owner(11, rig) == "agent", "it still thinks")
            try await rig.reach("escalated", within: .seconds(30)) { try await owner(11, rig) == "waitingForHuman" }
        }
    }

    @Test func anAgentThatFailsHandsOver() throws {
        try withPeople(12...12) { rig, asked in
            try await rig.reach("escalated") { try await owner(12, rig) == "waitingForHuman" }
            #expect(asked.count(Self.number(12)) == 1)
        }
    }

    @Test func anAnswerThatCannotBeSentHandsOverAndIsNotAskedForAgain() throws {
        try withPeople(13...13) { rig, asked in
            try await rig.reach("escalated") { try await owner(13, rig) == "waitingForHuman" }
            await rig.world.pass(.seconds(600))
            #expect(asked.count(Self.number(13)) == 1)
        }
    }
}
