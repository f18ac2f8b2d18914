/// Rules for campaigns to one country or some of its parts, as data: quiet hours, caps, what consent and text are needed.
/// Engineering input, and no legal advice.
public struct Policy: Hashable, Sendable {
    /// A part of the country with rules of its own, such as a state.
    public struct Part: Hashable, Sendable {
        public var name: String
        /// Beginnings of numbers in international form, such as `+1305`.
        public var prefixes: [String]
        public var rules: PolicyRules

        public init(name: String, prefixes: [String], rules: PolicyRules) {
            self.name = name
            self.prefixes = prefixes
            self.rules = rules
        }
    }

    /// How a campaign names it.
    public var name: String
    public var title: String
    /// Grows with every change of the rules.
    public var version: Int
    /// Where the rules come from, and what they are worth.
    public var note: String
    /// Numbers that it holds for where a campaign names no policy. None: only where it is named.
    public var prefixes: [String]
    public var rules: PolicyRules
    public var parts: [Part]

    public init(
        name: String,
        title: String,
        version: Int,
        note: String,
        prefixes: [String] = [],
        rules: PolicyRules,
        parts: [Part] = []
    ) {
        self.name = name
        self.title = title
        self.version = version
        self.note = note
        self.prefixes = prefixes
        self.rules = rules
        self.parts = parts
    }

    /// The part that a number belongs to, by the longest beginning.
    public func part(of number: PhoneNumber) -> Part? {
        var best: (part: Part, length: Int)?
        for part in parts {
            for prefix in part.prefixes where number.e164.hasPrefix(prefix) && prefix.utf8.count > best?.length ?? 0 {
                best = (part, prefix.utf8.count)
            }
        }
        return best?.part
    }
}
