import Campaigns
import Foundation
import Gateway
import Server

/// Messages in a file: CSV with a header, or JSON lines.
struct MessageFile {
    private static let columns = ["to", "text", "idempotency_key", "validity_seconds", "send_at", "category"]

    /// As people know it.
    let name: String
    /// Those that can be read.
    private(set) var requests: [SendRequest]
    /// The line of each of them, from 1.
    private let lines: [Int]
    /// What cannot be read.
    let problems: [FileProblem]

    /// `category` is that of messages that do not name one.
    init(path: String, category: String? = nil) throws(FileProblems) {
        let text = try TextFile.read(path, limit: APILimits.jsonOctets)
        self.init(text, name: path == "-" ? "standard input" : path)
        for index in requests.indices { requests[index].category = requests[index].category ?? category }
    }

    init(_ text: String, name: String) {
        let isJSON = text.first { !$0.isWhitespace } == "{"
        var (rows, problems) = isJSON ? Self.jsonLines(text, name: name) : Self.csv(text, name: name)
        func refuse(_ message: String) {
            problems.append(FileProblem(file: name, line: nil, key: "", message: message))
        }
        if rows.isEmpty, problems.isEmpty { refuse("holds no messages") }
        if rows.count > APILimits.messages {
            refuse("holds \(rows.count) messages: split it, one call takes \(APILimits.messages)")
            rows = []
        }
        self.name = name
        self.problems = problems
        requests = rows.map(\.request)
        lines = rows.map(\.line)
    }

    /// What the daemon found wrong, by the lines of the file.
    func problems(from faults: [Problem.Fault]) -> [FileProblem] {
        faults.map { fault in
            FileProblem(
                file: name,
                line: lines.indices.contains(fault.index) ? lines[fault.index] : nil,
                key: fault.field ?? "",
                message: fault.detail
            )
        }
    }

    private struct Row {
        var line: Int
        var request: SendRequest
    }

    private static func jsonLines(_ text: String, name: String) -> ([Row], [FileProblem]) {
        var rows: [Row] = []
        var problems: [FileProblem] = []
        let decoder = JSONCoding.decoder()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            do {
                rows.append(
                    Row(line: index + 1, request: try decoder.decode(SendRequest.self, from: Data(line.utf8)))
                )
            } catch let error as DecodingError {
                let problem = Problem(error)
                problems.append(
                    problem.field.map { FileProblem(file: name, line: index + 1, key: $0, message: problem.detail) }
                        ?? noObject(name, line: index + 1)
                )
            } catch {
                problems.append(noObject(name, line: index + 1))
            }
        }
        return (rows, problems)
    }

    private static func noObject(_ name: String, line: Int) -> FileProblem {
        FileProblem(
            file: name,
            line: line,
            key: "",
            found: "something else",
            expected: "an object such as {\"to\": \"+49…\", \"text\": \"Hello\"}"
        )
    }

    private static func csv(_ text: String, name: String) -> ([Row], [FileProblem]) {
        var reader = CSVReader()
        let records = reader.feed(text.utf8) + reader.finish()
        guard let header = records.first else { return ([], []) }
        let names = header.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        var problems: [FileProblem] = []
        for column in names where !columns.contains(column) {
            let near = KeySuggestion.nearest(to: column, among: columns)
            problems.append(
                FileProblem(
                    file: name,
                    line: header.line,
                    key: column,
                    found: "an unknown column",
                    expected: near.map { "\($0) (did you mean that?)" } ?? "one of \(columns.joined(separator: ", "))"
                )
            )
        }
        for column in ["to", "text"] where !names.contains(column) {
            problems.append(
                FileProblem(
                    file: name,
                    line: header.line,
                    key: column,
                    found: "no such column",
                    expected: "one in the first line"
                )
            )
        }
        guard problems.isEmpty else { return ([], problems) }
        var rows: [Row] = []
        for record in records.dropFirst() {
            do throws(FileProblem) {
                rows.append(Row(line: record.line, request: try request(record, names: names, file: name)))
            } catch {
                problems.append(error)
            }
        }
        return (rows, problems)
    }

    private static func request(_ record: CSVRecord, names: [String], file: String) throws(FileProblem) -> SendRequest {
        func problem(_ key: String, _ message: String) -> FileProblem {
            FileProblem(file: file, line: record.line, key: key, message: message)
        }
        func value(_ column: String) -> String? {
            guard let index = names.firstIndex(of: column), index < record.fields.count else { return nil }
            return record.fields[index].isEmpty ? nil : record.fields[index]
        }
        if let broken = record.problem { throw problem("", broken.description) }
        guard record.fields.count <= names.count else {
            throw problem("", "has more fields than the first line: put texts with commas into quotation marks")
        }
        guard record.fields.count == names.count else {
            throw problem("", "has \(record.fields.count) fields, and the first line has \(names.count)")
        }
        guard let to = value("to") else { throw problem("to", "is empty") }
        guard let text = value("text") else { throw problem("text", "is empty") }
        var request = SendRequest(to: to, text: text)
        request.idempotencyKey = value("idempotency_key")
        request.category = value("category")
        if let seconds = value("validity_seconds") {
            guard let number = Int(seconds) else { throw problem("validity_seconds", "is no whole number") }
            request.validitySeconds = number
        }
        if let at = value("send_at") {
            guard let time = Timestamp(rfc3339: at) else {
                throw problem("send_at", "is no time such as 2026-11-24T09:00:00+01:00")
            }
            request.sendAt = time
        }
        return request
    }
}
