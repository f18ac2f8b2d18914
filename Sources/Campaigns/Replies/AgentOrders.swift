/// What an agent asks for about the person's campaigns, and how it labels them.
public struct AgentOrders: Hashable, Sendable, Codable {
    public enum Sequence: String, Hashable, Sendable, Codable {
        case resume, stop
    }

    public var sequence: Sequence?
    /// In the order in which they were given, none twice.
    public var tags: [String]

    public init(sequence: Sequence? = nil, tags: [String] = []) {
        self.sequence = sequence
        self.tags = tags
    }

    public var isEmpty: Bool { sequence == nil && tags.isEmpty }

    /// Characters of a tag.
    public static let longestTag = 40
    /// Tags of a contact.
    public static let mostTags = 50

    /// A tag on one line, without blanks around it; `nil` where it is empty or too long.
    public static func tag(_ text: String) -> String? {
        let tag = PlainText.folded(text)
        let isPlain = !tag.unicodeScalars.contains { $0.properties.generalCategory == .control }
        // One character may be made of any number of signs.
        return isPlain && (1...longestTag).contains(tag.count) && tag.utf8.count <= 4 * longestTag ? tag : nil
    }
}
