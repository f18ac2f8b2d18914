/// How alike two texts are, as people would say: letters count, not case, accents or punctuation.
public struct ComparedText: Hashable, Sendable {
    /// How many words it has.
    public let words: Int
    /// The words, joined by spaces.
    private let folded: String
    /// Pairs of neighbouring letters, and how often each stands there.
    private let pairs: [Pair: Int]
    private let count: Int

    private struct Pair: Hashable {
        var left: Unicode.Scalar
        var right: Unicode.Scalar
    }

    public init(_ text: String) {
        let words = FoldedText(text).words
        self.words = words.count
        // An emoji alone is a text, too.
        folded = words.isEmpty ? String(text.prefix(FoldedText.maximumLength)) : words.joined(separator: " ")
        var scalars = Array(folded.unicodeScalars)
        // The number of a ticket makes no other text; but the answer 1 is another one than the answer 2.
        if words.count >= Self.manyWords {
            scalars = scalars.map { $0.properties.generalCategory == .decimalNumber ? "0" : $0 }
        }
        var pairs: [Pair: Int] = [:]
        for (left, right) in zip(scalars, scalars.dropFirst()) {
            pairs[Pair(left: left, right: right), default: 0] += 1
        }
        self.pairs = pairs
        count = max(scalars.count - 1, 0)
    }

    /// Texts with fewer words, such as “yes please”, are written by people again and again.
    static let manyWords = 3

    /// Whether both say the same, word for word.
    public func isSame(as other: ComparedText) -> Bool { folded == other.folded }

    /// From 0, nothing in common, to 1: twice the common pairs over all pairs (the coefficient of Dice).
    public func similarity(to other: ComparedText) -> Double {
        guard count > 0, other.count > 0 else { return isSame(as: other) ? 1 : 0 }
        var common = 0
        for (pair, times) in pairs { common += min(times, other.pairs[pair] ?? 0) }
        return Double(2 * common) / Double(count + other.count)
    }
}
