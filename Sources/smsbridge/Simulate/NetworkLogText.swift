import Simulation

/// The network's log, for people.
struct NetworkLogText {
    /// Names of the lines by their IMSI.
    let lines: [String: String]

    /// One line of text.
    func line(_ entry: NetworkLogEntry) -> String {
        let tenths = entry.at.components.seconds * 10 + entry.at.components.attoseconds / 100_000_000_000_000_000
        return TerminalText.plain("\(tenths / 10).\(tenths % 10) s  \(text(entry.event))")
    }

    private func text(_ event: NetworkLogEvent) -> String {
        switch event {
        case .accepted(let segment): "took      \(what(segment))"
        case .refused(let segment, let number): "refused   \(what(segment))  +CMS ERROR \(number)"
        case .unreadable(let line, let pdu): "unreadable from \(name(line)): \(pdu)"
        case .lost(let segment): "lost      \(what(segment))"
        case .received(let number, let line, let text): "delivered \(name(line)) → \(number)  “\(text)”"
        case .replied(let reply):
            "wrote     \(reply.sender) → \(name(reply.line))  “\(reply.text)”"
                + (reply.parts > 1 ? "  in \(reply.parts) parts" : "")
        case .stored(let reply, let part, let line, let storage, let index):
            "stored    part \(part) of reply \(reply) in \(name(line)), \(storage) \(index)"
        case .routed(let reply, let part, let line): "routed    part \(part) of reply \(reply) by \(name(line))"
        case .deleted(let reply, let part, let line, let storage, let index):
            "deleted   part \(part) of reply \(reply) in \(name(line)), \(storage) \(index)"
        case .reported(let line, let recipient, let reference, let status):
            "reported  \(name(line)): \(recipient), reference \(reference), status \(status)"
        }
    }

    private func what(_ segment: NetworkSegment) -> String {
        let place = segment.total > 1 ? "  (\(segment.sequence) of \(segment.total))" : ""
        return "\(name(segment.line)) → \(segment.recipient)  “\(segment.text)”\(place)"
    }

    private func name(_ line: String) -> String { lines[line] ?? line }
}
