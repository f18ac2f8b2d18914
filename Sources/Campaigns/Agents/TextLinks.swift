/// Finds what of a text leads elsewhere: addresses of pages and mailboxes, and phone numbers.
enum TextLinks {
    /// The host of each link and mail address, in lower case. A word such as `example.org` counts as well, and so does
    /// what a phone would show as one: `t.me/x`, `see:example.org`, `*example.org*`.
    static func hosts(in text: String) -> [String] {
        var hosts: [String] = []
        // Cutting first bounds the work: compatibility forms can be longer.
        let words = InvisibleSigns.removed(from: String(text.prefix(64_000)))
            .split { $0.isWhitespace || separators.contains($0) }
        for word in words.prefix(2000) {
            var rest = word
            var isLink = false
            if let range = rest.firstRange(of: "://") {
                rest = rest[range.upperBound...]
                isLink = true
            }
            // What stands before an @ is a user, in links as in mail addresses.
            let authority = rest.prefix { !["/", "?", "#", "\\"].contains($0) }
            let hasPath = authority.endIndex < rest.endIndex && rest[authority.endIndex...].count > 1
            var host = authority
            if let at = authority.lastIndex(of: "@") {
                host = authority[authority.index(after: at)...]
                isLink = true
            }
            if host.lowercased().hasPrefix("mailto:") { host = host.dropFirst(7) }
            host = host.prefix { $0 != ":" }
            while let last = host.last, !last.isLetter, !last.isNumber { host = host.dropLast() }
            if isLink || isDomain(host, hasPath: hasPath) {
                if !host.isEmpty { hosts.append(host.lowercased()) }
            } else {
                hosts += self.hosts(inPiecesOf: word)
            }
        }
        return hosts
    }

    private static let separators: Set<Character> = [
        "(", ")", "<", ">", "\"", "'", "„", "“", "”", "‘", "’", "«", "»", "[", "]", "{", "}", ",", ";", "|",
    ]

    /// Of `here/example.org`, `see:example.org`: no link as a whole.
    private static func hosts(inPiecesOf word: Substring) -> [String] {
        word.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "." }.compactMap { piece in
            let host = piece.drop { $0 == "." }
            let end = host.lastIndex { $0 != "." }.map { host[...$0] } ?? ""
            // What follows the piece is its path.
            let hasPath = host.endIndex < word.endIndex && word[host.endIndex] == "/"
            return isDomain(end, hasPath: hasPath) ? end.lowercased() : nil
        }
    }

    /// Whether a word looks like a domain: dots in it, and letters after the last one.
    private static func isDomain(_ word: Substring, hasPath: Bool) -> Bool {
        let labels = word.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, (2...24).contains(top.count), top.allSatisfy(\.isLetter) else {
            return false
        }
        guard
            labels.dropLast().allSatisfy({ label in
                !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            })
        else { return false }
        guard labels.count == 2, !hasPath, !commonTops.contains(top.lowercased()) else { return true }
        // “At 9.Then”: a blank was forgotten.
        if labels[0].allSatisfy(\.isNumber) { return false }
        guard labels[0].count == 1 else { return true }
        // “p.ex” is an abbreviation and “J.Smith” a name; “t.me” leads somewhere.
        let isName =
            labels[0].allSatisfy(\.isUppercase) && top.first?.isUppercase == true
            && top.dropFirst().allSatisfy(\.isLowercase)
        return !isName && !abbreviations.contains(word.lowercased())
    }

    private static let commonTops: Set<String> = [
        "com", "net", "org", "info", "biz", "app", "dev", "link", "xyz", "top", "online", "site", "shop", "club",
        "live",
        "page", "store", "tech", "me", "co", "io", "ly", "gl", "gd", "cc", "to", "tv",
    ]

    private static let abbreviations: Set<String> = [
        "p.ex", "p.ej", "z.hd", "z.zt", "v.chr", "n.chr", "i.dr", "i.vm", "u.ae", "u.ä", "p.es", "o.ä", "u.u", "b.c",
    ]

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
