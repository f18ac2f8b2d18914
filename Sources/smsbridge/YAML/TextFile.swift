import Foundation

/// Small text files, read whole with a bound.
enum TextFile {
    /// Reads UTF-8 text of at most `limit` octets from a path, or from standard input for `-`.
    static func read(_ path: String, limit: Int) throws(FileProblems) -> String {
        func problem(_ found: String, _ expected: String) -> FileProblems {
            FileProblems([FileProblem(file: path, line: nil, key: "", found: found, expected: expected)])
        }
        let data: Data
        do {
            let handle = path == "-" ? .standardInput : try FileTrouble.open(path)
            data = try handle.read(upToCount: limit + 1) ?? Data()
        } catch {
            let trouble = error as? FileTrouble ?? FileTrouble(error)
            throw problem(trouble.found, trouble.expected)
        }
        guard data.count <= limit else {
            throw problem("more than \(limit) octets", "a file of at most \(limit) octets")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw problem("octets that are not UTF-8", "UTF-8 text")
        }
        return text
    }
}
