import Campaigns
import Testing

@testable import Storage

/// What is known of the services of agents.
@Suite struct AgentServiceTests {
    private static let here = ContentHash(of: "https://a.example")
    private static let there = ContentHash(of: "https://b.example")

    @Test func oneThatIsGoneIsSoForItsAddressUntilItIsEnabled() async throws {
        try await Bench.withFile { folder in
            try await Bench.run(path: folder + "/db") { bench in
                try await bench.store.markGone("desk", "webhook", address: Self.here, at: noon)
                try await bench.store.spend(600, of: "desk", "llm", day: 3)
                try await bench.store.spend(500, of: "desk", "llm", day: 3)
            }
            try await Bench.run(path: folder + "/db") { bench in
                let state = try await bench.store.serviceState(of: "desk", "webhook", address: Self.here)
                #expect(state.goneSince == noon)
                #expect(
                    try await bench.store.serviceState(of: "desk", "webhook", address: Self.there).goneSince == nil
                )
                var tokens = try await bench.store.serviceState(of: "desk", "llm", address: Self.here)
                #expect(tokens.day == 3 && tokens.tokens == 1100 && tokens.goneSince == nil)
                try await bench.store.spend(7, of: "desk", "llm", day: 4)
                tokens = try await bench.store.serviceState(of: "desk", "llm", address: Self.here)
                #expect(tokens.day == 4 && tokens.tokens == 7)
                #expect(try await bench.store.enableServices(of: "other") == 0)
                #expect(try await bench.store.enableServices(of: "desk") == 1)
                #expect(try await bench.store.enableServices(of: "desk") == 0)
                let after = try await bench.store.serviceState(of: "desk", "webhook", address: Self.here)
                #expect(after.goneSince == nil)
            }
        }
    }
}
