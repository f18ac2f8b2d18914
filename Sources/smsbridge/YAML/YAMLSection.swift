import Campaigns
import Yams

/// A mapping whose keys are known. Making one reports the keys that are not.
struct YAMLSection {
    let value: YAMLValue
    private let mapping: Node.Mapping

    init(_ mapping: Node.Mapping, of value: YAMLValue, keys: [String]) {
        self.mapping = mapping
        self.value = value
        for (name, _) in mapping where !keys.contains(name.string ?? "") {
            let written = name.string ?? "a key that is not text"
            let near = KeySuggestion.nearest(to: written, among: keys)
            value.file.report(
                FileProblem(
                    file: value.file.name,
                    line: name.mark?.line,
                    key: Self.join(value.key, written),
                    found: "an unknown key",
                    expected: near.map { "\($0) (did you mean that?)" } ?? "one of \(keys.joined(separator: ", "))"
                )
            )
        }
    }

    /// The value behind a key; `nil` where the key is absent or has nothing behind it.
    subscript(_ name: String) -> YAMLValue? {
        guard let node = mapping[name] else { return nil }
        let found = YAMLValue(node: node, key: Self.join(value.key, name), file: value.file)
        return found.isEmpty ? nil : found
    }

    /// The value behind a key that must be there.
    func required(_ name: String, expected: String) -> YAMLValue? {
        if let found = self[name] { return found }
        value.file.report(
            FileProblem(
                file: value.file.name,
                line: value.line,
                key: Self.join(value.key, name),
                found: "nothing",
                expected: expected
            )
        )
        return nil
    }

    /// The names of the keys as written, in order.
    var names: [String] {
        mapping.compactMap { $0.key.string }
    }

    private static func join(_ prefix: String, _ name: String) -> String {
        prefix.isEmpty ? name : "\(prefix).\(name)"
    }
}
