import Campaigns
import Yams

/// One value in a YAML file, with its place. Reading it as something that it is not reports a problem and gives `nil`.
struct YAMLValue {
    let node: Node
    /// The way to it, such as `modems[0].port`.
    let key: String
    let file: YAMLFile

    /// From 1.
    var line: Int? { node.mark?.line }

    /// The text of a scalar as it is written; `nil` for a mapping or a list.
    var scalar: String? { node.scalar?.string }

    /// Whether nothing stands behind the key.
    var isEmpty: Bool {
        guard let scalar = node.scalar else { return false }
        return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// What stands there, for people.
    var found: String {
        switch node {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        case .scalar(let scalar):
            isEmpty ? "nothing" : "\"\(scalar.string.prefix(60))\(scalar.string.count > 60 ? "…" : "")\""
        }
    }

    func report(expected: String, found: String? = nil) {
        file.report(
            FileProblem(file: file.name, line: line, key: key, found: found ?? self.found, expected: expected)
        )
    }

    /// A mapping with these keys and no others.
    func section(_ keys: [String]) -> YAMLSection? {
        guard let mapping = node.mapping else {
            report(expected: "a mapping with the keys \(keys.joined(separator: ", "))")
            return nil
        }
        return YAMLSection(mapping, of: self, keys: keys)
    }

    /// The entries of a list, or `nil` with a problem.
    func items(expected: String, limit: Int) -> [YAMLValue]? {
        guard let sequence = node.sequence else {
            report(expected: expected)
            return nil
        }
        guard sequence.count <= limit else {
            report(expected: "at most \(limit) entries", found: "\(sequence.count) entries")
            return nil
        }
        return sequence.enumerated().map { YAMLValue(node: $1, key: "\(key)[\($0)]", file: file) }
    }

    /// The text of a plain or quoted value.
    func text(expected: String = "text", limit: Int = 4096) -> String? {
        guard let scalar = node.scalar, !isEmpty else {
            report(expected: expected)
            return nil
        }
        guard scalar.string.utf8.count <= limit else {
            report(expected: "at most \(limit) octets")
            return nil
        }
        return scalar.string
    }

    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let text = scalar, let number = Int(text), range.contains(number) else {
            report(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    func number(in range: ClosedRange<Double>) -> Double? {
        guard let text = scalar, let number = Double(text), range.contains(number) else {
            report(expected: "a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    func flag() -> Bool? {
        switch scalar?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            report(expected: "true or false")
            return nil
        }
    }

    /// A time with its unit, such as `8s` or `5m`.
    func duration(in range: ClosedRange<Duration>) -> Duration? {
        guard let text = scalar, let duration = DurationText.read(text), range.contains(duration) else {
            let bounds = "\(DurationText.write(range.lowerBound)) to \(DurationText.write(range.upperBound))"
            report(expected: "a time with a unit (ms, s, m, h, d) from \(bounds), such as 8s")
            return nil
        }
        return duration
    }

    /// One of the values of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        if let text = scalar, let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        var expected = "one of \(names.joined(separator: ", "))"
        if let text = scalar, let near = KeySuggestion.nearest(to: text, among: names) {
            expected += " (did you mean \(near)?)"
        }
        report(expected: expected)
        return nil
    }
}
