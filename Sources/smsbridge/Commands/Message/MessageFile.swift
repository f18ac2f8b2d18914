import Campaigns
import Foundation
import Gateway
import Server

/// Messages in a file: CSV with a header, or JSON lines.
enum MessageFile {
    private static let columns = ["to", "text", "idempotency_key", "validity_seconds", "send_at"]

    static func read(_ path: String) throws -> [SendRequest] {
        let text = try TextFile.read(path, limit: APILimits.jsonOctets)
        return try read(text, name: path == "-" ? "standard input" : path)
    }

    static func read(_ text: String, name: String) throws(FileProblems) -> [SendRequest] {
        let isJSON = text.first { !$0.isWhitespace } == "{"
        let (requests, problems) = isJSON ? jsonLines(text, name: name) : csv(text, name: name)
        if !problems.isEmpty { throw FileProblems(problems) }
        func refuse(_ message: String) -> FileProblems {
            FileProblems([FileProblem(file: name, line: nil, key: "", message: message)])
        }
        guard !requests.isEmpty else { throw refuse("holds no messages") }
        guard requests.count <= APILimits.messages else {
            throw refuse("holds \(requests.count) messages: split it, one call takes \(APILimits.messages)")
        }
        return requests
    }

    private static func jsonLines(_ text: String, name: String) -> ([SendRequest], [FileProblem]) {
        var requests: [SendRequest] = []
        var problems: [FileProblem] = []
        let decoder = JSONCoding.decoder()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            do {
                requests.append(try decoder.decode(SendRequest.self, from: Data(line.utf8)))
            } catch {
                problems.append(
                    FileProblem(
                        file: name,
                        line: index + 1,
                        key: "",
                        found: "something else",
                        expected: "an object such as {\"to\": \"+49…\", \"text\": \"Hello\"}"
                    )
                )
            }
        }
        return (requests, problems)
    }

    private static func csv(_ text: String, name: String) -> ([SendRequest], [FileProblem]) {
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
        var requests: [SendRequest] = []
        for record in records.dropFirst() {
            do throws(FileProblem) {
                requests.append(try request(record, names: names, file: name))
            } catch {
                problems.append(error)
            }
        }
        return (requests, problems)
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
        guard let to = value("to") else { throw problem("to", "is empty") }
        guard let text = value("text") else { throw problem("text", "is empty") }
        var request = SendRequest(to: to, text: text)
        request.idempotencyKey = value("idempotency_key")
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
