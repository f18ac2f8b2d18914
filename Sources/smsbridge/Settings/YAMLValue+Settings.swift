import Campaigns
import Connectors
import Foundation

extension YAMLValue {
    /// A list of texts.
    func texts(limit: Int) -> [String] {
        (items(expected: "a list", limit: limit) ?? []).compactMap { $0.text(limit: 200) }
    }

    /// The name of one of the agents.
    func agentName(among names: [String]) -> String? {
        guard let name = text(expected: "the name of an agent", limit: 100) else { return nil }
        guard !names.contains(name) else { return name }
        let near = KeySuggestion.nearest(to: name, among: names)
        let known =
            names.isEmpty ? "an agent, and there are none" : "one of the agents \(names.joined(separator: ", "))"
        report(expected: near.map { "\($0) (did you mean that?)" } ?? known)
        return nil
    }

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
