import Campaigns
import Testing

@testable import Storage

@Suite("What agents do about campaigns and labels")
struct AgentOrderTests {
    private static let person = Bench.number(1)
    private static let decided = noon + .seconds(80)
    private static let resuming = AgentDecision.directing(AgentOrders(sequence: .resume), .reply("Fine.", why: ""))

    /// Somebody got the first of two steps and wrote back; their turn is due.
    private func with(
        agentMayResume: Bool = true,
        settings: @escaping @Sendable (inout StoreSettings) -> Void = { _ in },
        _ body: @Sendable (Bench, RouteTerms, DueTurn) async throws -> Void
    ) async throws {
        try await Bench.run(settings: settings) { bench in
            let line = try await bench.line()
            let steps = try [CampaignStep("one"), CampaignStep("two", after: .days(1))]
            try await bench.campaign(steps: steps) { $0.agentMayResume = agentMayResume }
            try await bench.send(line)
            try await bench.receive("Yes, remind me", on: line, at: noon + .seconds(60))
            #expect(try await bench.enrollments() == ["replied"])
            try await body(bench, line, try #require(try await bench.store.dueTurns(at: Self.decided).turns.first))
        }
    }

    private func why(_ bench: Bench) async throws -> String {
        try await bench.text("SELECT detail FROM decision WHERE kind = 'notPutBack' ORDER BY id DESC") ?? ""
    }

    private func resume(_ bench: Bench, read: Int64 = .max) async throws -> String {
        try await bench.store.write {
            try $0.resumeSequence(of: Self.person, 1, read: read, by: "agent x", at: Self.decided)
        }
        #expect(try await !bench.enrollments().contains("active"))
        return try await why(bench)
    }

    @Test("where its file allows it, the campaign goes on with the next step, its delay anew; the next reply halts it")
    func resumes() async throws {
        try await with { bench, line, turn in
            _ = try await bench.store.decide(Self.resuming, in: turn, at: Self.decided)
            #expect(try await bench.enrollments() == ["active"])
            #expect(try await bench.campaignState() == "running")
            let next = Self.decided + .seconds(86_400)
            #expect(try await bench.moments("SELECT due_at FROM enrollment") == [next])
            #expect(try await bench.send(line, at: Self.decided)?.text == "Fine.")
            _ = try await bench.store.plan(at: next)
            #expect(try await bench.send(line, at: next)?.text == "two")
        }
        try await with { bench, line, turn in
            _ = try await bench.store.decide(Self.resuming, in: turn, at: Self.decided)
            try await bench.receive("Hello?", on: line, at: Self.decided + .seconds(1))
            #expect(try await bench.enrollments() == ["replied"])
        }
        try await with(agentMayResume: false) { bench, _, turn in
            _ = try await bench.store.decide(Self.resuming, in: turn, at: Self.decided)
            #expect(try await bench.enrollments() == ["replied"])
            #expect(try await why(bench).contains("agent_may_resume"))
        }
    }

    @Test("an opt-out, a suppression, newer words, a stale turn and a tripped guard keep the campaign ended")
    func doesNotResume() async throws {
        try await with { bench, line, turn in
            try await bench.receive("Or not?", on: line, at: Self.decided)
            #expect(try await bench.store.decide(Self.resuming, in: turn, at: Self.decided) == .stale)
            #expect(try await bench.enrollments() == ["replied"])
            #expect(try await resume(bench, read: turn.lastInbound).contains("the person wrote “Or not?”"))
            _ = try await bench.store.suppress(Self.person, reason: .byHand, note: nil, at: Self.decided)
            #expect(try await resume(bench).contains("suppressed"))
        }
        try await with { bench, line, _ in
            try await bench.receive("STOP", on: line, at: Self.decided)
            #expect(try await !resume(bench).isEmpty)
        }
        try await with { bench, _, turn in
            let text = String(repeating: "Ü ", count: 400)
            let decision = AgentDecision.directing(AgentOrders(sequence: .resume), .reply(text, why: ""))
            let outcome = try await bench.store.decide(decision, in: turn, at: Self.decided)
            #expect(outcome == .escalated)
            #expect(try await bench.enrollments() == ["replied"])
        }
    }

    @Test("where a person approves answers, the campaign goes on when they have; without an answer they have to look")
    func approval() async throws {
        let approve: @Sendable (inout StoreSettings) -> Void = { $0.conversations.approval = .everybody }
        for isApproved in [true, false] {
            try await with(settings: approve) { bench, _, turn in
                _ = try await bench.store.decide(Self.resuming, in: turn, at: Self.decided)
                #expect(try await bench.enrollments() == ["replied"])
                #expect(try await bench.text("SELECT why FROM draft")?.contains("the campaign to go on") == true)
                if isApproved {
                    _ = try await bench.store.approveDraft(with: Self.person, by: "eva", at: Self.decided)
                } else {
                    try await bench.store.discardDraft(with: Self.person, by: "eva", at: Self.decided)
                }
                #expect(try await bench.enrollments() == [isApproved ? "active" : "replied"])
            }
        }
        try await with(settings: approve) { bench, _, turn in
            let decision = AgentDecision.directing(AgentOrders(sequence: .resume), .silent(why: ""))
            let outcome = try await bench.store.decide(decision, in: turn, at: Self.decided)
            #expect(outcome == .escalated)
            #expect(try await bench.enrollments() == ["replied"])
        }
    }

    @Test("stop_sequence ends every campaign that is on its way to them, and nobody is suppressed")
    func stops() async throws {
        try await with { bench, line, turn in
            try await bench.campaign("more", contacts: 1...2, at: noon + .seconds(70))
            #expect(try await bench.enrollments() == ["replied", "active", "active"])
            let decision = AgentDecision.directing(AgentOrders(sequence: .stop), .silent(why: ""))
            #expect(try await bench.store.decide(decision, in: turn, at: Self.decided) == .silent)
            #expect(try await bench.enrollments() == ["replied", "cancelled", "active"])
            #expect(try await bench.send(line, at: Self.decided)?.number == Bench.number(2))
            #expect(try await bench.send(line, at: Self.decided) == nil)
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression") == 0)
        }
    }

    @Test("stop_sequence for somebody whom no campaign wrote to changes nothing, and the answer leaves")
    func stopsNothing() async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            try await bench.receive("Hello", on: line)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
            let decision = AgentDecision.directing(AgentOrders(sequence: .stop), .reply("Done.", why: "x"))
            guard case .replied = try await bench.store.decide(decision, in: turn, at: noon + .seconds(8)) else {
                Issue.record("the answer did not leave")
                return
            }
        }
    }

    @Test("a label stays on the contact, once, whatever is imported later; there are 50 at most")
    func tags() async throws {
        try await with { bench, _, turn in
            func tags() async throws -> [String] {
                let story = try await bench.store.story(of: Self.person, at: Self.decided)
                return story.contact?.tags ?? []
            }
            let decision = AgentDecision.directing(AgentOrders(tags: ["vip", "blue"]), .silent(why: ""))
            _ = try await bench.store.decide(decision, in: turn, at: Self.decided)
            #expect(try await tags() == ["vip", "blue"])
            #expect(
                try await bench.text("SELECT detail FROM decision WHERE kind = 'tagged'") == "vip, blue, by agent rules"
            )
            try await bench.campaign("more", at: Self.decided)
            let many = AgentOrders(tags: ["blue"] + (1...60).map { "t\($0)" })
            try await bench.store.write { try $0.obey(many, in: turn, at: Self.decided) }
            #expect(try await tags() == ["vip", "blue"] + (1...48).map { "t\($0)" })
            // What there is no room for is told, also where nothing is added any more.
            try await bench.store.write { try $0.obey(AgentOrders(tags: ["vip", "last"]), in: turn, at: Self.decided) }
            let full = "which agent rules wanted: the contact has 50 labels, which is the most"
            #expect(
                try await bench.texts("SELECT detail FROM decision WHERE kind = 'notTagged' ORDER BY id") == [
                    "t49, t50, t51, t52, t53 and 7 more, \(full)", "last, \(full)",
                ]
            )
        }
    }
}
