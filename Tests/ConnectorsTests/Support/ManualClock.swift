import Synchronization

/// A clock that stands still until it is told that every deadline has passed.
final class ManualClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        func duration(to other: Instant) -> Duration { other.offset - offset }

        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let expiry = AsyncStream.makeStream(of: Void.self)

    var now: Instant { Instant(offset: .zero) }

    var minimumResolution: Duration { .nanoseconds(1) }

    /// Ends the one sleep that is under way, or the next one.
    func expire() {
        expiry.continuation.finish()
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        for await _ in expiry.stream {}
        try Task.checkCancellation()
    }
}
