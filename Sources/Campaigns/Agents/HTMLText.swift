/// What a page of HTML says, its headings written as in Markdown. Scripts, styles and comments are left out.
enum HTMLText {
    static func plain(_ html: String) -> String {
        var text = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            text += entities(rest[..<open])
            rest = rest[open...]
            if rest.hasPrefix("<!--") {
                rest = after("-->", in: rest)
                continue
            }
            // “1 < 2” is no tag.
            guard let next = rest.dropFirst().first, next.isLetter || "/!?".contains(next) else {
                text += "<"
                rest = rest.dropFirst()
                continue
            }
            guard let close = rest.firstIndex(of: ">") else { return tidy(text + entities(rest)) }
            let tag = rest[rest.index(after: open)..<close].lowercased()
            rest = rest[rest.index(after: close)...]
            let isEnd = tag.hasPrefix("/")
            let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
            switch name {
            case "script", "style", "template", "noscript":
                if !isEnd { rest = after("</\(name)", in: rest, throughTag: true) }
            case "h1", "h2", "h3", "h4", "h5", "h6":
                text += isEnd ? "\n" : "\n\n" + String(repeating: "#", count: name.last?.wholeNumberValue ?? 1) + " "
            case "p", "div", "section", "article", "ul", "ol", "table", "tr", "dl", "dt", "title", "blockquote", "main":
                text += "\n\n"
            case "br", "dd": text += "\n"
            case "li": if !isEnd { text += "\n- " }
            case "td", "th": text += " "
            default: break
            }
        }
        return tidy(text + entities(rest))
    }

    /// What follows the next such text, in whatever case; nothing where there is none.
    private static func after(_ end: String, in text: Substring, throughTag: Bool = false) -> Substring {
        var place = text.startIndex
        while let sign = text[place...].firstIndex(where: { $0.lowercased() == String(end.prefix(1)) }) {
            if text[sign...].prefix(end.count).lowercased() == end {
                let behind = text[sign...].dropFirst(end.count)
                guard throughTag, let close = behind.firstIndex(of: ">") else { return behind }
                return behind[behind.index(after: close)...]
            }
            place = text.index(after: sign)
        }
        return text[text.endIndex...]
    }

    /// Line feeds of the source are blanks; entities are what they stand for.
    private static func entities(_ text: Substring) -> String {
        var plain = ""
        var rest = text
        while let sign = rest.firstIndex(of: "&") {
            plain += rest[..<sign]
            rest = rest[rest.index(after: sign)...]
            guard let end = rest.prefix(12).firstIndex(of: ";"), let character = character(rest[..<end]) else {
                plain += "&"
                continue
            }
            plain += character
            rest = rest[rest.index(after: end)...]
        }
        plain += rest
        return String(plain.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }

    private static func character(_ name: Substring) -> String? {
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map { String($0) }
        }
        if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map { String($0) } }
        return named[String(name)]
    }

    private static let named = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "euro": "€", "pound": "£",
        "copy": "©",
        "ndash": "–", "mdash": "—", "hellip": "…", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö",
        "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç", "ntilde": "ñ",
        "rsquo": "’",
        "lsquo": "‘", "rdquo": "”", "ldquo": "“",
    ]

    private static func tidy(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if words.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(words)
        }
        return lines.joined(separator: "\n").trimmingWhitespace()
    }
}
