/// Finds what of a text leads elsewhere: addresses of pages and mailboxes, and phone numbers.
enum TextLinks {
    /// The host of each link and mail address, in lower case. A word such as `example.org` counts as well.
    static func hosts(in text: String) -> [String] {
        var hosts: [String] = []
        let separators: Set<Character> = [
            " ", "\n", "\r", "\t", "(", ")", "<", ">", "\"", "'", "„", "“", "”", "[", "]", ",", ";", "|",
        ]
        for word in text.lowercased().split(whereSeparator: { separators.contains($0) || $0.isWhitespace }).prefix(2000)
        {
            var rest = word[...]
            var isLink = false
            if let range = rest.firstRange(of: "://") {
                rest = rest[range.upperBound...]
                isLink = true
            }
            // What stands before an @ is a user, in links as in mail addresses.
            let authority = rest.prefix { !["/", "?", "#", "\\"].contains($0) }
            var host = authority
            if let at = authority.lastIndex(of: "@") {
                host = authority[authority.index(after: at)...]
                isLink = true
            }
            if host.hasPrefix("mailto:") { host = host.dropFirst(7) }
            host = host.prefix { $0 != ":" }
            while let last = host.last, ".!…".contains(last) { host = host.dropLast() }
            if isLink || isDomain(host) { hosts.append(String(host)) }
        }
        return hosts
    }

    /// Whether a word looks like a domain: dots in it, and letters after the last one.
    private static func isDomain(_ word: Substring) -> Bool {
        let labels = word.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, (2...24).contains(top.count), top.allSatisfy(\.isLetter) else {
            return false
        }
        guard
            labels.dropLast().allSatisfy({ label in
                !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            })
        else { return false }
        // “e.g” and “z.b”: abbreviations, no domains.
        return labels.count > 2 || labels[0].count > 1
    }

    /// The digits of each phone number: seven digits or more, with at most one blank or two other signs between them. Dates
    /// and times are none.
    static func numbers(in text: String) -> [String] {
        var numbers: [String] = []
        var digits = ""
        var written = ""
        var gap = 0
        func end() {
            if digits.count >= 7, !isDate(written) { numbers.append(digits) }
            digits = ""
            written = ""
            gap = 0
        }
        for character in text.prefix(8000) {
            if let digit = character.wholeNumberValue, (0...9).contains(digit) {
                digits.append("\(digit)")
                written.append(character)
                gap = 0
            } else if !digits.isEmpty, gap < 2, " -./()\u{A0}\u{2011}\u{2013}".contains(character) {
                written.append(character)
                gap += 1
            } else {
                end()
            }
        }
        end()
        return numbers
    }

    /// `2026-12-08`, `8.12.2026`, `08/12/2026 10`: groups of at most two digits around a year.
    private static func isDate(_ written: String) -> Bool {
        let groups = written.split { !$0.isNumber }
        guard (3...6).contains(groups.count), groups.filter({ $0.count == 4 }).count == 1 else { return false }
        guard let year = groups.first(where: { $0.count == 4 }), year.hasPrefix("19") || year.hasPrefix("20") else {
            return false
        }
        return groups.allSatisfy { $0.count <= 2 || $0 == year }
    }

    /// Whether a number is one of those: the last nine digits count, since prefixes are written in many ways.
    static func isAmong(_ number: String, _ known: [String]) -> Bool {
        let core = number.drop { $0 == "0" }
        return known.map(PlainText.digits).contains { other in
            if other == number { return true }
            guard other.count >= 7, core.count >= 7 else { return false }
            return other.suffix(9) == core.suffix(9) || other.hasSuffix(core)
        }
    }

    /// Whether eight words in a row stand in both.
    static func shareWords(_ text: [String], _ secret: [String], inRow count: Int = 8) -> Bool {
        guard text.count >= count, secret.count >= count else { return false }
        var runs: Set<[String]> = []
        for start in 0...(secret.count - count) { runs.insert(Array(secret[start..<start + count])) }
        return (0...(text.count - count)).contains { runs.contains(Array(text[$0..<$0 + count])) }
    }
}

extension FoldedText {
    /// The words of a text of any length, up to 64,000 characters.
    static func long(_ text: String) -> [String] {
        var words: [String] = []
        var rest = text.prefix(64_000)
        while !rest.isEmpty {
            var end = rest.index(rest.startIndex, offsetBy: maximumLength, limitedBy: rest.endIndex) ?? rest.endIndex
            // Words are not cut in two.
            if end < rest.endIndex, let blank = rest[..<end].lastIndex(where: \.isWhitespace), blank > rest.startIndex {
                end = blank
            }
            words += FoldedText(String(rest[..<end])).words
            rest = rest[end...].drop(while: \.isWhitespace)
        }
        return words
    }
}
