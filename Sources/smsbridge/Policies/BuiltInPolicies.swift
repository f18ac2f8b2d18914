import CPolicies
import Campaigns

/// The policies that come with the program, as the files that they are.
enum BuiltInPolicies {
    /// Their names, and their files' texts.
    static let files: [(name: String, text: String)] = (0..<cpolicies_count()).compactMap { index in
        guard let file = cpolicies_at(index)?.pointee, let name = file.name else { return nil }
        let text = UnsafeBufferPointer(start: file.text, count: file.length)
        return (String(cString: name), String(decoding: text, as: UTF8.self))
    }

    static func read() throws(FileProblems) -> [Policy] {
        var policies: [Policy] = []
        for file in files {
            policies.append(try PolicyFileReader.read(YAMLFile(name: "\(file.name).yaml", text: file.text)))
        }
        return policies
    }
}
