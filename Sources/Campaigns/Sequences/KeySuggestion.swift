/// Finds the word that was probably meant.
public enum KeySuggestion {
    /// The word with the fewest letters to change, if those are few; nil when none is near.
    public static func nearest(to word: String, among words: [String]) -> String? {
        let letters = Array(word.lowercased().prefix(64))
        let nearest = words.map { ($0, distance(letters, Array($0.lowercased().prefix(64)))) }.min { $0.1 < $1.1 }
        guard let nearest, nearest.1 <= max(1, letters.count / 3) else { return nil }
        return nearest.0
    }

    /// Letters to insert, remove, replace or swap with their neighbour.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var earlier: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                var best = min(previous[column + 1], current[column]) + 1
                best = min(best, previous[column] + (left[row] == right[column] ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, earlier[column - 1] + 1)
                }
                current.append(best)
            }
            (earlier, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
