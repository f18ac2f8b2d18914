import Connectors
import Foundation

extension YAMLValue {
    /// A path; a relative one starts at the file's folder.
    func path(expected: String) -> String? {
        guard let text = text(expected: expected) else { return nil }
        return absolute(text)
    }

    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : file.folder + "/" + path
    }

    /// A secret: its text, or `file:PATH` for the first line of a file that not everyone may read.
    func secret(expected: String) -> Secret? {
        guard let text = scalar, !isEmpty, text.utf8.count <= 4096 else {
            report(expected: expected, found: isEmpty ? "nothing" : "something else")
            return nil
        }
        guard text.hasPrefix("file:") else { return Secret(text) }
        let path = absolute(String(text.dropFirst(5)))
        do {
            return Secret(try SecretFile.read(path))
        } catch {
            report(expected: error.expected, found: error.found)
            return nil
        }
    }
}
