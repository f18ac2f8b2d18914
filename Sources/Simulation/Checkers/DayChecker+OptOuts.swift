import Campaigns
import Storage

extension DayChecker {
    /// Promise 6: after an opt-out nothing but one confirmation goes to that number, until the person opts in again.
    static let optOutIsGlobal = DayChecker(name: "optOutIsGlobal", promise: 6) { record in
        var problems: [String] = []
        for suppression in record.facts.suppressions {
            let from = suppression.at + .seconds(5)
            for taken in record.index.takenBy[suppression.number] ?? [] where taken.place != nil {
                let at = record.time(taken.at)
                guard at > from, suppression.liftedAt.map({ at < $0 }) ?? true else { continue }
                problems.append("\(suppression.number) got a campaign's message after its opt-out")
            }
        }
        for (_, reply) in record.replies where reply.text == "STOP" {
            let isCommitted = record.facts.inbound.contains { $0.sender == reply.sender && $0.text == "STOP" }
            if isCommitted, !record.facts.suppressions.contains(where: { $0.number == reply.sender }) {
                problems.append("\(reply.sender) wrote STOP and is not suppressed")
            }
        }
        return problems
    }

    /// INV-5: whether a number is suppressed is asked at the hand-over, whoever wants to write. A confirmation alone may go.
    static let suppressionIsAskedLast = DayChecker(name: "suppressionIsAskedLast", promise: 6) { record in
        var problems: [String] = []
        let suppressions = Dictionary(grouping: record.facts.suppressions, by: \.number)
        for handOver in record.facts.handOvers {
            guard let own = suppressions[handOver.number], let message = record.index.messages[handOver.message],
                !message.exempt
            else { continue }
            for one in own where one.at < handOver.at && (one.liftedAt.map { handOver.at < $0 } ?? true) {
                problems.append(
                    "message \(message.id) (\(message.origin)) left at \(handOver.at), suppressed since \(one.at)"
                )
            }
        }
        return problems
    }

    /// INV-7: each opt-out is confirmed by exactly one message, made in its own transaction, without a word of a campaign,
    /// and handed over within five minutes where a line could take it.
    static let oneConfirmation = DayChecker(name: "oneConfirmation", promise: 6) { record in
        let texts = Self.confirmations
        var problems: [String] = []
        var expected: [String: [Timestamp]] = [:]
        for suppression in record.facts.suppressions where suppression.reason == SuppressionReason.stopKeyword.rawValue
        {
            expected[suppression.number, default: []].append(suppression.at)
        }
        for (number, messages) in record.index.messagesTo.sorted(by: { $0.key < $1.key }) {
            let confirmations = messages.filter { $0.exempt && texts.contains($0.text) }
            let wanted = expected.removeValue(forKey: number) ?? []
            if confirmations.map(\.createdAt) != wanted {
                problems.append("\(number) opted out at \(wanted), confirmed at \(confirmations.map(\.createdAt))")
            }
            for confirmation in confirmations {
                let left = record.index.handOversOf[confirmation.id]?.first?.at
                let limit = confirmation.createdAt + .seconds(300)
                if left.map({ $0 > limit }) ?? true, record.couldSend(since: confirmation.createdAt, until: limit) {
                    problems.append(
                        "the confirmation \(confirmation.id) of \(confirmation.createdAt) left at \(left as Any)"
                    )
                }
            }
        }
        for (number, wanted) in expected.sorted(by: { $0.key < $1.key }) {
            problems.append("\(number) opted out at \(wanted) and got no confirmation")
        }
        return problems
    }

    /// INV-8: an opt-out ends by the person's own START, or by documented consent; by nothing else that anybody writes.
    static let optOutLasts = DayChecker(name: "optOutLasts", promise: 6) { record in
        let optIns = Set(record.facts.inbound.filter { $0.text == "START" }.map { "\($0.sender) \($0.receivedAt)" })
        return record.facts.suppressions.compactMap { suppression in
            guard let lifted = suppression.liftedAt, suppression.liftedNote?.contains(ClientWishes.consentNote) != true,
                !optIns.contains("\(suppression.number) \(lifted)")
            else { return nil }
            return "\(suppression.number) is written to again since \(lifted): \(suppression.liftedNote ?? "no note")"
        }
    }

    /// Every text that confirms an opt-out.
    private static let confirmations: Set<String> = {
        let texts = ConfirmationTexts()
        return Set(texts.texts.keys.compactMap { texts.optOut(language: $0, sender: DayCast.senderName) })
    }()
}

extension DayRecord {
    /// Whether some line was surely able to send all that time: the gateway ran, nothing had struck the line, and its limits
    /// were not used up.
    fileprivate func couldSend(since: Timestamp, until: Timestamp) -> Bool {
        let (from, to) = (since - script.start, until - script.start)
        guard to < script.length, let life = lives.last(where: { $0 <= from }), life + .seconds(120) < from,
            !deaths.contains(where: { $0 >= life && $0 <= to })
        else { return false }
        let disturbed = strikes.filter {
            $0.at < to && ($0.at > from - Self.aftermath || Self.awaitsSubmission.contains($0.kind))
        }
        guard !disturbed.contains(where: { $0.kind == .fullDisk || $0.kind == .moved }) else { return false }
        return index.timesOf.contains { line, times in
            guard !disturbed.contains(where: { $0.line == line }),
                !outages.contains(where: { $0.line == line && $0.from <= to && $0.until >= from - .seconds(120) })
            else { return false }
            // One that a test or its failures took out of the rotation sends nothing until it is back.
            let rotations = facts.rotations.filter { $0.route == line && $0.at < until }
            guard rotations.last?.isBack ?? true, !rotations.contains(where: { $0.at > since }) else { return false }
            return script.lineLimits.sliding.allSatisfy { limit in
                let start = to - .seconds(limit.seconds)
                return limit.seconds <= 60 || times.count(where: { $0 > start && $0 <= to }) < limit.count - 10
            }
        }
    }

    /// A fault may wait for the next thing that a line does.
    private static let aftermath: Duration = .seconds(12 * 3600)
    /// Faults that wait for the line's next message, which may be the one that is looked at.
    private static let awaitsSubmission: Set<DayFault> = [.dropInSubmission, .lostAnswer, .lateAnswer, .refusal]
}
