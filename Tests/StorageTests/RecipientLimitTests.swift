import Campaigns
import Testing

@testable import Storage

@Suite struct RecipientLimitTests {
    private func limited(_ settings: inout StoreSettings) { settings.recipientLimits = .standard }

    /// A program that writes to one person again and again: once a minute, five times in 15 minutes, twelve times an hour.
    @Test func aProgramThatRunsWildIsHeld() async throws {
        try await Bench.run(settings: limited) { bench in
            let line = try await bench.line()
            for _ in 0..<20 { try await bench.enqueue(to: 1) }
            var times: [Duration] = []
            var now = noon
            while now - noon < .seconds(7200) {
                if try await bench.send(line, at: now) != nil { times.append(now - noon) }
                now += .seconds(30)
            }
            #expect(times.prefix(5) == [.zero, .seconds(90), .seconds(180), .seconds(270), .seconds(360)])
            for limit in RecipientLimits.standard.all {
                for (first, last) in zip(times, times.dropFirst(limit.count)) {
                    #expect(last - first > .seconds(limit.seconds), "\(limit)")
                }
            }
            #expect(times.count == 20)
            let held = try await bench.store.story(of: 2).decisions.filter { $0.kind == "held" }.map(\.detail)
            #expect(held.first == "the recipient: 1 a minute; next at 2026-06-01T12:01:00.001Z")
        }
    }

    /// Another person is not kept waiting, nor is an answer, nor a confirmation; neither of them is counted.
    @Test func answersAndOthersAreFree() async throws {
        try await Bench.run(settings: limited) { bench in
            let line = try await bench.line()
            try await bench.enqueue(to: 1)
            try await bench.enqueue("again", to: 1)
            try await bench.enqueue("other", to: 2)
            #expect(try await bench.send(line)?.text == "Hello")
            try await bench.enqueue("by hand", to: 1, origin: .human)
            #expect(try await bench.send(line)?.text == "by hand")
            #expect(try await bench.send(line)?.text == "other")
            try await bench.receive("STOP", on: line)
            let confirmation = try #require(try await bench.send(line))
            #expect(confirmation.origin == .system && confirmation.number == Bench.number(1))
            #expect(try await bench.send(line) == nil)
        }
    }

    /// Several segments are one message, and so is a message that is tried again.
    @Test func countsMessagesAndNotSegments() async throws {
        try await Bench.run(settings: limited) { bench in
            let line = try await bench.line()
            try await bench.enqueue(String(repeating: "long ", count: 60), to: 1)
            let message = try #require(try await bench.claim(line))
            #expect(message.pending == [1, 2])
            _ = try await bench.store.handOver(message, sequence: 1, on: line, at: noon)
            try await bench.answer(message, .refused(.temporary), on: line)
            let again = try #require(try await bench.claim(line, at: noon + .seconds(10)))
            #expect(again.id == message.id)
            for sequence in 1...2 {
                let verdict = try await bench.store.handOver(
                    again,
                    sequence: sequence,
                    on: line,
                    at: noon + .seconds(10)
                )
                guard case .go = verdict else {
                    Issue.record("segment \(sequence): \(verdict)")
                    return
                }
                _ = try await bench.store.answered(
                    again,
                    sequence: sequence,
                    on: line.route,
                    .accepted(reference: 1),
                    at: noon + .seconds(10)
                )
            }
            #expect(try await bench.count("SELECT SUM(leading) FROM handover") == 1)
        }
    }

    /// Marketing three times a day, whichever campaign it is; other categories have no cap of their own.
    @Test func marketingIsCapped() async throws {
        try await Bench.run(settings: limited) { bench in
            let line = try await bench.line()
            for index in 1...5 {
                try await bench.campaign("offer \(index)", contacts: 1...1) {
                    $0.category = index == 5 ? .informational : .marketing
                }
            }
            var sent: [String] = []
            var now = noon
            for _ in 0..<12 {
                if let message = try await bench.send(line, at: now) {
                    sent.append(try await bench.store.story(of: message.id).message.campaign ?? "")
                }
                now += .seconds(600)
            }
            #expect(sent.count == 4)
            #expect(sent.contains("offer 5"))
            let waiting = try await bench.text("SELECT id FROM message WHERE state = 'queued'")
            let story = try await bench.store.story(of: try #require(Int64(waiting ?? "")))
            #expect(story.decisions.contains { $0.detail.contains("the recipient: 3 a day of campaigns") })
            // The informational one counts, too.
            #expect(try await bench.send(line, at: noon + .seconds(86_401)) == nil)
            #expect(try await bench.send(line, at: noon + .seconds(87_001)) != nil)
        }
    }

    @Test func settingsDecide() async throws {
        var limits = RecipientLimits.unlimited
        limits.campaigns[.transactional] = [SlidingLimit(count: 1, seconds: SlidingLimit.day)]
        let own = limits
        try await Bench.run(settings: { $0.recipientLimits = own }) { bench in
            let line = try await bench.line()
            for index in 1...2 {
                try await bench.campaign("code \(index)", contacts: 1...1) { $0.category = .transactional }
                try await bench.enqueue("\(index)", to: 1)
            }
            var sent = 0
            while try await bench.send(line) != nil { sent += 1 }
            #expect(sent == 3)
        }
    }
}
