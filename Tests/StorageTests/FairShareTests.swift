import Campaigns
import Testing

@testable import Storage

@Suite struct FairShareTests {
    private func campaignOf(_ message: ClaimedMessage?, _ bench: Bench) async throws -> String? {
        guard let message else { return nil }
        return try await bench.store.story(of: message.id).message.campaign
    }

    /// Ten people get their messages as fast as two hundred, though these came first.
    @Test func campaignsOfUnequalSizeShare() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("large", contacts: 1...200)
            try await bench.campaign("small", contacts: 301...310)
            var order: [String] = []
            for second in 0..<40 {
                let message = try await bench.send(line, at: noon + .seconds(Int64(second)))
                order.append(try await campaignOf(message, bench) ?? "")
            }
            #expect(order.prefix(20).count { $0 == "small" } == 10, "\(order)")
            #expect(order.suffix(20).allSatisfy { $0 == "large" })
        }
    }

    /// Three times the weight is three times the segments, and the light one starves beside no weight.
    @Test(arguments: [(3, 1), (10, 1), (10, 4)]) func weights(heavy: Int, light: Int) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("light", contacts: 1...100) { $0.weight = light }
            try await bench.campaign("heavy", contacts: 301...600) { $0.weight = heavy }
            var order: [String] = []
            for second in 0..<(10 * (heavy + light)) {
                let message = try await bench.send(line, at: noon + .seconds(Int64(second)))
                order.append(try await campaignOf(message, bench) ?? "")
            }
            #expect(abs(order.count { $0 == "light" } - 10 * light) <= 1, "\(order)")
            let gaps = order.split(separator: "light").map(\.count)
            #expect((gaps.max() ?? 0) <= heavy / light + 1, "\(gaps)")
        }
    }

    /// Long messages count for what they are.
    @Test func sharesAreInSegments() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let long = String(repeating: "x", count: 400)
            try await bench.campaign("long", steps: [CampaignStep(long)], contacts: 1...50)
            try await bench.campaign("short", contacts: 101...200)
            var order: [String] = []
            for second in 0..<40 {
                let message = try await bench.send(line, at: noon + .seconds(Int64(second)))
                order.append(try await campaignOf(message, bench) ?? "")
            }
            #expect(order.count { $0 == "long" } == 10, "\(order)")
        }
    }

    /// Whoever was held gets its share from now on, and not what it missed.
    @Test func nothingIsSavedUp() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("early", contacts: 1...100)
            try await bench.campaign("late", contacts: 101...200)
            try await bench.store.change(campaign: "late", .pause, at: noon)
            for second in 0..<50 { try await bench.send(line, at: noon + .seconds(Int64(second))) }
            let later = noon + .seconds(60)
            try await bench.store.change(campaign: "late", .resume, at: later)
            _ = try await bench.store.plan(at: later)
            var order: [String] = []
            for second in 0..<10 {
                let message = try await bench.send(line, at: later + .seconds(Int64(second)))
                order.append(try await campaignOf(message, bench) ?? "")
            }
            #expect(order.count { $0 == "late" } == 5, "\(order)")
        }
    }

    /// One that is held by its window, its limits or a person stalls nobody.
    @Test func aHeldCampaignStallsNobody() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let closed = CampaignWindow(
                window: try SendingWindow(days: "daily", hours: "01:00-02:00"),
                zone: .named("UTC")
            )
            try await bench.campaign("closed", contacts: 1...50, window: closed)
            try await bench.campaign("slow", contacts: 101...150, limits: RateLimits(perHour: 1))
            try await bench.campaign("paused", contacts: 201...250)
            try await bench.store.change(campaign: "paused", .pause, at: noon)
            try await bench.campaign("free", contacts: 301...320)
            var order: [String] = []
            for second in 0..<21 {
                let message = try await bench.send(line, at: noon + .seconds(Int64(second)))
                order.append(try await campaignOf(message, bench) ?? "")
            }
            #expect(order.count { $0 == "free" } == 20 && order.count { $0 == "slow" } == 1, "\(order)")
        }
    }

    /// Confirmations, people, agents and programs come before any campaign, in this order; follow-ups before starters.
    @Test func answersComeFirst() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(
                "sequence",
                steps: [CampaignStep("starter"), CampaignStep("follow-up", after: .minutes(1))],
                contacts: 1...5
            )
            try await bench.send(line)
            let later = noon + .seconds(120)
            _ = try await bench.store.plan(at: later)
            for origin in [MessageOrigin.api, .agent, .human] {
                try await bench.enqueue(origin.rawValue, to: 500, origin: origin, at: later)
            }
            try await bench.receive("STOP", from: .person(Bench.number(600)), on: line, at: later)
            var order: [String] = []
            for _ in 0..<6 {
                guard let message = try await bench.send(line, at: later) else { continue }
                order.append(message.origin == .campaign ? message.text : message.origin.rawValue)
            }
            #expect(order == ["system", "human", "agent", "api", "follow-up", "starter"])
        }
    }
}
