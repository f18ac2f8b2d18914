/// A limit that keeps something waiting.
public struct Throttle: Hashable, Sendable {
    /// Nothing may leave before.
    public var until: Timestamp
    /// Which limit it is, for people: `line1: 200 a day`.
    public var bucket: String

    public init(until: Timestamp, bucket: String) {
        self.until = until
        self.bucket = bucket
    }

    /// The later of two.
    public static func later(_ left: Throttle?, _ right: Throttle?) -> Throttle? {
        guard let left, let right else { return left ?? right }
        return right.until > left.until ? right : left
    }
}
