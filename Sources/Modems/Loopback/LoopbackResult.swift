/// What became of one test message.
public struct LoopbackResult: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// Not known yet.
        case waiting
        /// It came to the line that it was for.
        case arrived
        /// It came to another one of our lines.
        case elsewhere(Int64)
        /// It left and did not come in its time. `isTaken`: the network has reported on it, so it certainly left.
        case lost(isTaken: Bool)
        /// The network or the modem refused it, in these words.
        case refused(String)
        /// It never left, or nobody was there to receive it: says nothing of either line.
        case unclear
    }

    public var id: Int64
    public var pair: LoopbackPair
    public var outcome: Outcome
    /// Sent since another one did not come back.
    public var isFollowUp: Bool

    public init(id: Int64, pair: LoopbackPair, outcome: Outcome, isFollowUp: Bool = false) {
        self.id = id
        self.pair = pair
        self.outcome = outcome
        self.isFollowUp = isFollowUp
    }

    var isLost: Bool { if case .lost = outcome { true } else { false } }
}

/// Whose fault it is that a test did not come back.
public enum LoopbackBlame: String, Sendable, Hashable, CaseIterable, Codable {
    case sender
    case receiver
    /// One of both, and nothing tells which.
    case either
    /// Both are proven to work: the network lost it.
    case nobody
}

/// What tests show of one line.
public enum LoopbackVerdict: Sendable, Hashable {
    /// It sends and receives.
    case works
    /// It does not send: these lines, which receive, got nothing from it.
    case mute(to: [Int64], isProven: Bool)
    /// It does not receive: these lines, which send, wrote to it in vain.
    case deaf(from: [Int64], isProven: Bool)
    /// Neither.
    case dead(isProven: Bool)
    /// What it sent to that line (or itself) did not come: one of both is at fault.
    case doubtful(with: Int64)
    /// What it sent was refused.
    case refused(to: Int64, String)
    /// The number that is known as its own belongs to that other line.
    case wrongNumber(of: Int64)

    /// Shown by two messages at least: the line must not go on to work for campaigns.
    public var isProven: Bool {
        switch self {
        case .mute(_, let isProven), .deaf(_, let isProven), .dead(let isProven): isProven
        case .works, .doubtful, .refused, .wrongNumber: false
        }
    }

    /// For people, without the line's own name. `name` says what other lines are called, `within` how long was waited.
    public func words(within: Duration, line: Int64, _ name: (Int64) -> String) -> String? {
        func list(_ lines: [Int64]) -> String {
            lines.map { $0 == line ? "itself" : name($0) }.joined(separator: " and ")
        }
        let time = Self.time(within)
        return switch self {
        case .works: nil
        case .mute(let lines, _):
            "it does not send: its messages to \(list(lines)) did not come within \(time), though "
                + (lines == [line] ? "it receives" : "others came there")
        case .deaf(let lines, _):
            "it does not receive: messages from \(list(lines)) did not come within \(time), though "
                + (lines == [line] ? "it sends" : "others from there came")
        case .dead: "it neither sends nor receives: nothing from it or to it came within \(time)"
        case .doubtful(let other) where other == line:
            "its message to itself did not come within \(time): it does not send, or does not receive"
        case .doubtful(let other):
            "its message to \(name(other)) did not come within \(time): one of both does not work"
        case .refused(let other, let reason):
            "its message to \(list([other])) was refused: \(reason)"
        case .wrongNumber(let other): "the number that is known as its own is \(name(other))'s"
        }
    }

    private static func time(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        return seconds >= 120 && seconds % 60 == 0 ? "\(seconds / 60) min" : "\(max(seconds, 1)) s"
    }
}
