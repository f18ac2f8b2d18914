public import Campaigns
import GRDB

/// An index in memory of what an agent may know: SQLite's full-text search, ranked by BM25.
///
/// It is made anew from the documents at each start, so that it never says what they said yesterday.
public struct KnowledgeIndex: KnowledgeSource {
    public static let mostPassages = 20_000

    public let version: ContentHash
    public let count: Int
    private let database: DatabaseQueue

    /// - Throws: ``AgentProblem`` where there are too many passages, or SQLite has no FTS5.
    public init(_ passages: [KnowledgePassage]) throws(AgentProblem) {
        guard passages.count <= Self.mostPassages else {
            throw AgentProblem("the knowledge has \(passages.count) passages: more than \(Self.mostPassages)")
        }
        do {
            database = try DatabaseQueue()
            try database.write { database in
                try database.execute(
                    sql: """
                        CREATE VIRTUAL TABLE passage USING fts5(
                            text, source UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2')
                        """
                )
                let insertion = try database.makeStatement(sql: "INSERT INTO passage (text, source) VALUES (?, ?)")
                for passage in passages { try insertion.execute(arguments: [passage.text, passage.source]) }
            }
        } catch {
            throw AgentProblem("the knowledge cannot be indexed: \(error)")
        }
        count = passages.count
        version = ContentHash(of: passages.map { "\($0.source)\u{0}\($0.text)" }.joined(separator: "\u{1}"))
    }

    public func passages(for text: String, limit: Int) async throws(AgentProblem) -> [KnowledgePassage] {
        let query = Self.query(for: text)
        guard !query.isEmpty else { return [] }
        do {
            // In memory, and a matter of microseconds.
            return try database.passages(query, limit)
        } catch {
            throw AgentProblem("the knowledge cannot be searched: \(error)")
        }
    }

    /// The words of a text that say something, any of which may stand in a passage.
    static func query(for text: String) -> String {
        var words: [String] = []
        for word in text.prefix(2000).lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            let word = String(word)
            guard word.count > 1 || word.first?.isASCII == false, !fillers.contains(word), !words.contains(word) else {
                continue
            }
            words.append(word)
            if words.count == 40 { break }
        }
        return words.map { "\"\($0)\"" }.joined(separator: " OR ")
    }

    private static let fillers: Set<String> = [
        "the", "an", "and", "or", "but", "is", "are", "was", "were", "be", "been", "am", "do", "does", "did", "to",
        "of",
        "in", "on", "at", "for", "from", "by", "with", "as", "it", "its", "this", "that", "these", "those", "you",
        "your",
        "we", "our", "us", "me", "my", "he", "she", "they", "them", "his", "her", "their", "what", "which", "who",
        "how",
        "when", "where", "why", "can", "could", "would", "should", "will", "shall", "may", "have", "has", "had", "not",
        "no", "if", "so", "there", "here", "please", "hi", "hello", "hey", "ok", "okay", "yes", "thanks", "thank",
        "der",
        "die", "das", "den", "dem", "ein", "eine", "einen", "und", "oder", "ist", "sind", "war", "ich", "du", "er",
        "sie",
        "es", "wir", "ihr", "zu", "von", "mit", "auf", "fur", "für", "im", "am", "um", "bei", "was", "wer", "wie",
        "wann",
        "wo", "warum", "kann", "nicht", "bitte", "hallo", "danke", "ja", "nein", "le", "la", "les", "un", "une", "des",
        "du", "de", "et", "ou", "est", "sont", "je", "tu", "il", "elle", "nous", "vous", "que", "qui", "el", "los",
        "las",
        "una", "y", "o", "es", "son", "en", "por", "para", "con",
    ]
}

extension DatabaseQueue {
    fileprivate func passages(_ query: String, _ limit: Int) throws -> [KnowledgePassage] {
        try read { database in
            let rows = try GRDB.Row.fetchAll(
                database,
                sql:
                    "SELECT text, source, bm25(passage) AS rank FROM passage WHERE passage MATCH ? ORDER BY rank, rowid LIMIT ?",
                arguments: [query, limit]
            )
            return rows.map { KnowledgePassage(source: $0["source"], text: $0["text"], score: -($0["rank"] as Double)) }
        }
    }
}
