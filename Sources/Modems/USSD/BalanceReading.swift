/// An amount of money out of a USSD answer, in hundredths of whatever currency it is.
public struct BalanceReading: Sendable, Hashable {
    public var hundredths: Int

    public init(hundredths: Int) {
        self.hundredths = hundredths
    }

    /// Finds the amount. `pattern` has the text around it with `{amount}` in its place, such as `Guthaben: {amount} EUR`; small
    /// and capital letters are the same. Without a pattern it is the first number with two decimals, else the first number.
    public init?(_ text: String, pattern: String? = nil) {
        let found: Int?
        if let pattern, !pattern.isEmpty {
            found = Self.find(text, pattern)
        } else {
            let runs = Self.runs(text)
            found = runs.first { $0.hasDecimals }?.hundredths ?? runs.first?.hundredths
        }
        guard let found else { return nil }
        hundredths = found
    }

    /// True where it is less than `threshold`, in hundredths.
    public func isBelow(_ threshold: Int) -> Bool { hundredths < threshold }

    /// True for a pattern that has the place of the amount once.
    public static func isPattern(_ pattern: String) -> Bool { sides(pattern) != nil }

    private static func sides(_ pattern: String) -> (before: String, after: String)? {
        let marker = Array("{amount}")
        let characters = Array(pattern.lowercased())
        let places = characters.indices.filter { start in
            start + marker.count <= characters.count && Array(characters[start..<start + marker.count]) == marker
        }
        guard places.count == 1, let place = places.first else { return nil }
        return (String(characters[..<place]).trimmed, String(characters[(place + marker.count)...]).trimmed)
    }

    private static func find(_ text: String, _ pattern: String) -> Int? {
        guard let (before, after) = sides(pattern) else { return nil }
        let lower = Array(text.lowercased())
        return runs(text).first { run in
            let head = String(lower[..<min(run.start, lower.count)]).trimmed
            let tail = String(lower[min(run.end, lower.count)...]).trimmed
            return head.hasSuffix(before) && tail.hasPrefix(after)
        }?.hundredths
    }

    private struct Run {
        var start: Int
        var end: Int
        var hundredths: Int
        var hasDecimals: Bool
    }

    /// Every number of the text: digits with points, commas and single spaces between groups of three.
    private static func runs(_ text: String) -> [Run] {
        let characters = Array(text)
        var runs: [Run] = []
        var position = 0
        while position < characters.count, runs.count < 50 {
            guard characters[position].isASCII, characters[position].isNumber else {
                position += 1
                continue
            }
            var end = position
            while end < characters.count {
                let character = characters[end]
                if character.isASCII, character.isNumber {
                    end += 1
                    continue
                }
                let hasDigit = end + 1 < characters.count && characters[end + 1].isASCII && characters[end + 1].isNumber
                guard hasDigit, character == "." || character == "," else { break }
                end += 1
            }
            let isNegative = position > 0 && (characters[position - 1] == "-" || characters[position - 1] == "−")
            if let (value, hasDecimals) = parse(String(characters[position..<end])) {
                runs.append(
                    Run(
                        start: isNegative ? position - 1 : position,
                        end: end,
                        hundredths: isNegative ? -value : value,
                        hasDecimals: hasDecimals
                    )
                )
            }
            position = end
        }
        return runs
    }

    /// The last separator stands before decimals where one or two digits follow it; all others are between groups.
    private static func parse(_ text: String) -> (Int, hasDecimals: Bool)? {
        let groups = text.split { $0 == "." || $0 == "," }
        guard let last = groups.last else { return nil }
        let hasDecimals = groups.count > 1 && last.utf8.count <= 2
        let whole = (hasDecimals ? groups.dropLast() : groups[...]).joined()
        guard whole.utf8.count <= 12, let units = Int(whole) else { return nil }
        guard hasDecimals, let fraction = Int(last) else { return (units * 100, false) }
        return (units * 100 + (last.utf8.count == 1 ? fraction * 10 : fraction), true)
    }
}
