import Campaigns
import Testing

@testable import Storage

@Suite("Steps that wait for a delivery")
struct DeliveryWaitTests {
    private static let later = noon + .seconds(600)

    /// Sends the first step of two; the second waits an hour, and, as a rule, for the delivery.
    private func run(requiring: Bool = true, _ body: @escaping @Sendable (Bench, RouteTerms) async throws -> Void)
        async throws
    {
        try await Bench.run { bench in
            let line = try await bench.line()
            var second = try CampaignStep("two", after: .minutes(60))
            second.requiresDelivery = requiring
            try await bench.campaign(steps: [CampaignStep("one"), second])
            let sent = try await bench.handOver(line)
            try await bench.answer(sent, .accepted(reference: 5), on: line)
            try await body(bench, line)
        }
    }

    private func report(_ status: UInt8, _ bench: Bench, _ line: RouteTerms) async throws {
        _ = try await bench.store.receive(
            InboundReport(
                route: line.route,
                fingerprint: "\(status)",
                reference: 5,
                recipient: Bench.number(1).e164,
                status: status,
                raw: "",
                receivedAt: Self.later
            )
        )
    }

    @Test("the delay counts from the delivery, and until then status says what it waits for")
    func delivered() async throws {
        try await run { bench, line in
            let view = try await bench.store.campaign("news", at: noon, Situation())
            #expect(view.activityKind == .waitingForDelivery, "\(view.activity)")
            let contact = try await bench.store.enrollments(of: "news", limit: 1)[0]
            #expect(contact.nextDueAt == nil)
            #expect(contact.reason?.hasPrefix("step 2 waits until the message before it is delivered") == true)
            // Waiting goes on past the step's own delay.
            #expect(try await bench.store.plan(at: noon + .seconds(7200)).steps == 0)
            try await report(0, bench, line)
            #expect(try await bench.moments("SELECT due_at FROM enrollment") == [Self.later + .seconds(3600)])
            _ = try await bench.store.plan(at: Self.later + .seconds(3600))
            #expect(try await bench.send(line, at: Self.later + .seconds(3600))?.text == "two")
        }
    }

    /// 0x41: incompatible destination; 0x46: the validity ended.
    @Test("what is not delivered ends the way as failed, with a reason", arguments: [UInt8(0x41), 0x46])
    func undelivered(status: UInt8) async throws {
        try await run { bench, line in
            try await report(status, bench, line)
            #expect(try await bench.enrollments() == ["failed"])
            let reason = try await bench.text("SELECT reason FROM enrollment") ?? ""
            #expect(reason.hasPrefix("the message before the step was not delivered: "), "\(reason)")
            let refused = await #expect(throws: StorageError.self) {
                try await bench.store.putBack(Bench.number(1), in: "news", at: noon)
            }
            #expect("\(String(describing: refused))".contains("requires that the message before it was delivered"))
        }
    }

    @Test("who is put back after a message that did not arrive gets the next step after its delay, not at once")
    func putBackInItsTime() async throws {
        try await run(requiring: false) { bench, line in
            try await report(0x41, bench, line)
            #expect(try await bench.enrollments() == ["failed"])
            let view = try await bench.store.putBack(Bench.number(1), in: "news", at: Self.later)
            #expect(view.step == 2 && view.dueAt == Self.later + .seconds(3600), "\(view)")
        }
    }

    @Test("where no report comes, it ends once the network has certainly given up")
    func silence() async throws {
        try await run { bench, _ in
            let end = noon + .seconds(86_400 + 3600)
            _ = try await bench.store.plan(at: end - .seconds(1))
            #expect(try await bench.enrollments() == ["active"])
            _ = try await bench.store.plan(at: end)
            #expect(try await bench.enrollments() == ["failed"])
            let reason = try await bench.text("SELECT reason FROM enrollment") ?? ""
            #expect(reason.hasPrefix("no report came"), "\(reason)")
        }
    }

    @Test("a reply ends it while it waits, and a late report changes nothing")
    func reply() async throws {
        try await run { bench, line in
            try await bench.receive("who is this?", on: line, at: noon + .seconds(60))
            try await report(0, bench, line)
            #expect(try await bench.enrollments() == ["replied"])
        }
    }
}
