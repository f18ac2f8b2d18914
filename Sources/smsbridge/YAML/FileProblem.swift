/// One thing that is wrong in a file that a person wrote, and where.
struct FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    var file: String
    /// From 1; `nil` where the problem is the file itself.
    var line: Int?
    /// The way to the value, such as `modems[1].limits.per_hour`; empty for the whole file.
    var key: String
    /// What is wrong, for people.
    var message: String

    init(file: String, line: Int?, key: String, message: String) {
        self.file = file
        self.line = line
        self.key = key
        self.message = message
    }

    /// What stands there, and what should.
    init(file: String, line: Int?, key: String, found: String, expected: String) {
        self.init(file: file, line: line, key: key, message: "found \(found), expected \(expected)")
    }

    var description: String {
        var text = file
        if let line { text += ":\(line)" }
        text += ": "
        if !key.isEmpty { text += "\(key): " }
        return text + message
    }
}

/// Everything that is wrong in a file, in the order of its lines.
struct FileProblems: Error, Hashable, Sendable, CustomStringConvertible {
    var all: [FileProblem]

    init(_ problems: [FileProblem]) {
        var seen: Set<FileProblem> = []
        let distinct = problems.filter { seen.insert($0).inserted }
        all = distinct.enumerated()
            .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
            .map(\.element)
    }

    var description: String {
        all.map(\.description).joined(separator: "\n")
    }
}
