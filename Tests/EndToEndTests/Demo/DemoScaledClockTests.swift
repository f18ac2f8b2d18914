import Synchronization
import Testing

@testable import smsbridge

@Suite("The demo's clock")
struct DemoScaledClockTests {
    /// Notes the clock's time at each waking.
    private final class Wakings: Sendable {
        private let state = Mutex<[Duration]>([])

        var all: [Duration] { state.withLock(\.self) }

        func add(_ time: Duration) { state.withLock { $0.append(time) } }
    }

    @Test("it stands at scale 0, and leaps from one sleeper to the next, in the order of their deadlines")
    func leaps() async throws {
        let clock = ScaledClock(scale: 0)
        let wakings = Wakings()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hours in [30, 3, 12] {
                group.addTask {
                    try await clock.sleep(for: .seconds(hours * 3600))
                    wakings.add(clock.now.offset)
                }
            }
            // All three wait before the first leap; from then on, each has its turn before the next one.
            while clock.sleeping < 3 { await Task.yield() }
            #expect(clock.now.offset == .zero)
            group.addTask {
                await clock.run { clock.sleeping + wakings.all.count == 3 }
            }
            for _ in 0..<3 { try await group.next() }
            group.cancelAll()
        }
        #expect(wakings.all == [3, 12, 30].map { .seconds($0 * 3600) })
    }

    @Test("a sleeper that is cancelled wakes with an error, also when it is cancelled before it sleeps")
    func cancellation() async {
        let clock = ScaledClock(scale: 0)
        for waits in [true, false] {
            let task = Task { try await clock.sleep(for: .seconds(1)) }
            while waits, clock.sleeping == 0 { await Task.yield() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(clock.sleeping == 0)
        }
    }
}
