/// Looks into a text that is about to be sent for what people wish they had seen before.
enum TextInspection {
    /// The hosts of the addresses in a text, in lower case.
    static func hosts(in text: String) -> [String] {
        var hosts: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard let host = host(of: word), !hosts.contains(host) else { continue }
            hosts.append(host)
        }
        return hosts
    }

    private static func host(of word: Substring) -> String? {
        var rest = word.lowercased()[...]
        while let first = rest.first, "(<[\"'“„«".contains(first) { rest.removeFirst() }
        var isAddress = false
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
            isAddress = true
        }
        if rest.hasPrefix("www.") { isAddress = true }
        let end = rest.firstIndex { "/?#:,;!)>]\"'”»".contains($0) } ?? rest.endIndex
        let hasPath = end < rest.endIndex && rest[end] == "/"
        var host = rest[..<end]
        while host.last == "." { host.removeLast() }
        guard host.contains("."), !host.contains("@"), isAddress || hasPath || shorteners.contains(String(host)),
            host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }),
            host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }),
            host.last?.isLetter == true
        else { return nil }
        return String(host)
    }

    static func isShortener(_ host: String) -> Bool {
        shorteners.contains(host.hasPrefix("www.") ? String(host.dropFirst(4)) : host)
    }

    private static let shorteners: Set<String> = [
        "bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly", "s.id",
        "shorturl.at",
        "t.co", "t.ly", "tiny.cc", "tinyurl.com", "v.gd",
    ]

    /// What looks as if a list or a template had gone wrong.
    static func oddities(in text: String, values: [String]) -> [String] {
        var found: [String] = []
        if text.contains("{{") || text.contains("}}") { found.append("signs of a template are left over: {{ or }}") }
        if text.contains("  ") { found.append("two blanks in a row") }
        if text.first?.isWhitespace == true || text.last?.isWhitespace == true { found.append("a blank at the end") }
        for value in values {
            let plain = value.trimmingWhitespace().lowercased()
            if placeholders.contains(plain) { found.append("a field says “\(plain)”") }
            if plain.hasPrefix("#") && plain.hasSuffix("!") || plain == "#n/a" {
                found.append("a field has the error of a spreadsheet")
            }
        }
        return found
    }

    private static let placeholders: Set<String> = [
        "null", "nil", "none", "nan", "n/a", "na", "undefined", "unknown", "todo", "tbd", "xxx", "test", "-", "--", "?",
    ]
}
