import Campaigns
import Foundation
import Storage

/// What became of an import, or would, for people.
struct ImportReport {
    let view: ImportView
    /// The file that has the verdict of every row, where one was written.
    var report: String?
    var utc = false

    /// More rejected rows than these are only counted on the terminal.
    private static let shownRows = 50

    init(_ view: ImportView, report: String? = nil, utc: Bool = false) {
        self.view = view
        self.report = report
        self.utc = utc
    }

    func show() {
        if view.dryRun { Terminal.print("dry run: nothing was stored") }
        showColumns()
        figures.show(orElse: "")
        if view.rows == 0 { Terminal.print("the list has a header and no rows") }
        for line in remarks { Terminal.print(line) }
        showRejected()
        if let report { Terminal.print("the verdict of every row: \(report)") }
    }

    /// What is easily misread in a header is worth a look before the rows go in.
    private func showColumns() {
        guard view.dryRun, !view.columns.isEmpty else { return }
        var table = Table([.init("COLUMN"), .init("UNDERSTOOD AS")])
        for column in view.columns {
            table.add([Table.Cell(column.name), Table.Cell(column.meaning.isEmpty ? "left out" : column.meaning)])
        }
        table.show(orElse: "")
        Terminal.print("")
    }

    private var figures: Table {
        var table = Table([
            .init("ROWS", .right), .init("ADDED", .right), .init("UPDATED", .right), .init("UNCHANGED", .right),
            .init("REJECTED", .right), .init("WITHOUT CONSENT", .right),
        ])
        func cell(_ count: Int, _ style: Style) -> Table.Cell { Table.Cell("\(count)", count == 0 ? .plain : style) }
        table.add([
            .number(view.rows), .number(view.added), .number(view.updated), .number(view.unchanged),
            cell(view.rejectedRows, .bad), cell(view.withoutConsent, .doubtful),
        ])
        return table
    }

    private var remarks: [String] {
        var lines: [String] = []
        if view.withoutConsent > 0 {
            lines.append(
                "\(Self.contacts(view.withoutConsent)) without consent that counts: no campaign writes to them"
            )
        }
        if view.suppressed > 0 {
            lines.append("\(Self.contacts(view.suppressed)) suppressed: nothing is sent to them")
        }
        if view.warned > 0 {
            let rows = view.warned == 1 ? "1 row has a warning" : "\(view.warned) rows have warnings"
            let how =
                report.map { "see \($0)" }
                ?? (view.dryRun ? "--report FILE writes them" : "see them with: smsbridge contacts verdicts \(view.id)")
            lines.append("\(rows): \(how)")
        }
        if let same = view.sameFileAs { lines.append("the very same file was imported before, as import \(same)") }
        return lines
    }

    private func showRejected() {
        guard view.rejectedRows > 0 else { return }
        var rows = Table([.init("LINE", .right), .init("COLUMN"), .init("REASON")])
        for row in view.rejected.prefix(Self.shownRows) {
            rows.add([.number(row.line), Table.Cell(row.column), Table.Cell(row.reason)])
        }
        if !view.rejected.isEmpty {
            Terminal.print("")
            rows.show(orElse: "")
        }
        let hidden = view.rejectedRows - min(view.rejected.count, Self.shownRows)
        guard hidden > 0, report == nil else { return }
        let how = view.dryRun ? "--report FILE writes all of them" : "smsbridge contacts verdicts \(view.id) shows all"
        Terminal.print("… and \(hidden) more: \(how)")
    }

    private static func contacts(_ count: Int) -> String { count == 1 ? "1 contact is" : "\(count) contacts are" }
}
