import Foundation
import Server

/// A file of messages that was not taken, since some of its lines are wrong.
struct MessageFileRefusal: Error, Hashable, CustomStringConvertible {
    /// By line, the first of them.
    let problems: [FileProblem]
    /// All of them.
    let count: Int

    /// More are only counted.
    private static let shown = 100

    /// `count` counts also what is not in the list.
    init(_ problems: [FileProblem], count: Int) {
        self.problems = Array(FileProblems(problems).all.prefix(Self.shown))
        self.count = count
    }

    var description: String {
        var lines = problems.map(\.description)
        if count > problems.count { lines.append("… and \(count - problems.count) more") }
        let what = count == 1 ? "1 thing is wrong" : "\(count) things are wrong"
        lines.append("nothing was sent: \(what), and a file is taken whole or not at all")
        return lines.joined(separator: "\n")
    }

    private struct Report: Encodable {
        struct Row: Encodable {
            var line: Int?
            var field: String?
            var reason: String
        }

        var queued = 0
        var rejected: [Row]
        var rejectedCount: Int
    }

    func json() throws -> [UInt8] {
        let rows = problems.map { Report.Row(line: $0.line, field: $0.key.isEmpty ? nil : $0.key, reason: $0.message) }
        return [UInt8](try JSONCoding.encoder().encode(Report(rejected: rows, rejectedCount: count))) + [0x0A]
    }
}
