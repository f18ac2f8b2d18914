/// What the tests of one round show: whose fault each lost one is, how each line stands, and what else would tell.
///
/// A line sends where one of its messages came, and receives where one came to it. So where the message of A to B did not
/// come, A is at fault when another one came to B, and B when another one of A came.
public struct LoopbackReview: Sendable, Hashable {
    private let results: [LoopbackResult]
    private let senders: Set<Int64>
    private let receivers: Set<Int64>

    public init(_ results: [LoopbackResult]) {
        self.results = results
        var (senders, receivers): (Set<Int64>, Set<Int64>) = ([], [])
        for result in results {
            switch result.outcome {
            case .arrived:
                senders.insert(result.pair.from)
                receivers.insert(result.pair.to)
            case .elsewhere(let line):
                senders.insert(result.pair.from)
                receivers.insert(line)
            case .lost(let isTaken): if isTaken { senders.insert(result.pair.from) }
            case .waiting, .refused, .unclear: break
            }
        }
        (self.senders, self.receivers) = (senders, receivers)
    }

    /// Whose fault it is that this test failed; `nil` where it did not, or says nothing.
    public func blame(for result: LoopbackResult) -> LoopbackBlame? {
        switch result.outcome {
        case .waiting, .arrived, .unclear: return nil
        case .refused: return .sender
        case .elsewhere: return .receiver
        case .lost:
            switch (senders.contains(result.pair.from), receivers.contains(result.pair.to)) {
            case (true, true): return .nobody
            case (true, false): return .receiver
            case (false, true): return .sender
            case (false, false): return .either
            }
        }
    }

    /// How a line stands; `nil` where the tests do not say enough.
    public func verdict(on line: Int64) -> LoopbackVerdict? {
        let lost = results.filter(\.isLost)
        // A message to itself tells of both sides.
        let sent = lost.filter { $0.pair.from == line && blame(for: $0) == .sender }
        let missed = lost.filter { $0.pair.to == line && blame(for: $0) == .receiver }
        let isMute = !sent.isEmpty && !senders.contains(line)
        let isDeaf = !missed.isEmpty && !receivers.contains(line)
        if isMute, isDeaf { return .dead(isProven: sent.count + missed.count > 1) }
        if isMute {
            let all = lost.count { $0.pair.from == line }
            return .mute(to: Self.unique(sent.map(\.pair.to)), isProven: all > 1)
        }
        if isDeaf {
            let all = lost.count { $0.pair.to == line }
            return .deaf(from: Self.unique(missed.map(\.pair.from)), isProven: all > 1)
        }
        for result in results where result.pair.from == line {
            if case .refused(let reason) = result.outcome, !senders.contains(line) {
                return .refused(to: result.pair.to, reason)
            }
        }
        for result in results where result.pair.to == line {
            if case .elsewhere(let other) = result.outcome { return .wrongNumber(of: other) }
        }
        // It is told once, of the line that wrote.
        if let doubt = lost.first(where: { $0.pair.from == line && blame(for: $0) == .either }) {
            return .doubtful(with: doubt.pair.to)
        }
        return senders.contains(line) && receivers.contains(line) ? .works : nil
    }

    /// What else to send so that a lost test has its culprit: a third line writes to the receiver, and the sender to a third
    /// line; of two lines, each writes to itself, and one that is alone once more. Both are sent also where one would
    /// tell: one message may be lost by the network.
    public func followUps(for lost: LoopbackResult, among members: [LoopbackMember]) -> [LoopbackPair] {
        guard lost.isLost, !lost.isFollowUp, blame(for: lost) != .nobody else { return [] }
        let (from, to) = (lost.pair.from, lost.pair.to)
        func isThere(_ line: Int64) -> Bool { members.contains { $0.id == line } }
        func isNumbered(_ line: Int64) -> Bool { members.contains { $0.id == line && $0.hasNumber } }
        let others = members.filter { $0.id != from && $0.id != to }
        let works = others.filter { senders.contains($0.id) && receivers.contains($0.id) }
        var wanted: [LoopbackPair] = []
        if let third = works.first ?? others.first(where: \.hasNumber) ?? others.first {
            wanted = [LoopbackPair(from: third.id, to: to), LoopbackPair(from: from, to: third.id)]
        } else if lost.pair.isToItself {
            return results.count { $0.pair == lost.pair } < 2 && isNumbered(to) ? [lost.pair] : []
        } else {
            wanted = [LoopbackPair(from: from, to: from), LoopbackPair(from: to, to: to)]
        }
        return wanted.filter { pair in
            isThere(pair.from) && isNumbered(pair.to) && !results.contains { $0.pair == pair && $0.outcome != .unclear }
        }
    }

    private static func unique(_ lines: [Int64]) -> [Int64] {
        lines.reduce(into: []) { found, line in if !found.contains(line) { found.append(line) } }
    }
}
