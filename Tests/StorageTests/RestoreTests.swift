import Campaigns
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct RestoreTests {
    private func copy(_ source: String, to target: String) throws {
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: target + ending)
            if FileManager.default.fileExists(atPath: source + ending) {
                try FileManager.default.copyItem(atPath: source + ending, toPath: target + ending)
            }
        }
    }

    @Test func anOldDatabaseNeitherRefillsLimitsNorSendsAgain() async throws {
        try await Bench.withFile { folder in
            let (live, backup) = (folder + "/live.db", folder + "/backup.db")
            let mark = MemoryMark()
            let limits = RateLimits(perDay: 20)
            let later = noon + .seconds(600)
            try await Bench.run(path: live, mark: mark) { bench in
                let line = try await bench.line(limits: limits)
                try await bench.campaign(contacts: 1...50)
                try await bench.enqueue("a code", to: 100)
                try await bench.enqueue("tomorrow", to: 101, at: noon + .seconds(86_400))
                try await bench.send(line)
                try copy(live, to: backup)
            }
            try await Bench.run(path: live, mark: mark) { bench in
                #expect(try await bench.store.compareWithMark(at: noon) == nil)
                let line = try await bench.line(limits: limits)
                for _ in 0..<9 { #expect(try await bench.send(line, at: later) != nil) }
            }
            #expect(mark.read()?.mark == HighWaterMark(handOver: 10, at: later))
            try copy(backup, to: live)
            let back = noon + .seconds(900)
            try await Bench.run(path: live, mark: mark) { bench in
                let restored = try #require(try await bench.store.compareWithMark(at: back))
                #expect(restored.missing == 9 && restored.at == later && restored.campaigns == ["news"])
                #expect(restored.words.contains("older than what was sent (a restored backup?): 9 segments up to"))
                _ = try await bench.store.recover(at: back)
                // Told as long as there is something to see to.
                #expect(try await bench.store.openRestore(at: back + .seconds(90_000))?.campaigns == ["news"])
                let view = try await bench.store.campaign("news", at: back, Situation())
                #expect(view.pauseKind == "restored")
                #expect(view.activity.contains("the database is older than what was sent (a restored backup?)"))
                // What was due may have left; what was not cannot have.
                #expect(
                    try await bench.texts("SELECT state FROM message WHERE origin = 'api' ORDER BY id") == [
                        "sent", "queued",
                    ]
                )
                let line = try await bench.line(limits: limits)
                #expect(try await bench.claim(line, at: back) == nil)
                // The same mark is one restore.
                #expect(try await bench.store.compareWithMark(at: back) == nil)
                // A person goes on: 10 of 20 are used, whoever they went to; ids go on where they were.
                try await bench.store.change(campaign: "news", .resume, at: back)
                var sent = 0
                while try await bench.send(line, at: back) != nil { sent += 1 }
                #expect(sent == 10)
                #expect(try await bench.count("SELECT MIN(id) FROM handover WHERE id > 1") == 11)
                #expect(try await bench.store.openRestore(at: back + .seconds(90_000)) == nil)
                // What was charged is over a day later.
                #expect(try await bench.send(line, at: later + .milliseconds(86_400_001)) != nil)
            }
            try await Bench.run(path: live, mark: mark) { bench in
                let again = try await bench.store.compareWithMark(at: back)
                #expect(again == nil)
            }
        }
    }

    /// What was queued by programs, and due, may have left after the backup.
    @Test func whatMayHaveLeftIsUncertain() async throws {
        let memory = try MemoryDatabase()
        try await Bench.run(memory: memory, mark: MemoryMark()) { bench in
            _ = try await bench.line()
            try await bench.enqueue("due", to: 1)
            try await bench.enqueue("not yet", to: 2, at: noon + .seconds(3600))
        }
        let mark = MemoryMark(HighWaterMark(handOver: 5, at: noon + .seconds(60)))
        try await Bench.run(memory: memory, mark: mark) { bench in
            let restored = try #require(try await bench.store.compareWithMark(at: noon + .seconds(100)))
            #expect(restored.uncertain == 1 && restored.campaigns.isEmpty && restored.missing == 5)
            #expect(try await bench.texts("SELECT state FROM message ORDER BY id") == ["uncertain", "queued"])
            // A line that comes later may be one of those that sent.
            let line = try await bench.line("new", limits: RateLimits(perHour: 5), at: noon + .seconds(200))
            #expect(try await bench.send(line, at: noon + .seconds(3600)) == nil)
            #expect(try await bench.send(line, at: noon + .seconds(3700)) != nil)
        }
    }

    /// After a kill or a loss of power the mark is behind, or as far, or gone: nothing is said.
    @Test func aMarkThatIsBehindIsNormal() async throws {
        let memory = try MemoryDatabase()
        let mark = MemoryMark()
        try await Bench.run(memory: memory, mark: mark) { bench in
            let line = try await bench.line()
            for index in 1...3 { try await bench.enqueue(to: index) }
            for _ in 1...3 { try await bench.send(line) }
        }
        for known in [HighWaterMark(handOver: 3, at: noon), HighWaterMark(handOver: 1, at: noon), nil] {
            try await Bench.run(memory: memory, mark: MemoryMark(known)) { bench in
                let restored = try await bench.store.compareWithMark(at: noon)
                #expect(restored == nil)
            }
        }
    }

    /// What is rolled back was never handed over: the mark does not know of it.
    @Test func theMarkFollowsCommits() async throws {
        let mark = MemoryMark()
        try await Bench.run(mark: mark) { bench in
            let line = try await bench.line()
            try await bench.enqueue(to: 1)
            let message = try #require(try await bench.claim(line))
            struct Undone: Error {}
            try? await bench.store.write { transaction in
                _ = try transaction.handOver(message, sequences: [1], on: line, at: noon)
                throw Undone()
            }
            #expect(mark.read() == nil)
            try await bench.enqueue("other", to: 2)
            #expect(mark.read() == nil)
            guard case .go = try await bench.store.handOver(message, sequence: 1, on: line, at: noon) else {
                Issue.record("it may leave")
                return
            }
            #expect(mark.read()?.mark.handOver == 1)
        }
    }

    /// A database of an earlier version: what it knows of hand-overs is counted on.
    @Test func earlierDatabasesAreCountedOn() async throws {
        try await Bench.withFile { folder in
            let path = folder + "/old.db"
            let queue = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(queue, upTo: "preflight")
            try await queue.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO route (id, kind, key, name, created_at, seen_at) VALUES (1, 'line', '8949one', 'one', 0, 0);
                        INSERT INTO message (id, number, text, encoding, segments, origin, state, priority, due_at, created_at)
                            VALUES (1, '+4915100000001', 'x', 'gsm7', 2, 'api', 'sent', 3, 0, 0),
                                (2, '+4915100000002', 'x', 'gsm7', 1, 'agent', 'sent', 2, 0, 0);
                        """
                )
                for (message, at) in [(1, 0), (1, 5), (2, 10)] {
                    try database.execute(
                        sql: """
                            INSERT INTO handover (message_id, sequence, route_id, number, price, at)
                                SELECT id, 1, 1, number, 7, ? FROM message WHERE id = ?
                            """,
                        arguments: [noon.milliseconds + Int64(at) * 1000, message]
                    )
                }
            }
            try queue.close()
            try await Bench.run(path: path, settings: { $0.recipientLimits = .standard }) { bench in
                let line = try await bench.line(limits: RateLimits(perMinute: 4))
                #expect(
                    try await bench.texts(
                        "SELECT route_ordinal || ' ' || route_spent || ' ' || leading FROM handover ORDER BY id"
                    ) == ["1 7 1", "2 14 0", "3 21 0"]
                )
                let at = noon + .seconds(20)
                for index in 1...3 { try await bench.enqueue(to: index, at: at) }
                // The first person had a message from a program a moment ago; the second one an answer.
                #expect(try await bench.send(line, at: at)?.number == Bench.number(2))
                #expect(try await bench.claim(line, at: at) == nil)
            }
        }
    }
}
