/// A password, token or key that never shows itself: descriptions, dumps and interpolations print dots.
public struct Secret: Hashable, Sendable {
    /// The secret itself. Whoever reads it answers for where it goes.
    public let value: String

    public init(_ value: String) {
        self.value = value
    }
}

extension Secret: ExpressibleByStringLiteral, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public init(stringLiteral value: String) {
        self.init(value)
    }

    public var description: String { "•••" }

    public var debugDescription: String { "•••" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
