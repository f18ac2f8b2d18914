import Campaigns
import Storage

extension DayChecker {
    /// Promise 1: the owner of a conversation alone answers. What an agent said does not leave once somebody else has it,
    /// or the person wrote again; and the history of owners has no gap.
    static let ownerAnswersAlone = DayChecker(name: "ownerAnswersAlone", promise: 1) { record in
        let changes = Dictionary(grouping: record.facts.ownerChanges, by: \.number)
        let inbound = Dictionary(grouping: record.facts.inbound.filter { $0.kind == "text" }, by: \.sender)
        var problems: [String] = []
        for (number, owner) in record.facts.owners.sorted(by: { $0.key < $1.key }) {
            let history = changes[number] ?? []
            for (change, next) in zip(history, history.dropFirst()) where change.owner != next.before {
                problems.append("\(number) went to \(change.owner), and then from \(next.before) to \(next.owner)")
            }
            if let last = history.last, last.owner != owner {
                problems.append("\(number) belongs to \(owner), and went to \(last.owner) last")
            }
        }
        for message in record.facts.messages where message.origin == "agent" {
            guard let left = record.index.handOversOf[message.id]?.first?.at else { continue }
            // What happened within a second of the hand-over may have been committed after it.
            let settled = left - .seconds(1)
            let since = (changes[message.number] ?? []).filter { $0.at >= message.createdAt && $0.at < settled }
            // The last word of an agent changes the owner itself.
            let isLastWord = since.first.map { $0.at == message.createdAt && $0.before == "agent" } ?? false
            if let change = since.dropFirst(isLastWord ? 1 : 0).first {
                problems.append(
                    "the agent's message \(message.id) left after \(message.number) went to \(change.owner)"
                )
            }
            let later = (inbound[message.number] ?? []).first {
                $0.receivedAt > message.createdAt && $0.receivedAt < settled
            }
            if let later, !isLastWord {
                problems.append(
                    "the agent's message \(message.id) left after \(message.number) wrote “\(later.text.prefix(30))”"
                )
            }
        }
        return problems
    }
}
