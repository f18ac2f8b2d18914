import Yams

/// A value as a YAML file that people read and edit.
enum YAMLText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = YAMLEncoder()
        encoder.options.allowUnicode = true
        encoder.options.width = 76
        let text = try encoder.encode(value)
        guard let node = try compose(yaml: text) else { return text }
        return try serialize(node: plain(node), width: 76, allowUnicode: true)
    }

    /// The encoder writes 0.35 as `3.5e-1`, which no file reader of ours takes.
    private static func plain(_ node: Node) -> Node {
        switch node {
        case .scalar(var scalar):
            guard scalar.style == .plain, scalar.string.contains(where: { $0 == "e" || $0 == "E" }),
                node.tag == Tag(.float), let number = Double(scalar.string)
            else { return node }
            let whole = number.rounded()
            scalar.string = whole == number && abs(number) < 1e15 ? "\(Int(whole))" : "\(number)"
            return .scalar(scalar)
        case .mapping(var mapping):
            for (key, value) in mapping { mapping[key] = plain(value) }
            return .mapping(mapping)
        case .sequence(var sequence):
            for index in sequence.indices { sequence[index] = plain(sequence[index]) }
            return .sequence(sequence)
        case .alias: return node
        }
    }
}
