import Foundation
import Testing

@testable import Storage

/// Documentation/figures.md says what the program asks.
@Suite("Figures: the page") struct FiguresPageTests {
    private static let page = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Documentation/figures.md")

    /// The SQL below a heading.
    private func sql(of name: String) throws -> String {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n### `\(name)`\n").dropFirst().first)
        let own = section.components(separatedBy: "\n##").first ?? section
        let block = try #require(own.components(separatedBy: "```sql\n").dropFirst().first, "\(name) has no SQL")
        return try #require(block.components(separatedBy: "\n```").first)
    }

    @Test(arguments: FigureQuery.allCases) func statesEachQuery(_ query: FigureQuery) throws {
        #expect(try sql(of: query.rawValue) == query.sql)
    }

    @Test(arguments: FigureView.allCases) func statesEachView(_ view: FigureView) throws {
        #expect(try sql(of: view.rawValue) == view.sql)
    }
}
