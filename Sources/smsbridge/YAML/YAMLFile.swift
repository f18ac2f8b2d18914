import Foundation
import Yams

/// A YAML file that is read value by value, and collects what is wrong on the way.
final class YAMLFile {
    /// As the person named it.
    let name: String
    /// Against which relative paths in the file are taken.
    let folder: String
    private(set) var problems: [FileProblem] = []
    private let document: Node

    /// A file of settings or a campaign is small; more is a mistake.
    static let sizeLimit = 1 << 20

    init(name: String, text: String) throws(FileProblems) {
        self.name = name
        self.folder = URL(fileURLWithPath: name).deletingLastPathComponent().path
        do {
            document = try Yams.compose(yaml: text) ?? Node([(Node, Node)]())
        } catch {
            throw FileProblems([Self.problem(for: error, in: name)])
        }
    }

    /// Reads the file at the path; `name` may be `-` for standard input.
    convenience init(path: String) throws(FileProblems) {
        try self.init(name: path, text: TextFile.read(path, limit: Self.sizeLimit))
    }

    var root: YAMLValue {
        YAMLValue(node: document, key: "", file: self)
    }

    func report(_ problem: FileProblem) {
        problems.append(problem)
    }

    /// Throws everything that was reported so far.
    func check() throws(FileProblems) {
        if !problems.isEmpty { throw FileProblems(problems) }
    }

    private static func problem(for error: any Error, in name: String) -> FileProblem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            FileProblem(file: name, line: mark.line, key: "", found: problem, expected: "well-formed YAML")
        case .duplicatedKeysInMapping(let duplicates, let context):
            FileProblem(
                file: name,
                line: context.mark.line,
                key: duplicates.sorted().joined(separator: ", "),
                found: "the same key twice",
                expected: "each key once"
            )
        case .reader(let problem, _, _, _):
            FileProblem(file: name, line: nil, key: "", found: problem, expected: "UTF-8 text")
        default:
            FileProblem(file: name, line: nil, key: "", found: "\(error)", expected: "well-formed YAML")
        }
    }
}
