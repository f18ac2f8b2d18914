/// One text or a list of texts: `hours: 09:00-12:00` and `hours: [09:00-12:00, 14:00-18:00]` mean the same in a file.
public struct TextList: Hashable, Sendable, Codable {
    public var texts: [String]

    public init(_ texts: [String]) {
        self.texts = texts
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            texts = [text]
        } else {
            texts = try container.decode([String].self)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }

    /// All of them with commas between.
    var joined: String { texts.joined(separator: ",") }
}
