import Campaigns
import Testing

@testable import Storage

@Suite("Marketing that no campaign sends")
struct SingleMarketingTests {
    /// Quiet from 20 to 8 o'clock for German numbers, one message a day.
    private static let shelf = PolicyShelf([
        Policy(
            name: "xx",
            title: "",
            version: 1,
            note: "",
            prefixes: ["+49"],
            rules: PolicyRules(
                window: try? SendingWindow(days: "daily", hours: "08:00-20:00"),
                caps: [SlidingLimit(count: 1, seconds: 86_400)]
            )
        )
    ])

    private func agree(_ bench: Bench, _ kind: ConsentKind = .express, until end: Timestamp? = nil) async throws {
        let consent = ConsentRecord(
            kind: kind,
            source: "paper",
            capturedAt: noon,
            expiresAt: end,
            capturedBy: "anna"
        )
        try await bench.store.addConsent(consent, to: Bench.number(1), liftsOptOut: false, at: noon)
    }

    @discardableResult
    private func enqueue(
        _ bench: Bench,
        _ category: CampaignCategory? = .marketing,
        text: String = "New courses",
        at: Timestamp = noon
    ) async throws -> Int64 {
        let message = NewMessage(number: Bench.number(1), text: text, origin: .api, dueAt: at, category: category)
        return try #require(try await bench.store.enqueue([message], at: at).first).id
    }

    @Test(
        "it needs a consent that counts for marketing; other messages need none",
        arguments: [
            (.marketing, nil, .cancelled), (.marketing, .transactional, .cancelled), (.marketing, .express, .sent),
            (nil, nil, .sent), (.informational, nil, .sent),
        ] as [(CampaignCategory?, ConsentKind?, MessageState)]
    )
    func consent(category: CampaignCategory?, kind: ConsentKind?, state: MessageState) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            if let kind { try await agree(bench, kind) }
            let id = try await enqueue(bench, category)
            _ = try await bench.send(line)
            #expect(try await bench.state(id) == state)
            if state == .cancelled {
                #expect(try await bench.text("SELECT reason FROM message")?.hasPrefix("no consent") == true)
            }
        }
    }

    @Test("whoever sends it is told at once that a consent is missing, and a check tells the same and queues nothing")
    func toldAtOnce() async throws {
        try await Bench.run { bench in
            let message = NewMessage(
                number: Bench.number(1),
                text: "New courses",
                origin: .api,
                dueAt: noon,
                category: .marketing,
                idempotencyKey: "a"
            )
            let checked = try await bench.store.refusals(of: [message], at: noon)
            #expect(checked.first??.state == .cancelled)
            #expect(try await bench.count("SELECT COUNT(*) FROM message") == 0)
            let queued = try #require(try await bench.store.enqueue([message], at: noon).first)
            #expect(queued.state == .cancelled && queued.reason == checked.first??.reason)
            let again = try #require(try await bench.store.enqueue([message], at: noon).first)
            #expect(again.isDuplicate && again.refusal == queued.refusal)
            try await agree(bench)
            #expect(try await bench.store.refusals(of: [message], at: noon) == [nil])
        }
    }

    @Test("a consent that ends between claim and hand-over stops it at the prompt")
    func atThePrompt() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await agree(bench, until: noon + .seconds(2))
            try await enqueue(bench)
            let message = try #require(try await bench.claim(line))
            let verdict = try await bench.store.handOver(message, sequence: 1, on: line, at: noon + .seconds(3))
            guard case .stop(let reason) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(reason.contains("it ended at"))
        }
    }

    @Test("it waits for the hours of its recipient's country, and the network gets no longer than these")
    func hours() async throws {
        try await Bench.run(policies: Self.shelf) { bench in
            let line = try await bench.line()
            try await agree(bench)
            // 20:30 in Berlin
            let evening = noon + .seconds(6 * 3600 + 1800)
            let id = try await enqueue(bench, at: evening)
            let other = try await enqueue(bench, nil, text: "Your code is 4711", at: evening)
            #expect(try await bench.send(line, at: evening)?.id == other)
            #expect(try await bench.send(line, at: evening) == nil)
            let details = try await bench.store.story(of: id).decisions.map(\.detail)
            #expect(details.contains { $0.hasPrefix("quiet hours of the policy xx") }, "\(details)")
            let morning = noon + .seconds(18 * 3600)
            #expect(try await bench.send(line, at: morning - .seconds(1)) == nil)
            let message = try #require(try await bench.claim(line, at: morning + .seconds(8 * 3600)))
            let verdict = try await bench.store.handOver(
                message,
                sequence: 1,
                on: line,
                at: morning + .seconds(8 * 3600)
            )
            guard case .go(let validity) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(validity == .seconds(4 * 3600))
        }
    }

    @Test("caps count it beside campaigns, and campaigns beside it")
    func caps() async throws {
        try await Bench.run(policies: Self.shelf) { bench in
            let line = try await bench.line()
            try await agree(bench)
            try await enqueue(bench)
            let second = try await enqueue(bench, text: "More courses")
            #expect(try await bench.send(line) != nil)
            #expect(try await bench.send(line, at: noon + .seconds(3600)) == nil)
            try await bench.campaign(at: noon + .seconds(3600)) { $0.category = .marketing }
            #expect(try await bench.send(line, at: noon + .seconds(7200)) == nil)
            #expect(try await bench.send(line, at: noon + .seconds(86_401))?.id == second)
            #expect(try await bench.send(line, at: noon + .seconds(90_000)) == nil)
            #expect(try await bench.send(line, at: noon + .seconds(2 * 86_400 + 2)) != nil)
        }
    }

    @Test("a reply takes back what waits, on every line, and nothing else; what comes later may leave")
    func reply() async throws {
        try await Bench.run { bench in
            let (one, other) = (try await bench.line(), try await bench.line("two"))
            try await agree(bench)
            let marketing = try await enqueue(bench)
            let claimed = try #require(try await bench.claim(one))
            #expect(claimed.id == marketing)
            let plain = try await enqueue(bench, nil, text: "Your code is 4711")
            let receipt = try await bench.receive("Hello", on: other, at: noon + .seconds(1))
            #expect(receipt.cancelled == 1)
            let verdict = try await bench.store.handOver(claimed, sequence: 1, on: one, at: noon + .seconds(1))
            guard case .stop(let reason) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(reason == "the person replied")
            #expect(try await bench.state(marketing) == .cancelled)
            #expect(try await bench.send(one, at: noon + .seconds(2))?.id == plain)
            let later = try await enqueue(bench, at: noon + .seconds(10))
            #expect(try await bench.send(one, at: noon + .seconds(10))?.id == later)
        }
    }

    @Test("it waits until what came in is read, as campaigns do")
    func inboxFirst() async throws {
        try await Bench.run { bench in
            var line = try await bench.line(campaigns: false)
            try await agree(bench)
            let id = try await enqueue(bench)
            let plain = try await enqueue(bench, nil, text: "Your code is 4711")
            #expect(try await bench.send(line)?.id == plain)
            #expect(try await bench.send(line) == nil)
            line.campaignsMayLeave = true
            #expect(try await bench.send(line, at: noon + .seconds(5))?.id == id)
        }
    }
}
