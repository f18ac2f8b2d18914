import Foundation
import GRDB
import Testing

/// The queries of Documentation/figures.md, asked of a database as anybody with an SQL shell could ask them.
struct FiguresPage {
    struct Query {
        var name: String
        var sql: String
    }

    let queries: [Query]

    init() throws {
        let page = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Documentation/figures.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        queries = text.components(separatedBy: "\n### `").dropFirst().compactMap { section in
            guard let name = section.components(separatedBy: "`").first,
                let sql = section.components(separatedBy: "```sql\n").dropFirst().first?
                    .components(separatedBy: "\n```").first, !sql.hasPrefix("CREATE VIEW")
            else { return nil }
            return Query(name: name, sql: sql)
        }
    }

    /// What the queries answer differs from what the program says, by place; empty where both say the same.
    func differences(from report: [String: Any], in database: Database) throws -> [String] {
        let campaign = try #require(report["id"] as? Int64 ?? (report["id"] as? NSNumber)?.int64Value)
        let offset = try #require((report["offset_seconds"] as? NSNumber)?.int64Value) * 1000
        return try queries.flatMap { query in
            var arguments: StatementArguments = ["campaign": campaign]
            if query.sql.contains(":offset") { arguments += ["offset": offset] }
            let rows = try Row.fetchAll(database, sql: query.sql, arguments: arguments)
            let told = report[query.name] as? [[String: Any]] ?? (report[query.name] as? [String: Any]).map { [$0] }
            guard let told else { return ["\(query.name) is not told"] }
            guard told.count == rows.count else { return ["\(query.name): \(rows.count) rows, \(told.count) told"] }
            return zip(rows, told).enumerated().flatMap { index, pair in
                pair.0.compactMap { column, value in
                    Self.isSame(value, pair.1[column])
                        ? nil : "\(query.name)[\(index)].\(column): \(value), told \(pair.1[column] ?? "nothing")"
                }
            }
        }
    }

    private static func isSame(_ value: DatabaseValue, _ told: Any?) -> Bool {
        switch value.storage {
        case .null: told == nil
        case .int64(let number): (told as? NSNumber)?.int64Value == number
        case .double(let number): (told as? NSNumber).map { abs($0.doubleValue - number) < 1e-9 } ?? false
        case .string(let text): told as? String == text
        case .blob: false
        }
    }
}
