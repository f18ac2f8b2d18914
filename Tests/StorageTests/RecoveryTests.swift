import Campaigns
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct RecoveryTests {
    /// The files of the database as a power cut would leave them: copied while the store lives.
    private func copy(_ from: String, to: String) throws {
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: from + suffix) {
            try FileManager.default.copyItem(atPath: from + suffix, toPath: to + suffix)
        }
    }

    @Test func aKillBetweenMarkAndAnswerIsUncertain() async throws {
        try await Bench.withFile { folder in
            try await Bench.run(path: folder + "/a.db") { bench in
                let line = try await bench.line()
                for index in 1...3 { try await bench.enqueue("message \(index)", to: index) }
                try await bench.send(line)
                _ = try await bench.handOver(line)
                try copy(folder + "/a.db", to: folder + "/b.db")
            }
            try await Bench.run(path: folder + "/b.db") { bench in
                #expect(try await bench.store.recover(at: noon) == 1)
                let line = try await bench.line()
                var sent: [String] = []
                while let message = try await bench.send(line) { sent.append(message.text) }
                #expect(sent == ["message 3"], "what was handed over is never sent again")
                let states = try await bench.texts("SELECT state FROM message ORDER BY id")
                #expect(states == ["sent", "uncertain", "sent"])
            }
        }
    }

    @Test func aKillBetweenClaimAndMarkLosesNothing() async throws {
        try await Bench.withFile { folder in
            try await Bench.run(path: folder + "/a.db") { bench in
                let line = try await bench.line()
                try await bench.enqueue()
                _ = try await bench.claim(line)
                try copy(folder + "/a.db", to: folder + "/b.db")
            }
            try await Bench.run(path: folder + "/b.db") { bench in
                let lost = try await bench.store.recover(at: noon)
                #expect(lost == 0)
                #expect(try await bench.send(try await bench.line()) != nil)
            }
        }
    }

    @Test func aKillBetweenTwoSegmentsSendsTheRestByTheSameLine() async throws {
        let memory = try MemoryDatabase()
        try await Bench.run(memory: memory) { bench in
            let line = try await bench.line()
            try await bench.enqueue(String(repeating: "long ", count: 60))
            let begun = try await bench.handOver(line)
            try await bench.answer(begun, .accepted(reference: 1), on: line)
        }
        try await Bench.run(memory: memory) { bench in
            _ = try await bench.store.recover(at: noon)
            let (two, one) = (try await bench.line("two"), try await bench.line("one"))
            #expect(try await bench.claim(two) == nil)
            #expect(try await bench.claim(one)?.pending == [2])
        }
    }

    /// At every moment of a life, a copy of database and log opens, is whole, and forgets nothing that was answered.
    @Test(arguments: [1, 2])
    func aCopyOfAnyMomentRecovers(seed: UInt64) async throws {
        try await Bench.withFile { folder in
            let source = folder + "/live.db"
            try await Bench.run(path: source) { bench in
                var random = SeededGenerator(seed: seed)
                let line = try await bench.line()
                try await bench.campaign(contacts: 1...30)
                for moment in 0..<20 {
                    for _ in 0..<Int.random(in: 1...3, using: &random) {
                        switch Int.random(in: 0..<4, using: &random) {
                        case 0: try await bench.enqueue(to: Int.random(in: 100...200, using: &random))
                        case 1:
                            let number = Bench.number(Int.random(in: 1...30, using: &random))
                            try await bench.receive("Yes \(random.next())", from: .person(number), on: line)
                        case 2: try await bench.send(line)
                        default:
                            if let message = try await bench.claim(line) {
                                _ = try await bench.store.handOver(message, sequence: 1, on: line, at: noon)
                            }
                        }
                    }
                    let target = folder + "/copy\(moment).db"
                    try copy(source, to: target)
                    let handedOver = try await bench.count("SELECT COUNT(*) FROM handover")
                    let received = try await bench.count("SELECT COUNT(*) FROM part")
                    try await Bench.run(path: target) { copy in
                        let comment = Comment(rawValue: "seed \(seed), moment \(moment)")
                        #expect(try await copy.text("PRAGMA integrity_check") == "ok", comment)
                        _ = try await copy.store.recover(at: noon)
                        #expect(try await copy.count("SELECT COUNT(*) FROM handover") == handedOver, comment)
                        #expect(try await copy.count("SELECT COUNT(*) FROM part") == received, comment)
                        let open = try await copy.count(
                            "SELECT COUNT(*) FROM message WHERE state IN ('claimed', 'submitting')"
                        )
                        #expect(open == 0, comment)
                        let before = try await copy.texts(
                            "SELECT message_id || '/' || sequence FROM handover ORDER BY id"
                        )
                        let terms = try await copy.line()
                        while try await copy.send(terms) != nil {}
                        let all = try await copy.texts("SELECT message_id || '/' || sequence FROM handover")
                        #expect(all.count == Set(all).count, comment)
                        #expect(all.count >= before.count, comment)
                    }
                }
            }
        }
    }
}
