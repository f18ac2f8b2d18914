/// Cuts a document into passages that a model can be shown: one for each section, long ones in several.
public enum KnowledgeChunks {
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case markdown = "md"
        case text = "txt"
        case html

        /// By the end of a file's name; `nil` for what is none of these.
        public init?(fileName: String) {
            let name = fileName.lowercased()
            if name.hasSuffix(".md") || name.hasSuffix(".markdown") {
                self = .markdown
            } else if name.hasSuffix(".txt") {
                self = .text
            } else if name.hasSuffix(".html") || name.hasSuffix(".htm") {
                self = .html
            } else {
                return nil
            }
        }
    }

    /// A passage has so many characters at most.
    public static let longest = 1200

    /// The passages of a document, in order. `name` comes first in each one's source.
    public static func cut(_ document: String, name: String, format: Format) -> [KnowledgePassage] {
        let text = format == .html ? HTMLText.plain(document) : document
        var passages: [KnowledgePassage] = []
        var headings: [String] = []
        var lines: [Substring] = []
        func end() {
            let body = lines.joined(separator: "\n").trimmingWhitespace()
            lines = []
            guard !body.isEmpty else { return }
            let title = headings.filter { !$0.isEmpty }.joined(separator: " / ")
            for piece in pieces(body) {
                passages.append(
                    KnowledgePassage(
                        source: "\(name)#\(passages.count + 1)",
                        text: title.isEmpty ? piece : "\(title)\n\(piece)",
                        score: 0
                    )
                )
            }
        }
        var isCode = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.hasPrefix("```") { isCode.toggle() }
            let level = format == .text || isCode ? 0 : line.prefix { $0 == "#" }.count
            guard (1...6).contains(level), line.dropFirst(level).first == " " else {
                lines.append(line)
                continue
            }
            end()
            headings = Array(headings.prefix(level - 1))
            while headings.count < level - 1 { headings.append("") }
            headings.append(String(line.dropFirst(level + 1)).trimmingWhitespace())
        }
        end()
        return passages
    }

    /// Paragraphs together, as long as they fit.
    private static func pieces(_ body: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for paragraph in body.split(separator: "\n\n").flatMap(short) {
            if !piece.isEmpty, piece.count + paragraph.count + 2 > longest {
                pieces.append(piece)
                piece = ""
            }
            piece += (piece.isEmpty ? "" : "\n\n") + paragraph
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }

    private static func short(_ paragraph: Substring) -> [String] {
        var rest = String(paragraph).trimmingWhitespace()
        var parts: [String] = []
        while rest.count > longest {
            let part = PlainText.cut(String(rest.prefix(longest + 1))) { $0.count <= longest }
            guard !part.isEmpty else { break }
            parts.append(part)
            rest = String(rest.dropFirst(part.count)).trimmingWhitespace()
        }
        if !rest.isEmpty { parts.append(rest) }
        return parts
    }
}
