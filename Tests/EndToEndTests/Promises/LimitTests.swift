import Gateway
import Simulation
import Storage
import Testing

@testable import smsbridge

@Suite("Promise 5: never over its limits", .timeLimit(.minutes(1)))
struct LimitTests {
    @Test("a daily limit counts on across a restart, and what waits says why")
    func restart() async throws {
        try await House.run { house in
            try house.configure(modems: 1, limits: "per_day: 3")
            let people = (1...5).map { "+49151123400\($0)" }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                try await daemon.startCampaign("first", to: Array(people[..<2]), text: "Hello")
                for person in people[..<2] { _ = try await daemon.untilMessage(to: person, is: "delivered") }
                try await daemon.kill()
            }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                try await daemon.startCampaign("second", to: Array(people[2...]), text: "Hello again")
                try await daemon.until("one more left") { await house.accepted().count == 3 }
                try await daemon.until("two messages wait") {
                    try await daemon.messages().count { $0.state == "queued" } == 2
                }
                // Longest there, it leaves next.
                let next = try #require(await daemon.messages().filter { $0.state == "queued" }.map(\.id).min())
                try await daemon.until("what leaves next says why it waits") {
                    let shown = try await house.command(["message", "show", "\(next)"])
                    return shown.output.contains("the limits of line1: 3 a day; next at ")
                }
            }
            #expect(await house.accepted().count == 3)
        }
    }
}
