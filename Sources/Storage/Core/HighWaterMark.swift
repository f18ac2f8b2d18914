public import Campaigns
import Synchronization

/// The last hand-over, as it is remembered outside of the database: a database that knows less was restored.
public struct HighWaterMark: Hashable, Sendable {
    /// The id of the last hand-over.
    public var handOver: Int64
    /// When it was made.
    public var at: Timestamp
    /// By how much the times in the database were moved in all, since the clock was set.
    public var moved: Duration

    public init(handOver: Int64, at: Timestamp, moved: Duration = .zero) {
        self.handOver = handOver
        self.at = at
        self.moved = moved
    }
}

/// A mark as it was found.
public struct FoundMark: Hashable, Sendable {
    public var mark: HighWaterMark
    /// How long ago it was written, and for how long the machine had been up then, where it has not started anew since.
    public var age: Duration?
    public var uptime: Duration?

    public init(mark: HighWaterMark, age: Duration? = nil, uptime: Duration? = nil) {
        self.mark = mark
        self.age = age
        self.uptime = uptime
    }
}

/// Who keeps the mark. It is written after each commit that handed something over, and costs no flush of the disk: a mark
/// that is behind the database says nothing.
public protocol MarkKeeper: Sendable {
    /// `nil` where there is none, or none that can be read.
    func read() -> FoundMark?
    func write(_ mark: HighWaterMark)
    /// Makes sure that what was written is on the disk.
    func sync()
}

/// A mark in memory, which outlives a store as a file does.
public final class MemoryMark: MarkKeeper {
    private let mark = Mutex<HighWaterMark?>(nil)

    public init(_ mark: HighWaterMark? = nil) {
        self.mark.withLock { $0 = mark }
    }

    public func read() -> FoundMark? { mark.withLock { $0.map { FoundMark(mark: $0) } } }

    public func write(_ mark: HighWaterMark) { self.mark.withLock { $0 = mark } }

    public func sync() {}
}
