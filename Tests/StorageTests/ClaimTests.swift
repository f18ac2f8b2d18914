import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite struct ClaimTests {
    @Test func twoRoutesNeverClaimTheSame() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            for index in 1...6 { try await bench.enqueue(to: index) }
            var claimed: [Int64] = []
            for _ in 0..<3 {
                claimed.append(try await bench.handOver(one).id)
                claimed.append(try await bench.handOver(two).id)
            }
            #expect(Set(claimed).count == 6)
        }
    }

    @Test func campaignsWaitWhereTheInboxIsUnread() async throws {
        try await Bench.run { bench in
            let waiting = try await bench.line(campaigns: false)
            try await bench.campaign()
            #expect(try await bench.claim(waiting) == nil)
            let message = try await bench.enqueue(to: 2)
            #expect(try await bench.claim(waiting)?.id == message, "what no campaign sends does not wait")
        }
    }

    @Test func aRouteThatAsksHasNothing() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let message = try await bench.enqueue()
            let lost = try #require(try await bench.claim(one))
            #expect(try await bench.claim(two) == nil)
            let again = try #require(try await bench.claim(one))
            #expect(again.id == message)
            let verdict = try await bench.store.handOver(lost, sequence: 1, on: one, at: noon)
            guard case .stop = verdict else {
                Issue.record("an old claim must not hand over: \(verdict)")
                return
            }
        }
    }

    @Test func whatIsOnItsWayIsNotGivenOutAgain() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.enqueue()
            let message = try await bench.handOver(line)
            try await bench.store.release(message, at: noon, reason: "test")
            #expect(try await bench.state(message.id) == .submitting)
            #expect(try await bench.claim(line) == nil)
        }
    }

    @Test func theRestOfABegunMessageComesFirstAndByItsLineAlone() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let long = try await bench.enqueue(String(repeating: "long ", count: 60))
            let begun = try await bench.handOver(one)
            try await bench.answer(begun, .accepted(reference: 1), on: one)
            try await bench.store.release(begun, at: noon, reason: "test")
            try await bench.enqueue("urgent", to: 2, origin: .system)
            #expect(try await bench.claim(two)?.text == "urgent")
            let rest = try #require(try await bench.claim(one))
            #expect(rest.id == long)
            #expect(rest.pending == [2])
            #expect(rest.reference == begun.reference)
        }
    }

    @Test func aBegunMessageWhoseLineNeverReturnsEnds() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign(steps: [CampaignStep(String(repeating: "long ", count: 60))])
            let begun = try await bench.handOver(one)
            try await bench.answer(begun, .accepted(reference: 1), on: one)
            try await bench.store.release(begun, at: noon, reason: "unplugged")
            let tomorrow = noon + .seconds(86_400)
            #expect(try await bench.claim(two, at: tomorrow - .seconds(1)) == nil)
            let planned = try await bench.store.plan(at: tomorrow - .seconds(1))
            #expect(planned.next == tomorrow)
            _ = try await bench.store.plan(at: tomorrow)
            #expect(try await bench.state(begun.id) == .expired)
            #expect(try await bench.campaignState() == "completed")
        }
    }

    @Test func aDeadlineEndsAMessageWithoutAnyRoute() async throws {
        try await Bench.run { bench in
            let message = try await bench.enqueue(deadline: noon + .seconds(60))
            #expect(try await bench.store.plan(at: noon).next == noon + .seconds(60))
            _ = try await bench.store.plan(at: noon + .seconds(60))
            #expect(try await bench.state(message) == .expired)
        }
    }

    @Test func aPausedCampaignIsNotServed() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(contacts: 1...2)
            let claimed = try #require(try await bench.claim(line))
            try await bench.store.change(campaign: "news", .pause, at: noon)
            #expect(try await bench.state(claimed.id) == .queued, "what was claimed is released")
            #expect(try await bench.claim(line) == nil)
            try await bench.store.change(campaign: "news", .resume, at: noon)
            #expect(try await bench.claim(line)?.id == claimed.id)
        }
    }

    @Test func aPausedBegunMessageKeepsNobodyWaiting() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep(String(repeating: "long ", count: 60))])
            let begun = try await bench.handOver(line)
            try await bench.answer(begun, .accepted(reference: 1), on: line)
            try await bench.store.change(campaign: "news", .pause, at: noon)
            let verdict = try await bench.store.handOver(begun, sequence: 2, on: line, at: noon)
            guard case .stop = verdict else {
                Issue.record("the line must be free: \(verdict)")
                return
            }
            let other = try await bench.enqueue(to: 2)
            #expect(try await bench.claim(line)?.id == other)
            try await bench.store.change(campaign: "news", .resume, at: noon)
            #expect(try await bench.claim(line)?.pending == [2])
        }
    }

    /// The steps of SQLite's machine that one claim takes must not grow with what waits.
    @Test func aClaimsWorkDoesNotGrowWithTheQueue() async throws {
        @Sendable func plan(_ bench: Bench, _ sql: String) async throws -> String {
            try await bench.store.read { transaction in
                try transaction.all("EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }.joined(separator: "; ")
            }
        }
        try await Bench.run { bench in
            for sql in [
                Transaction.directHead.bound, Transaction.campaignHead.bound,
                "SELECT MIN(due_at) FROM message WHERE state = 'queued' AND due_at > 9",
                "SELECT MIN(deadline) FROM message WHERE state = 'queued' AND deadline IS NOT NULL",
                "SELECT route_ordinal, route_spent FROM handover WHERE route_id = 1 ORDER BY route_ordinal DESC LIMIT 1",
                "SELECT at FROM handover WHERE campaign_id = 1 AND campaign_ordinal >= 7 ORDER BY campaign_ordinal LIMIT 1",
                "SELECT at FROM handover WHERE number = '4' AND leading = 1 ORDER BY at DESC LIMIT 1 OFFSET 5",
                "SELECT id FROM message WHERE state IN ('claimed', 'submitting') AND state = 'claimed' AND route_id = 1",
                """
                SELECT id, status FROM report WHERE route_id = 1 AND reference = 2 AND message_id IS NULL AND at >= 3
                AND recipient LIKE '%' || '4' ORDER BY id
                """,
            ] {
                let plan = try await plan(bench, sql)
                #expect(plan.contains("INDEX"), "\(plan): \(sql)")
                #expect(!plan.contains("SCAN message"), "\(plan): \(sql)")
                // What is read from the table comes in order; only the few heads of a compound statement are sorted.
                let sortsTable = plan.contains(/SEARCH message USING INDEX [^;]*; USE TEMP B-TREE/)
                #expect(!sql.contains("due_at, ") || !sortsTable, "\(plan): \(sql)")
            }
        }
    }
}

extension String {
    /// A statement with numbers in place of its parameters.
    fileprivate var bound: String {
        (1...5).reduce(self) { $0.replacing("?\($1)", with: "\($1)") }
    }
}
