/// A long message as far as its parts are there.
public struct JoinedMessage: Hashable, Sendable {
    /// The sequence numbers that are not there, rising.
    public var missing: [Int]
    /// The text; `nil` where parts are missing and nothing shall stand for them, and for 8-bit data.
    public var text: String?
    /// The 8-bit data of all such parts.
    public var data: [UInt8]?

    public init(missing: [Int], text: String?, data: [UInt8]?) {
        self.missing = missing
        self.text = text
        self.data = data
    }

    /// Whether no part is missing.
    public var isComplete: Bool { missing.isEmpty }
}
