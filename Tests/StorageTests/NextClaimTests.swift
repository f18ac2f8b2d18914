import Campaigns
import Testing

@testable import Storage

@Suite struct NextClaimTests {
    @Test func theAnswerBringsTheNextMessage() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let (first, second) = (try await bench.enqueue(to: 1), try await bench.enqueue(to: 2))
            let message = try await bench.handOver(line)
            let told = try await bench.store.answered(
                message,
                sequence: 1,
                on: line.route,
                .accepted(reference: 1),
                next: line,
                at: noon
            )
            #expect(message.id == first)
            #expect(told.after == .done)
            #expect(told.next?.id == second)
            #expect(try await bench.state(first) == .sent)
            #expect(try await bench.state(second) == .claimed)
        }
    }

    @Test func aMessageThatGoesOnBringsNone() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.enqueue(String(repeating: "long ", count: 90), to: 1)
            let other = try await bench.enqueue(to: 2)
            let message = try await bench.handOver(line)
            let told = try await bench.store.answered(
                message,
                sequence: 1,
                on: line.route,
                .accepted(reference: 1),
                next: line,
                at: noon
            )
            #expect(told.after == .goOn)
            #expect(told.next == nil)
            #expect(try await bench.state(other) == .queued)
        }
    }

    @Test func aClaimKeepsTheLimits() async throws {
        try await Bench.run { bench in
            let line = try await bench.line(limits: RateLimits(perMinute: 1))
            for index in 1...2 { try await bench.enqueue(to: index) }
            let message = try await bench.handOver(line)
            let told = try await bench.store.answered(
                message,
                sequence: 1,
                on: line.route,
                .accepted(reference: 1),
                next: line,
                at: noon
            )
            #expect(told.next == nil)
            #expect(try await bench.state(message.id) == .sent)
        }
    }
}
