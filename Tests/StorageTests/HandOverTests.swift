import Campaigns
import Testing

@testable import Storage

@Suite struct HandOverTests {
    private func isStop(_ verdict: HandOver) -> Bool {
        if case .stop = verdict { true } else { false }
    }

    @Test func aReplyBetweenClaimAndHandOverStopsIt() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign()
            let message = try #require(try await bench.claim(one))
            let receipt = try await bench.receive("Yes?", on: two)
            #expect(receipt.halted == 1)
            #expect(receipt.cancelled == 1)
            #expect(isStop(try await bench.store.handOver(message, sequence: 1, on: one, at: noon)))
            #expect(try await bench.state(message.id) == .cancelled)
            #expect(try await bench.count("SELECT COUNT(*) FROM handover") == 0)
        }
    }

    @Test func theTestAboveBites() async throws {
        try await Bench.run(planted: [.halt]) { bench in
            let line = try await bench.line()
            try await bench.campaign()
            let message = try #require(try await bench.claim(line))
            try await bench.receive("Yes?", on: line)
            #expect(!isStop(try await bench.store.handOver(message, sequence: 1, on: line, at: noon)))
        }
    }

    @Test func aReplyBetweenTwoSegmentsKeepsTheRestBack() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep(String(repeating: "long ", count: 90))])
            let message = try await bench.handOver(line)
            #expect(message.total == 3)
            let receipt = try await bench.receive("Yes?", on: line)
            #expect(receipt.raced == 1)
            try await bench.answer(message, .accepted(reference: 1), on: line)
            #expect(isStop(try await bench.store.handOver(message, sequence: 2, on: line, at: noon)))
            let story = try await bench.store.story(of: message.id)
            #expect(story.message.raced)
            #expect(story.message.state == "cancelled")
            #expect(story.message.reason == "partly sent: 1 of 3 segments")
            #expect(story.message.segments.map(\.state) == ["accepted", "cancelled", "cancelled"])
        }
    }

    @Test func aSuppressionBetweenClaimAndHandOverStopsEveryOrigin() async throws {
        for origin in [MessageOrigin.api, .agent, .human] {
            try await Bench.run { bench in
                let line = try await bench.line()
                try await bench.enqueue(origin: origin)
                let message = try #require(try await bench.claim(line))
                _ = try await bench.store.suppress(Bench.number(1), reason: .byHand, note: nil, at: noon)
                #expect(isStop(try await bench.store.handOver(message, sequence: 1, on: line, at: noon)))
                #expect(try await bench.state(message.id) == .suppressed)
            }
        }
    }

    private func window(_ start: Int, _ end: Int, _ zone: String = "Europe/Berlin") throws -> CampaignWindow {
        let span = try #require(WindowSpan(weekdays: .all, startMinute: start, endMinute: end))
        return CampaignWindow(window: try #require(SendingWindow(spans: [span])), zone: .named(zone))
    }

    @Test func theWindowIsJudgedAtTheHandOver() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            // 09:00 to 15:00 in Berlin is 07:00Z to 13:00Z in summer.
            try await bench.campaign(window: window(540, 900))
            let message = try #require(try await bench.claim(line, at: noon + .seconds(3200)))
            let late = noon + .seconds(3301)
            #expect(isStop(try await bench.store.handOver(message, sequence: 1, on: line, at: late)))
            #expect(try await bench.state(message.id) == .queued)
            let opens = noon + .seconds(19 * 3600)
            #expect(try await bench.store.claim(line, at: late) == .nothing(until: opens))
            #expect(try await bench.send(line, at: opens - .milliseconds(1)) == nil)
            #expect(try await bench.send(line, at: opens) != nil)
        }
    }

    @Test func theValidityEndsWithTheWindow() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(window: window(540, 900))
            let message = try #require(try await bench.claim(line))
            let verdict = try await bench.store.handOver(message, sequence: 1, on: line, at: noon + .seconds(1800))
            #expect(verdict == .go(validity: .seconds(1800)))
        }
    }

    /// A window without an end is bounded by the campaign's last day, which ends at midnight, 12 h from noon.
    @Test func theValidityEndsWithTheLastDay() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(lastDay: CivilDate(year: 2026, month: 6, day: 1))
            let at = noon + .seconds(9 * 3600)
            let message = try #require(try await bench.claim(line, at: at))
            guard case .go(let validity) = try await bench.store.handOver(message, sequence: 1, on: line, at: at) else {
                Issue.record("it was not handed over")
                return
            }
            #expect(validity == .seconds(3 * 3600))
        }
    }

    /// A line in a foreign network takes single messages, and no campaign's.
    @Test func aForeignNetworkIsNoPlaceForCampaigns() async throws {
        try await Bench.run { bench in
            var line = try await bench.line()
            line.campaignObstacle = "it roams"
            try await bench.campaign()
            #expect(try await bench.claim(line) == nil)
            let single = try await bench.enqueue("answer", to: 2)
            #expect(try await bench.send(line)?.id == single)
            // Judged again where it left home after the claim.
            line.campaignObstacle = nil
            let claimed = try #require(try await bench.claim(line))
            line.campaignObstacle = "it roams"
            #expect(isStop(try await bench.store.handOver(claimed, sequence: 1, on: line, at: noon)))
            #expect(try await bench.state(claimed.id) == .queued)
        }
    }

    /// Berlin: on 2026-03-29 02:00 becomes 03:00, on 2026-10-25 03:00 becomes 02:00.
    @Test(arguments: [
        // A window from 09:00: an hour earlier in UTC on the day the clock goes forward.
        (1_774_738_800, 540, 900, 1_774_767_600),
        // And an hour later on the day it goes back.
        (1_792_872_000, 540, 900, 1_792_915_200),
        // 02:30 to 04:00 does not begin on the day without 02:30: it opens at 03:00, which is 01:00Z.
        (1_774_737_000, 150, 240, 1_774_746_000),
    ])
    func windowsFollowTheClockChange(from: Int, start: Int, end: Int, opens: Int) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let from = Timestamp(seconds: Int64(from))
            try await bench.campaign(window: window(start, end), at: from)
            let opens = Timestamp(seconds: Int64(opens))
            var at = from
            var sent: Timestamp?
            for _ in 0..<5 where sent == nil {
                if try await bench.send(line, at: at) != nil { sent = at }
                if case .nothing(let until?) = try await bench.store.claim(line, at: at) { at = until }
            }
            #expect(sent == opens, "\(from) \(start)")
        }
    }

    @Test func aWindowWhoseZoneIsGoneHoldsItsCampaignAlone() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(window: window(0, 1439, "Nowhere/AtAll"))
            let other = try await bench.enqueue(to: 2)
            #expect(try await bench.send(line)?.id == other)
            #expect(try await bench.send(line) == nil)
            #expect(try await bench.receive("Yes?", on: line).halted == 1, "a halt needs no zone")
        }
    }

    /// No stretch of the limit's length, both its ends included, ever holds one hand-over too many.
    @Test(arguments: [1, 2, 3, 4])
    func noSlidingWindowEverHoldsTooMuch(seed: UInt64) async throws {
        try await Bench.withFile { folder in
            var random = SeededGenerator(seed: seed)
            let limits = RateLimits(
                perMinute: Int.random(in: 2...4, using: &random),
                perHour: Int.random(in: 5...9, using: &random),
                perDay: 20,
                spacing: 3
            )
            let campaign = RateLimits(perMinute: 3, perHour: Int.random(in: 5...12, using: &random))
            let memory = try MemoryDatabase()
            var at = noon
            // A life of the process each.
            for life in 0..<4 {
                let (begin, state) = (at, random)
                let path = seed == 1 ? folder + "/limits.db" : nil
                let end = MovingTime(begin, state)
                try await Bench.run(memory: memory, path: path) { bench in
                    let line = try await bench.line("one", limits: limits)
                    let other = try await bench.line("two", limits: limits)
                    if life == 0 {
                        try await bench.campaign(contacts: 1...200, limits: campaign, at: begin)
                        for index in 300..<330 { try await bench.enqueue(to: index, at: begin) }
                    }
                    try await end.with { at, random in
                        for _ in 0..<40 {
                            let terms = Bool.random(using: &random) ? line : other
                            if try await bench.send(terms, at: at) == nil,
                                case .nothing(let until?) = try await bench.store.claim(terms, at: at),
                                Bool.random(using: &random)
                            {
                                at = max(at, until)
                            } else {
                                at += .milliseconds(Int64.random(in: 0...9000, using: &random))
                            }
                        }
                    }
                    for column in ["route_id = \(line.route)", "route_id = \(other.route)"] {
                        let times = try await bench.moments("SELECT at FROM handover WHERE \(column) ORDER BY at")
                        check(times, limits, "seed \(seed), \(column)")
                    }
                    let times = try await bench.moments(
                        "SELECT at FROM handover WHERE campaign_id IS NOT NULL ORDER BY at"
                    )
                    check(times, campaign, "seed \(seed), campaign")
                    if life == 3 {
                        #expect(times.count > 12, "seed \(seed): the limits were never met")
                    }
                }
                (at, random) = await end.now
            }
        }
    }

    private func check(_ times: [Timestamp], _ limits: RateLimits, _ comment: String) {
        for limit in limits.sliding {
            for (first, last) in zip(times, times.dropFirst(limit.count)) {
                #expect(last - first > .seconds(limit.seconds), "\(comment): \(limit)")
            }
        }
    }

    /// Time and chance that go on from one life of the store to the next.
    private actor MovingTime {
        private(set) var now: (Timestamp, SeededGenerator)

        init(_ at: Timestamp, _ random: SeededGenerator) { now = (at, random) }

        func with(_ body: (inout Timestamp, inout SeededGenerator) async throws -> Void) async rethrows {
            var (at, random) = now
            try await body(&at, &random)
            now = (at, random)
        }
    }
}
