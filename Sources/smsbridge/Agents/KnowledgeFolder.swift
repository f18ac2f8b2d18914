import Campaigns
import Foundation

/// Why a folder of knowledge cannot be read.
struct KnowledgeProblem: Error {
    var expected: String
    var found: String
}

/// A folder of Markdown, text and HTML, folders within it included. Other files, hidden ones and links are left out.
enum KnowledgeFolder {
    static let mostFiles = 2000
    static let mostOctets = 20 << 20

    /// Its passages, in the order of the files' names.
    static func read(_ path: String) throws(KnowledgeProblem) -> [KnowledgePassage] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw KnowledgeProblem(expected: "a folder with Markdown, text or HTML", found: "\(path), which is none")
        }
        var names: [String] = []
        let files = FileManager.default.enumerator(atPath: path)
        while let name = files?.nextObject() as? String {
            if name.hasPrefix(".") || name.contains("/.") { continue }
            guard KnowledgeChunks.Format(fileName: name) != nil,
                files?.fileAttributes?[.type] as? FileAttributeType == .typeRegular
            else { continue }
            names.append(name)
            guard names.count <= mostFiles else {
                throw KnowledgeProblem(expected: "at most \(mostFiles) files", found: "more in \(path)")
            }
        }
        guard !names.isEmpty else {
            throw KnowledgeProblem(expected: "files that end with .md, .txt or .html", found: "none in \(path)")
        }
        var passages: [KnowledgePassage] = []
        var octets = 0
        for name in names.sorted() {
            guard let format = KnowledgeChunks.Format(fileName: name) else { continue }
            guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
                throw KnowledgeProblem(expected: "a file that can be read", found: path + "/" + name)
            }
            octets += data.count
            guard octets <= mostOctets else {
                throw KnowledgeProblem(expected: "at most \(mostOctets >> 20) MB in all", found: "more in \(path)")
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                throw KnowledgeProblem(expected: "text in UTF-8", found: "something else in \(path)/\(name)")
            }
            passages += KnowledgeChunks.cut(text, name: name, format: format)
        }
        return passages
    }
}
