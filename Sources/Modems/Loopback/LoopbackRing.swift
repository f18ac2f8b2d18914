/// A line that takes part in a test of the box's lines with each other.
public struct LoopbackMember: Sendable, Hashable {
    /// The line, as the one who asks numbers it.
    public var id: Int64
    /// What people call it.
    public var name: String
    /// Whether its own number is known: without it nobody can write to it.
    public var hasNumber: Bool

    public init(id: Int64, name: String, hasNumber: Bool) {
        self.id = id
        self.name = name
        self.hasNumber = hasNumber
    }
}

/// Who sends a test, and to whom; a line may send to itself.
public struct LoopbackPair: Sendable, Hashable {
    public var from: Int64
    public var to: Int64

    public init(from: Int64, to: Int64) {
        self.from = from
        self.to = to
    }

    public var isToItself: Bool { from == to }
}

/// Who sends to whom: in a ring by name, so that with so many messages as there are lines each one sends and each one whose
/// number is known receives.
public struct LoopbackRing: Sendable, Hashable {
    public let members: [LoopbackMember]

    public init(_ members: [LoopbackMember]) {
        self.members = members.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// One message from each line to the next one whose number is known; to itself where there is no other.
    public var pairs: [LoopbackPair] {
        members.indices.compactMap { place in
            receiver(after: place).map { LoopbackPair(from: members[place].id, to: $0.id) }
        }
    }

    /// What proves one line alone: what it sends to the next one, and what the one before sends to it.
    public func pairs(about line: Int64) -> [LoopbackPair] {
        guard let place = members.firstIndex(where: { $0.id == line }) else { return [] }
        var found: [LoopbackPair] = []
        if let next = receiver(after: place) { found.append(LoopbackPair(from: line, to: next.id)) }
        guard members[place].hasNumber, let before = neighbour(before: place) else { return found }
        let back = LoopbackPair(from: before.id, to: line)
        return found.contains(back) ? found : found + [back]
    }

    /// The lines to which nobody can write, by name.
    public var unnumbered: [LoopbackMember] { members.filter { !$0.hasNumber } }

    private func receiver(after place: Int) -> LoopbackMember? {
        let next = members[(place + 1)...] + members[...place]
        return next.first(where: \.hasNumber)
    }

    private func neighbour(before place: Int) -> LoopbackMember? {
        members.isEmpty ? nil : members[(place + members.count - 1) % members.count]
    }
}
