import Campaigns
import Testing

@testable import Storage

@Suite struct LimitSlackTests {
    /// What is remembered of a limit never says anything else than a count of all hand-overs, whatever the clock does.
    @Test(arguments: UInt64(1)...20)
    func agreesWithACountOfAllHandOvers(seed: UInt64) async throws {
        try await Bench.run { bench in
            var chance = SeededGenerator(seed: seed)
            let limits = RateLimits(
                perMinute: Int.random(in: 2...6, using: &chance),
                perHour: Int.random(in: 5...12, using: &chance),
                perDay: Int.random(in: 10...20, using: &chance),
                spacing: Int.random(in: 0...3, using: &chance)
            )
            let line = try await bench.line(limits: limits)
            for index in 0..<60 { try await bench.enqueue(to: index) }
            var (now, handOvers, sent): (Timestamp, [Timestamp], Int) = (noon + .seconds(86_400), [], 0)
            for step in 0..<80 {
                now = now + .milliseconds(Int.random(in: 0...30_000, using: &chance))
                if Int.random(in: 0..<10, using: &chance) == 0 { now = now + .seconds(4000) }
                if Int.random(in: 0..<15, using: &chance) == 0 {
                    now = now + .seconds(-600)
                    // The clock is set back; what was handed over is as long ago as before.
                    bench.store.clockStepped(by: .seconds(-600))
                    handOvers = handOvers.map { $0 - .seconds(600) }
                }
                let opens = limits.nextAllowed(from: now) { last in
                    last <= handOvers.count ? handOvers[handOvers.count - last] : nil
                }
                let message = try await bench.send(line, at: now)
                #expect((message != nil) == (opens <= now), "seed \(seed), step \(step), \(limits)")
                guard message != nil else { continue }
                handOvers.append(now)
                sent += 1
                if sent == 60 { break }
            }
        }
    }

    @Test func whatIsRolledBackIsNotSentInExcess() async throws {
        try await Bench.run { bench in
            let line = try await bench.line(limits: RateLimits(perMinute: 3))
            for index in 0..<4 { try await bench.enqueue(to: index) }
            let message = try #require(try await bench.claim(line))
            struct Undone: Error {}
            for _ in 0..<5 {
                try? await bench.store.write { transaction in
                    _ = try transaction.handOver(message, sequences: [1], on: line, at: noon)
                    throw Undone()
                }
            }
            // The same segment again, and two more: the limit is three, of which none was used.
            for case .go in [try await bench.store.handOver(message, sequence: 1, on: line, at: noon)] {
                try await bench.answer(message, .accepted(reference: 1), on: line)
            }
            #expect(try await bench.send(line) != nil)
            #expect(try await bench.send(line) != nil)
            #expect(try await bench.claim(line) == nil)
            #expect(try await bench.count("SELECT COUNT(*) FROM handover") == 3)
        }
    }
}
