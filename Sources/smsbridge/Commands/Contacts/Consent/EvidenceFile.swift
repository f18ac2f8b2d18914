import Foundation
import Storage

/// A file that proves a consent: what is kept of it is its name and its hash.
struct EvidenceFile {
    let name: String
    /// In hexadecimal digits.
    let sha256: String

    private static let mostOctets = 1 << 30
    private static let piece = 1 << 20

    init(_ path: String) throws(FileProblems) {
        func problem(_ found: String, _ expected: String) -> FileProblems {
            FileProblems([FileProblem(file: path, line: nil, key: "", found: found, expected: expected)])
        }
        var digest = FileDigest()
        do {
            let handle = try FileTrouble.open(path)
            while let data = try handle.read(upToCount: Self.piece), !data.isEmpty {
                digest.take(Array(data))
                if digest.octets > Self.mostOctets { break }
            }
        } catch {
            let trouble = error as? FileTrouble ?? FileTrouble(error)
            throw problem(trouble.found, trouble.expected)
        }
        guard digest.octets <= Self.mostOctets else {
            throw problem("more than \(Self.mostOctets) octets", "a file of at most \(Self.mostOctets) octets")
        }
        name = URL(fileURLWithPath: path).lastPathComponent
        sha256 = digest.text
    }
}
