import Synchronization

/// How many of something may be under way at a time.
final class AtOnce: Sendable {
    /// A place that is taken for as long as somebody holds this.
    final class Place: Sendable {
        private let owner: AtOnce

        fileprivate init(_ owner: AtOnce) {
            self.owner = owner
        }

        deinit { owner.running.withLock { $0 -= 1 } }
    }

    private let most: Int
    private let running = Mutex(0)

    init(_ most: Int) {
        self.most = most
    }

    /// `nil` where there are as many as there may be.
    func begin() -> Place? {
        let hasRoom = running.withLock { running in
            guard running < most else { return false }
            running += 1
            return true
        }
        return hasRoom ? Place(self) : nil
    }
}
