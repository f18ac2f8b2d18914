/// A regular expression from a file, in Swift's syntax; case does not matter.
///
/// The text of a stranger is matched against it by backtracking, so a pattern that repeats a repetition, as in `(a+)+`,
/// is refused: some texts would keep it busy for ever.
struct TextPattern: Hashable, Sendable {
    let source: String

    /// Throws what is wrong with the pattern, in words.
    init(_ source: String) throws(PatternProblem) {
        guard source.count <= Self.maximumLength else {
            throw PatternProblem(reason: "the pattern is longer than \(Self.maximumLength) characters")
        }
        guard !Self.repeatsRepetition(source) else {
            throw PatternProblem(
                reason: "the pattern repeats a group that repeats something itself: some texts would take for ever"
            )
        }
        self.source = source
        do {
            _ = try Regex(source)
        } catch {
            throw PatternProblem(reason: "the pattern '\(source)' is no regular expression: \(error)")
        }
    }

    static let maximumLength = 500

    func occurs(in text: String) -> Bool {
        // A `Regex` is no sendable value, so it is made where it is used: some ten microseconds.
        guard let regex = try? Regex(source).ignoresCase() else { return false }
        return text.firstMatch(of: regex) != nil
    }

    /// Whether an unbounded repetition applies to a group with another one in it.
    private static func repeatsRepetition(_ source: String) -> Bool {
        var groups: [Bool] = []
        var closedGroupRepeats = false
        var isEscaped = false
        var isInSet = false
        var previousClosesGroup = false
        for character in source {
            let closesGroup = previousClosesGroup
            previousClosesGroup = false
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if isInSet {
                isInSet = character != "]"
            } else if character == "[" {
                isInSet = true
            } else if character == "(" {
                groups.append(false)
            } else if character == ")" {
                closedGroupRepeats = groups.popLast() ?? false
                if closedGroupRepeats, !groups.isEmpty { groups[groups.count - 1] = true }
                previousClosesGroup = true
            } else if character == "*" || character == "+" || character == "{" {
                if closesGroup, closedGroupRepeats { return true }
                if !groups.isEmpty { groups[groups.count - 1] = true }
            }
        }
        return false
    }
}

/// Why a pattern cannot be used.
struct PatternProblem: Error, Hashable, Sendable {
    var reason: String
}
