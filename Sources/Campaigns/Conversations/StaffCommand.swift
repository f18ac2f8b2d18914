/// What somebody of the staff wrote from their phone: a reference, and what is to become of the conversation.
public struct StaffCommand: Hashable, Sendable {
    public enum Order: Hashable, Sendable {
        /// Send this to the person.
        case answer(String)
        case take
        case handBack
        case close
        /// Nothing stands behind the reference, or a word that nobody knows.
        case unknown
    }

    /// Of the escalation.
    public var reference: Int64
    public var order: Order

    /// Reads `#17 We call you back`, `#17 /back`. `nil` where the text does not begin with a reference: a number alone may
    /// be the time of day.
    public init?(_ text: String) {
        let trimmed = text.drop { $0.isWhitespace }
        guard trimmed.first == "#" else { return nil }
        let digits = trimmed.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard (1...12).contains(digits.count), let reference = Int64(digits), reference > 0 else { return nil }
        var rest = trimmed.dropFirst(1 + digits.count)
        // “#17th” is a word.
        guard rest.first.map({ $0.isWhitespace || $0 == ":" }) ?? true else { return nil }
        if rest.first == ":" { rest = rest.dropFirst() }
        rest = rest.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        self.reference = reference
        switch rest.lowercased() {
        case "": order = .unknown
        case "/take": order = .take
        case "/back": order = .handBack
        case "/close": order = .close
        // Never a person's text: “/back please” is meant for us.
        case let words where words.hasPrefix("/"): order = .unknown
        default: order = .answer(String(rest))
        }
    }
}
