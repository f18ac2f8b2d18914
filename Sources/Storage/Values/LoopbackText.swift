/// What stands in a test message of one of our own lines: a mark, and a token that tells it from every other one.
public enum LoopbackText {
    /// Every test begins with it. It alone proves nothing: anybody can write it.
    static let mark = "smsbridge loopback "

    public static func text(_ token: String) -> String { mark + token }

    /// The token of a text that looks like a test: 4 to 12 digits.
    public static func token(in text: String) -> String? {
        guard text.hasPrefix(mark) else { return nil }
        let token = text.dropFirst(mark.count)
        guard (4...12).contains(token.utf8.count), token.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return String(token)
    }
}
