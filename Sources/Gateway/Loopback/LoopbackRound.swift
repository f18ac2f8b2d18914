import Campaigns
import Modems
import Storage

/// The tests of one round as they stand at a moment, and what follows from them.
struct LoopbackRound {
    let tests: [Loopback]
    private let progress: [Int64: LoopbackProgress]
    let review: LoopbackReview
    private let results: [LoopbackResult]

    /// `since` says when a line began to be there without a break; `nil` where it is not there.
    init(_ tests: [Loopback], within: Duration, at now: Timestamp, since: (RouteID) -> Timestamp?) {
        self.tests = tests
        var progress: [Int64: LoopbackProgress] = [:]
        for test in tests {
            // What was found once stands, unless it came after all.
            if test.isConcluded, let outcome = test.outcome {
                progress[test.id] = .settled(outcome, reason: test.reason)
            } else {
                progress[test.id] = LoopbackProgress(
                    of: test,
                    within: within,
                    receiverSince: test.receiver.flatMap(since),
                    at: now
                )
            }
        }
        self.progress = progress
        results = tests.compactMap { test in progress[test.id].flatMap { LoopbackResult(test, $0) } }
        review = LoopbackReview(results)
    }

    /// Nothing is waited for any more.
    var isSettled: Bool { progress.values.allSatisfy { if case .settled = $0 { true } else { false } } }

    /// When time changes something; `nil`: never.
    var next: Timestamp? {
        progress.values.compactMap { if case .waits(let until) = $0 { until } else { nil } }.min()
    }

    /// The lines that take part, in order.
    var lines: [RouteID] {
        tests.flatMap { [$0.sender, $0.receiver] }.compactMap(\.self).reduce(into: []) { lines, line in
            if !lines.contains(line) { lines.append(line) }
        }
    }

    /// What is to be written down: what is settled by now and is not stored so.
    func findings(_ name: (RouteID) -> String) -> [LoopbackFinding] {
        tests.compactMap { test in
            guard case .settled(let outcome, let reason)? = progress[test.id] else { return nil }
            let result = results.first { $0.id == test.id }
            let blame = result.flatMap(review.blame).flatMap { Loopback.Blame(rawValue: $0.rawValue) }
            let culprit: RouteID? =
                switch blame {
                case .sender: test.sender
                case .receiver: test.receiver
                case .either, .nobody, nil: nil
                }
            let finding = LoopbackFinding(
                id: test.id,
                outcome: outcome,
                reason: words(test, outcome, blame, name) ?? reason,
                blame: blame,
                isProven: culprit.flatMap(review.verdict)?.isProven ?? false
            )
            return finding.stands(in: test) ? nil : finding
        }
    }

    private func words(
        _ test: Loopback,
        _ outcome: Loopback.Outcome,
        _ blame: Loopback.Blame?,
        _ name: (RouteID) -> String
    ) -> String? {
        guard let sender = test.sender, let receiver = test.receiver else { return nil }
        if outcome == .arrived, let line = test.arrivedOn, line != receiver {
            return "it came to \(name(line)): the number known as \(name(receiver))'s is wrong"
        }
        guard outcome == .lost else { return nil }
        return switch blame {
        case .sender: "\(name(sender)) does not send"
        case .receiver: "\(name(receiver)) does not receive"
        case .nobody: "the network lost it: both lines work"
        case .either where sender == receiver: "\(name(sender)) does not send, or does not receive"
        case .either, nil: "one of both does not work"
        }
    }

    /// What else to send, for tests that are found to be lost now.
    func followUps(among members: [LoopbackMember]) -> [LoopbackPair] {
        var wanted: [LoopbackPair] = []
        for result in results {
            guard tests.first(where: { $0.id == result.id })?.isConcluded == false else { continue }
            for pair in review.followUps(for: result, among: members) where !wanted.contains(pair) {
                wanted.append(pair)
            }
        }
        return Array(wanted.prefix(Self.mostFollowUps))
    }

    /// One round sends at most so many messages more.
    private static let mostFollowUps = 6

    /// What a round that decides about a return says; `nil` while it is not settled.
    var verdict: Rotation.Event? {
        guard isSettled else { return nil }
        var came = true
        for test in tests {
            guard case .settled(let outcome, let reason)? = progress[test.id] else { continue }
            switch outcome {
            case .arrived: break
            case .lost: came = false
            case .refused:
                return .checked(objection: "a test message was refused: \(reason ?? "no reason")", loopback: false)
            case .unsent, .unclear:
                return .checked(objection: "no test could be made: \(reason ?? "no reason")", loopback: nil)
            }
        }
        return .checked(objection: nil, loopback: came)
    }
}

extension LoopbackFinding {
    fileprivate func stands(in test: Loopback) -> Bool {
        test.isConcluded && test.outcome == outcome && test.reason == reason && test.blame == blame
            && test.isProven == isProven
    }
}

extension LoopbackResult {
    fileprivate init?(_ test: Loopback, _ progress: LoopbackProgress) {
        guard let sender = test.sender, let receiver = test.receiver else { return nil }
        let outcome: Outcome
        switch progress {
        case .waits: outcome = .waiting
        case .settled(.arrived, _):
            outcome = test.arrivedOn.flatMap { $0 == receiver ? nil : .elsewhere($0) } ?? .arrived
        case .settled(.lost, _): outcome = .lost(isTaken: test.state == .delivered || test.state == .undelivered)
        case .settled(.refused, let reason): outcome = .refused(reason ?? "no reason")
        case .settled(.unsent, _), .settled(.unclear, _): outcome = .unclear
        }
        self.init(
            id: test.id,
            pair: LoopbackPair(from: sender, to: receiver),
            outcome: outcome,
            isFollowUp: test.isFollowUp
        )
    }
}
