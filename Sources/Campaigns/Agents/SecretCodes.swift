/// What in a model's instructions looks like a key, a password or a token, such as `KX7P-9ZZQ` or `tr0ub4dor3`: no sentence
/// has to say that it is to be kept.
///
/// Words with a number behind them (`Summer2026`, `24/7-hotline`), times, doses and measures are none; pages, mailboxes and
/// phone numbers are judged by themselves.
enum SecretCodes {
    /// Of a shorter one people would be kept from saying too much.
    static let shortest = 8

    /// Each of them, as ``squeezed(_:)`` writes it.
    static func codes(in text: String) -> [String] {
        var codes: [String] = []
        for word in text.prefix(64_000).split(whereSeparator: { $0.isWhitespace || ends.contains($0) }) {
            guard TextLinks.hosts(in: String(word)).isEmpty, isCode(word) else { continue }
            let code = squeezed(String(word))
            if !codes.contains(code) { codes.append(code) }
        }
        return codes
    }

    /// The letters and digits of a text, in lower case: however it is spaced, it is the same code.
    static func squeezed(_ text: String) -> String {
        String(text.prefix(64_000).lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static let ends: Set<Character> = [
        "(", ")", "<", ">", "\"", "'", "„", "“", "”", "[", "]", "{", "}", ",", ";", ":", "|",
    ]

    private static func isCode(_ word: Substring) -> Bool {
        let pieces = word.lowercased().split { !($0.isLetter || $0.isNumber) }
        guard pieces.reduce(0, { $0 + $1.count }) >= shortest else { return false }
        let runs = pieces.map(Self.runs)
        let letters = runs.joined().filter { $0.first?.isLetter == true }
        if letters.allSatisfy({ units.contains(String($0)) }) { return false }
        // Letters and digits that go to and fro in one piece, or pieces that all have digits.
        let isOne = zip(pieces, runs).contains { $0.count >= shortest && $1.count >= 3 }
        let isGrouped =
            pieces.count > 1 && pieces.allSatisfy { $0.count >= 4 && $0.contains(where: \.isNumber) }
            && runs.contains { $0.count >= 2 }
        return isOne || isGrouped
    }

    /// The letters and the digits of a piece in turn: `kx7p` is `kx`, `7`, `p`.
    private static func runs(_ piece: Substring) -> [Substring] {
        var runs: [Substring] = []
        var rest = piece
        while let first = rest.first {
            let run = rest.prefix { $0.isNumber == first.isNumber }
            runs.append(run)
            rest = rest.dropFirst(run.count)
        }
        return runs
    }

    private static let units: Set<String> = [
        "h", "hr", "hrs", "m", "min", "s", "am", "pm", "uhr", "u", "std", "x", "mm", "cm", "km", "kg", "g", "mg", "ml",
        "l", "eur", "usd", "gbp", "chf", "gb", "mb", "st", "nd", "rd", "th",
    ]
}
