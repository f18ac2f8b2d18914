import Simulation
import Synchronization
import Testing

@testable import Gateway

@Suite struct BellTests {
    /// What was made, and what each reader has seen of it.
    private final class Progress: Sendable {
        private let state = Mutex((made: 0, seen: [0, 0, 0]))

        var seen: [Int] { state.withLock(\.seen) }

        func make() { state.withLock { $0.made += 1 } }

        func look(_ reader: Int) -> Int {
            state.withLock { state in
                state.seen[reader] = state.made
                return state.made
            }
        }
    }

    /// Whoever reads the count, looks, and waits, sees everything that was there before a ring.
    @Test(arguments: UInt64(1)...20)
    func noRingIsLost(seed: UInt64) throws {
        try Simulated.run(seed: seed, limit: .seconds(10)) { _ in
            let (bell, progress, total) = (Bell(), Progress(), 200)
            await withTaskGroup(of: Void.self) { group in
                for reader in 0..<3 {
                    group.addTask {
                        while true {
                            let seen = bell.count
                            if progress.look(reader) == total { return }
                            await bell.wait(since: seen)
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<total {
                        progress.make()
                        bell.ring()
                        await Task.yield()
                    }
                }
            }
            #expect(progress.seen == [total, total, total], "seed \(seed)")
        }
    }

    @Test func aCancelledWaitEnds() throws {
        try Simulated.run { world in
            let bell = Bell()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<5 { group.addTask { await bell.wait(since: 0) } }
                await world.pass(.seconds(1))
                group.cancelAll()
            }
            #expect(bell.count == 0)
        }
    }

    @Test func aWaitEndsWithItsTime() throws {
        try Simulated.run { world in
            let (bell, timers) = (Bell(), Timers(clock: world.clock))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await timers.run() }
                await bell.wait(since: 0, atMost: .seconds(7), timers)
                #expect(world.now == .seconds(7))
                bell.ring()
                await bell.wait(since: 0, atMost: .seconds(7), timers)
                #expect(world.now == .seconds(7))
                await bell.wait(since: 1, atMost: .zero, timers)
                #expect(world.now == .seconds(7))
                group.cancelAll()
            }
        }
    }
}
