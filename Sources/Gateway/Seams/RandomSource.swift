import Synchronization

/// A generator that several actors share.
public final class RandomSource: Sendable {
    private let generator: Mutex<any RandomNumberGenerator & Sendable>

    public init(_ generator: any RandomNumberGenerator & Sendable) {
        self.generator = Mutex(generator)
    }

    public func next() -> UInt64 {
        generator.withLock { $0.next() }
    }

    /// A number from 0 up to, not including, 1.
    public func fraction() -> Double {
        Double(next() >> 11) / Double(UInt64(1) << 53)
    }
}
