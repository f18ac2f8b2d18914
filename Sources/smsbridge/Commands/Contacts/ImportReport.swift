import Campaigns
import Foundation
import Storage

/// What became of an import, for people and as a file.
struct ImportReport {
    let view: ImportView

    /// More rejected rows than these are only counted on the terminal.
    private static let shownRows = 50

    init(_ view: ImportView) {
        self.view = view
    }

    func show() {
        var table = Table([
            .init("ROWS", .right), .init("ADDED", .right), .init("UPDATED", .right),
            .init("REJECTED", .right), .init("WITHOUT CONSENT", .right),
        ])
        table.add([
            .number(view.rows), .number(view.added), .number(view.updated),
            Table.Cell("\(view.rejected.count)", view.rejected.isEmpty ? .plain : .bad),
            Table.Cell("\(view.withoutConsent)", view.withoutConsent == 0 ? .plain : .doubtful),
        ])
        table.show(orElse: "")
        guard !view.rejected.isEmpty else { return }
        Terminal.print("")
        var rows = Table([.init("LINE", .right), .init("COLUMN"), .init("REASON")])
        for row in view.rejected.prefix(Self.shownRows) {
            rows.add([.number(row.line), Table.Cell(row.column), Table.Cell(row.reason)])
        }
        rows.show(orElse: "")
        let hidden = view.rejected.count - Self.shownRows
        if hidden > 0 { Terminal.print("… and \(hidden) more: --report FILE writes all of them") }
    }

    func write(to path: String) throws(CommandFailure) {
        var text = "line,column,reason\n"
        for row in view.rejected {
            text +=
                [String(row.line), row.column ?? "", row.reason].map { Self.quoted($0) }.joined(separator: ",") + "\n"
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandFailure(.failure, "cannot write \(path): \(error.localizedDescription)")
        }
    }

    /// RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe.
    private static func quoted(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t".contains($0) } == true ? "'" + text : text
        let needsQuotes = safe.contains { ",\"\n\r".contains($0) }
        return needsQuotes ? "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : safe
    }
}
