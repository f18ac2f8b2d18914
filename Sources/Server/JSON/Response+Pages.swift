import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Some lines of an answer that goes on, and where the next ones begin.
struct Page<Cursor: Sendable>: Sendable {
    var lines: String
    /// Nil behind the last line.
    var next: Cursor?
}

/// How the rows of an answer that goes on are written.
enum LineFormat: String, CaseIterable, Sendable {
    /// RFC 4180 with a header.
    case csv
    /// A JSON object a line.
    case jsonl

    var type: String { self == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson" }
}

extension Response {
    /// An answer that is read from the database page by page while the client takes it. What is wrong with the first page
    /// is told as a problem; where a later one fails, the answer ends in the middle and the connection with it.
    static func pages<Cursor: Sendable>(
        type: String,
        head: String = "",
        from start: Cursor,
        _ page: @escaping @Sendable (Cursor) async throws -> Page<Cursor>
    ) async throws -> Response {
        let first = try await page(start)
        return Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var current = first
                try await writer.write(ByteBuffer(string: head + current.lines))
                while let next = current.next {
                    current = try await page(next)
                    try await writer.write(ByteBuffer(string: current.lines))
                }
                try await writer.finish(nil)
            }
        )
    }

    /// The verdicts of a list as CSV, with the figures of the whole in a header of the answer.
    static func verdicts(_ spool: VerdictSpool, summary: some Encodable) throws -> Response {
        var headers: HTTPFields = [.contentType: LineFormat.csv.type, .cacheControl: "no-store"]
        if let name = HTTPField.Name(summaryField) { headers[name] = try asciiJSON(summary) }
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                var offset: Int64 = 0
                while true {
                    let chunk = try spool.read(from: offset)
                    if chunk.readableBytes == 0 { break }
                    offset += Int64(chunk.readableBytes)
                    try await writer.write(chunk)
                }
                try await writer.finish(nil)
            }
        )
    }

    static let summaryField = "Smsbridge-Summary"

    /// A header has no place for other characters than those of ASCII.
    static func asciiJSON(_ value: some Encodable) throws -> String {
        let text = String(decoding: try JSONCoding.encoder().encode(value), as: UTF8.self)
        return text.utf16.map { unit in
            if unit < 0x80 { return String(UnicodeScalar(UInt8(unit))) }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        .joined()
    }
}

extension LineFormat {
    /// A row as this format has it.
    func line(_ row: some Encodable, csv: String) throws -> String {
        switch self {
        case .csv: csv
        case .jsonl: String(decoding: try JSONCoding.encoder().encode(row), as: UTF8.self) + "\n"
        }
    }
}
