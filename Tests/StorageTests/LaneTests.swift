import Campaigns
import Foundation
import Synchronization
import Testing

@testable import Storage

@Suite struct LaneTests {
    @Test func aFailingRequestDoesNotHurtItsBatch() async throws {
        let store = try Store(memory: MemoryDatabase(), context: StoreContext(zones: ZoneDirectory()))
        try await withThrowingTaskGroup(of: Result<RouteID, StorageError>.self) { group in
            for index in 0..<20 {
                group.addTask {
                    do throws(StorageError) {
                        return .success(
                            try await store.write { transaction in
                                let id = try transaction.register(
                                    RouteDescription(kind: .line, key: "\(index)", name: "line \(index)"),
                                    at: noon
                                )
                                if index % 3 == 0 { throw StorageError.conflict("no") }
                                return id
                            }
                        )
                    } catch {
                        return .failure(error)
                    }
                }
            }
            // All of them wait before anybody serves them: one batch.
            while store.waitingWrites < 20 { await Task.yield() }
            try await withThrowingTaskGroup(of: Void.self) { lanes in
                lanes.addTask { await store.runWriter() }
                lanes.addTask { await store.runReader() }
                defer { store.close() }
                var failed = 0
                for try await result in group {
                    if case .failure(let error) = result {
                        #expect(error == .conflict("no"))
                        failed += 1
                    }
                }
                #expect(failed == 7)
                let kept = try await store.read { try $0.number("SELECT COUNT(*) FROM route") }
                #expect(kept == 13, "a failed request keeps nothing, the others keep all")
            }
        }
    }

    /// What came in is on the disk before a list's rows that waited longer.
    @Test func whatIsLongComesAfterAllOthers() async throws {
        let store = try Store(memory: MemoryDatabase(), context: StoreContext(zones: ZoneDirectory()))
        let order = Order()
        await withTaskGroup(of: Void.self) { group in
            for (index, manner) in [Lane.Manner.bulk, .together, .bulk, .alone, .together].enumerated() {
                group.addTask {
                    if manner == .alone {
                        try? await store.alone { _ in order.note(manner) }
                    } else {
                        try? await store.write(manner) { _ in order.note(manner) }
                    }
                }
                while store.waitingWrites <= index { await Task.yield() }
            }
            group.addTask { await store.runWriter() }
            while order.served.count < 5 { await Task.yield() }
            store.close()
        }
        #expect(order.served == [.together, .alone, .together, .bulk, .bulk])
    }

    private final class Order: Sendable {
        private let manners = Mutex<[Lane.Manner]>([])
        var served: [Lane.Manner] { manners.withLock(\.self) }
        func note(_ manner: Lane.Manner) { manners.withLock { $0.append(manner) } }
    }

    @Test func anAnswerComesAfterTheCommit() async throws {
        try await Bench.withFile { folder in
            try await Bench.run(path: folder + "/a.db") { bench in
                for index in 1...5 {
                    let id = try await bench.enqueue(to: index)
                    // Another connection sees only what is committed.
                    let seen = try await bench.store.read { try $0.state(of: id) }
                    #expect(seen == .queued)
                }
            }
        }
    }

    @Test func aClosedStoreRefusesAndEnds() async throws {
        let store = try Store(memory: MemoryDatabase(), context: StoreContext(zones: ZoneDirectory()))
        store.close()
        await store.runWriter()
        await #expect(throws: StorageError.closed) { try await store.recover(at: noon) }
    }

    @Test func whatWaitsWhenTheStoreClosesIsServed() async throws {
        let store = try Store(memory: MemoryDatabase(), context: StoreContext(zones: ZoneDirectory()))
        let lost = try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await store.recover(at: noon) }
            while store.waitingWrites < 1 { await Task.yield() }
            store.close()
            await store.runWriter()
            return try await group.next()
        }
        #expect(lost == 0)
    }

    @Test func aFullDiskIsToldAndKeepsNothing() async throws {
        try await Bench.run { bench in
            try await bench.enqueue()
            let pages = try await bench.count("PRAGMA page_count")
            _ = try await bench.store.write { try $0.run("PRAGMA max_page_count = \(pages)") }
            let error = await #expect(throws: StorageError.self) {
                for index in 0..<200 {
                    try await bench.enqueue(String(repeating: "a long text, ", count: 60), to: index)
                }
            }
            guard case .full = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let halves = try await bench.count(
                "SELECT COUNT(*) FROM message WHERE NOT EXISTS (SELECT 1 FROM segment WHERE message_id = message.id)"
            )
            #expect(halves == 0)
            // Room again: the store goes on.
            _ = try await bench.store.write { try $0.run("PRAGMA max_page_count = 100000") }
            try await bench.enqueue("after", to: 2)
        }
    }
}
