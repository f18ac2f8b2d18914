import SMS

/// A message from a line to itself: proves sending, receiving, service center, storage and notices in one.
public struct LoopbackTest: Hashable, Sendable, Codable {
    /// The line's own number, masked.
    public var number: String
    /// Seconds until the network accepted it; `nil` where it did not.
    public var acceptedAfter: Double?
    /// Seconds from then until it was back; `nil` where it did not come.
    public var arrivedAfter: Double?
    /// What went wrong and what to do; `nil` where it came back.
    public var problem: String?

    public init(number: String) {
        self.number = number
    }

    public var isGood: Bool { arrivedAfter != nil }

    /// In one sentence.
    public var sentence: String {
        guard let arrivedAfter else { return problem ?? "It did not come back." }
        let slow = arrivedAfter > 60 ? " That is slow: 2 to 60 s are usual." : ""
        return "A message to itself came back after \(Self.seconds(arrivedAfter)).\(slow)"
    }

    static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
