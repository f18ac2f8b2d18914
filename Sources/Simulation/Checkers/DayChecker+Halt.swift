import Campaigns
import Storage

extension DayChecker {
    /// Promise 1, INV-1: once a reply is committed, nothing of a campaign to that number is handed over, on any line. What
    /// was on its way before is marked as raced, and nothing else is.
    static let noTalkingOver = DayChecker(name: "noTalkingOver", promise: 1) { record in
        var problems: [String] = []
        for handOver in record.facts.handOvers {
            guard let message = record.index.messages[handOver.message], let began = record.begin(of: message),
                let reply = record.index.partsOf[handOver.number]?.first(where: { $0.receivedAt > began })
            else { continue }
            if handOver.at > reply.receivedAt {
                problems.append(
                    "message \(handOver.message) to \(handOver.number) left at \(handOver.at), after \(reply.receivedAt)"
                )
            }
        }
        // The network's word: a SIM forgets a reply only after the commit, so nothing may come much later than that.
        let deleted = record.deletions
        for taken in record.index.taken {
            let number = taken.segment.recipient
            guard let place = taken.place,
                let (began, wasPutBack) = record.begin(of: place, to: number, before: taken.at),
                let first = deleted[number]?.first(where: { deletion in
                    record.time(deletion.at) > began && !(wasPutBack && record.isAutomatic(deletion.reply))
                })
            else { continue }
            if taken.at > first.at + .seconds(5) {
                problems.append(
                    "the network took “\(taken.segment.text.prefix(20))” to \(taken.segment.recipient) at \(taken.at)"
                )
            }
        }
        return problems + record.unexplainedRaces
    }

    /// INV-3: the first part of a longer reply halts; nobody waits until the rest is there.
    static let haltBeforeUnderstanding = DayChecker(name: "haltBeforeUnderstanding", promise: 1) { record in
        var problems: [String] = []
        for (number, parts) in record.index.partsOf.sorted(by: { $0.key < $1.key }) {
            var seen: Set<Int64> = []
            for part in parts where part.total ?? 1 > 1 {
                if let inbound = part.inbound, !seen.insert(inbound).inserted { continue }
                for enrollment in record.open(number, after: part.receivedAt) {
                    problems.append(
                        "enrollment \(enrollment.id) of \(number) went on after the part of \(part.receivedAt)"
                    )
                }
            }
        }
        return problems
    }

    /// INV-4: a reply on one line ends every enrollment of its sender in every campaign, and takes back what is queued and
    /// claimed on every line.
    static let haltIsGlobal = DayChecker(name: "haltIsGlobal", promise: 1) { record in
        var problems: [String] = []
        for (number, parts) in record.index.partsOf.sorted(by: { $0.key < $1.key }) {
            for part in parts where part.total ?? 1 == 1 {
                for enrollment in record.open(number, after: part.receivedAt) {
                    problems.append("enrollment \(enrollment.id) of \(number) outlived the reply of \(part.receivedAt)")
                }
                for message in record.index.messagesTo[number] ?? []
                where (message.origin == "campaign" || message.category == "marketing")
                    && message.createdAt < part.receivedAt
                    && record.index.handOversOf[message.id] == nil
                {
                    if message.finalAt.map({ $0 <= part.receivedAt }) ?? false { continue }
                    problems.append("message \(message.id) waited on after the reply of \(part.receivedAt)")
                }
            }
        }
        return problems
    }
}

extension DayRecord {
    /// When the enrollment of a campaign's message began, or was put back before it was made, or marketing that no campaign
    /// sends was asked for; nil for other messages.
    func begin(of message: DayFacts.Message) -> Timestamp? {
        if message.category == "marketing" { return message.createdAt }
        return message.enrollment.flatMap { index.enrollments[$0] }?.begins.last { $0 <= message.createdAt }
    }

    /// When a number's enrollment in the campaign of that place began, or was put back, before that time.
    func begin(
        of place: DayScript.Place,
        to number: String,
        before end: Duration
    ) -> (began: Timestamp, wasPutBack: Bool)? {
        let name = script.campaigns[place.campaign].name
        let enrollment = index.enrollmentsOf[number]?.first { facts.campaignNames[$0.campaign] == name }
        guard let enrollment, let began = enrollment.begins.last(where: { $0 <= time(end) }) ?? enrollment.since else {
            return nil
        }
        return (began, began != enrollment.since)
    }

    /// Enrollments of a number that had begun before that moment, or been put back, and ended after it, or not at all.
    func open(_ number: String, after moment: Timestamp) -> [DayFacts.Enrollment] {
        (index.enrollmentsOf[number] ?? []).filter { enrollment in
            enrollment.begins.enumerated().contains { index, since in
                guard since < moment else { return false }
                return enrollment.endTimes.indices.contains(index) ? enrollment.endTimes[index] > moment : true
            }
        }
    }

    /// Whether a reply was an automatic one, by the gateway's own word; the halt has to come all the same.
    func isAutomatic(_ reply: NetworkReply) -> Bool {
        let kinds = facts.inbound.filter { $0.sender == reply.sender && $0.text == reply.text }.map(\.kind)
        return !kinds.isEmpty && kinds.allSatisfy { $0 == "automatic" }
    }

    /// When parts of each number were deleted from SIMs, in order.
    var deletions: [String: [(at: Duration, reply: NetworkReply)]] {
        var found: [String: [(at: Duration, reply: NetworkReply)]] = [:]
        for entry in log {
            if case .deleted(let id, _, _, _, _) = entry.event, let reply = index.replies[id] {
                found[reply.sender, default: []].append((entry.at, reply))
            }
        }
        return found
    }

    /// Messages that are marked as raced without a reply that came while they were on their way.
    var unexplainedRaces: [String] {
        facts.messages.filter(\.raced).compactMap { message in
            let left = index.handOversOf[message.id] ?? []
            let replies = index.partsOf[message.number] ?? []
            guard let first = left.first?.at, let last = left.last?.at,
                replies.contains(where: { first <= $0.receivedAt && last <= $0.receivedAt })
            else { return "message \(message.id) to \(message.number) is marked as raced, and nobody wrote meanwhile" }
            return nil
        }
    }
}

extension DayFacts.Enrollment {
    /// When it began, and when it was put back.
    fileprivate var begins: [Timestamp] { (since.map { [$0] } ?? []) + putBacks }
}
