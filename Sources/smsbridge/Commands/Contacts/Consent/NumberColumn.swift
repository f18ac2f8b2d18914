import Campaigns
import Server

/// The numbers of a contact list, read whole.
enum NumberColumn {
    /// Numbers stay as they are written; the daemon reads them.
    static func read(_ path: String) throws(FileProblems) -> [String] {
        let text = try TextFile.read(path, limit: APILimits.jsonOctets)
        var reader = CSVReader()
        let records = reader.feed(text.utf8) + reader.finish()
        func problem(_ line: Int?, _ message: String) -> FileProblems {
            FileProblems([FileProblem(file: path, line: line, key: "", message: message)])
        }
        guard let head = records.first else { throw problem(nil, "holds no contacts") }
        let header: ContactHeader
        do throws(ImportProblem) {
            header = try ContactHeader(head.fields, line: head.line)
        } catch {
            throw problem(error.line, error.reason)
        }
        guard let column = header.columns.firstIndex(of: .phone) else { return [] }
        return records.dropFirst().compactMap { record in
            let number = record.fields.indices.contains(column) ? record.fields[column] : ""
            return number.contains { !$0.isWhitespace } ? number : nil
        }
    }
}
