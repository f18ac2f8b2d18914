import Storage
import Synchronization

/// When parts that ended something were on the disk. That is known only after their commit; the next round of planning
/// writes it down with its own, so that no reply waits for it.
final class HaltTimes: Sendable {
    /// Where nobody plans any more, later ones are not kept.
    private static let most = 10_000

    private let times = Mutex<[HaltTime]>([])

    func add(_ time: HaltTime) {
        times.withLock { if $0.count < Self.most { $0.append(time) } }
    }

    /// What waits to be written down; it waits no more.
    func take() -> [HaltTime] {
        times.withLock { times in
            defer { times.removeAll() }
            return times
        }
    }
}
