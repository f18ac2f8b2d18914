import SMS

/// The parts of longer messages that were decoded in one call.
struct PDUJoining {
    private var order: [PartKey] = []
    private var parts: [PartKey: [MessagePart]] = [:]

    mutating func add(_ decoded: DecodedPDU) {
        guard case .deliver(let deliver) = decoded.tpdu, let key = PartKey(deliver),
            let part = MessagePart(deliver.userData)
        else { return }
        if parts[key] == nil { order.append(key) }
        parts[key, default: []].append(part)
    }

    /// What the messages of several parts say together.
    func lines(width: Int) -> [String] {
        order.flatMap { key -> [String] in
            guard let own = parts[key], own.count > 1 else { return [] }
            let joined = Reassembly.join(own, total: key.total, marker: "[…]")
            let missing = joined.missing.map { String($0) }.joined(separator: ", ")
            let state = joined.isComplete ? "all \(key.total) parts" : "without part \(missing) of \(key.total)"
            return ["", "the message that these parts make, \(state):"]
                + TerminalText.wrapped(TerminalText.plain(joined.text ?? "(data, no text)"), to: width - 2).map {
                    "  " + $0
                }
        }
    }
}
