import Synchronization
import Testing

@testable import Devices

@Suite(.timeLimit(.minutes(1)))
struct InputQueueTests {
    @Test func pausesWhenFullAndResumesWhenEmptied() async {
        let resumed = Mutex(0)
        let queue = InputQueue(limit: 2) { resumed.withLock { $0 += 1 } }
        #expect(queue.push([1]))
        #expect(!queue.push([2]))
        #expect(await queue.next() == [1])
        #expect(resumed.withLock { $0 } == 0)
        #expect(await queue.next() == [2])
        #expect(resumed.withLock { $0 } == 1)
        #expect(queue.push([3]))
    }

    @Test func wakesAWaiterAtTheEnd() async {
        let queue = InputQueue(limit: 2) {}
        async let chunk = queue.next()
        queue.finish()
        #expect(await chunk == nil)
    }

    @Test func dropsWhatNobodyTakes() async {
        let resumed = Mutex(0)
        let queue = InputQueue(limit: 1) { resumed.withLock { $0 += 1 } }
        #expect(!queue.push([1]))
        queue.abandon()
        #expect(resumed.withLock { $0 } == 1)
        #expect(queue.push([2]))
        #expect(await queue.next() == nil)
    }
}
