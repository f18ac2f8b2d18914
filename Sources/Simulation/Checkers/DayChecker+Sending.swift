import Campaigns
import Storage

extension DayChecker {
    /// Promise 4: the network takes no segment twice, and each that it takes was marked before.
    static let nothingIsSentTwice = DayChecker(name: "nothingIsSentTwice", promise: 4) { record in
        var problems: [String] = []
        var seen: [String: Int] = [:]
        for taken in record.index.taken where !taken.isAnswer {
            let segment = taken.segment
            seen["\(segment.recipient) \(segment.sequence)/\(segment.total) \(segment.text)", default: 0] += 1
        }
        for (key, count) in seen.sorted(by: { $0.key < $1.key }) where count > 1 {
            problems.append("the network took \(count) times: \(key.prefix(60))")
        }
        var marked: [String: Int] = [:]
        for handOver in record.facts.handOvers { marked["\(handOver.route) \(handOver.number)", default: 0] += 1 }
        var counts: [String: Int] = [:]
        for (_, segment) in record.accepted { counts["\(segment.line) \(segment.recipient)", default: 0] += 1 }
        for (key, count) in counts.sorted(by: { $0.key < $1.key }) where count > marked[key, default: 0] {
            problems.append("\(key): the network took \(count) segments, \(marked[key, default: 0]) were marked")
        }
        let keys = record.facts.messages.compactMap(\.key)
        if Set(keys).count != keys.count { problems.append("an idempotency key made two messages") }
        return problems
    }

    /// INV-6: each step goes at most once to each enrollment, whatever died in between and however often it is put back.
    static let oncePerStep = DayChecker(name: "oncePerStep", promise: 4) { record in
        var problems: [String] = []
        var made: [String: Int] = [:]
        for message in record.facts.messages {
            guard let enrollment = message.enrollment, let step = message.step else { continue }
            made["enrollment \(enrollment), epoch \(message.epoch), step \(step + 1)", default: 0] += 1
            guard ["sent", "delivered", "undelivered", "uncertain"].contains(message.state) else { continue }
            made["enrollment \(enrollment), step \(step + 1), sent", default: 0] += 1
        }
        for (key, count) in made.sorted(by: { $0.key < $1.key }) where count > 1 {
            problems.append("\(key): there are \(count) messages")
        }
        // By the text alone, as the person would see it.
        for (number, taken) in record.index.takenBy.sorted(by: { $0.key < $1.key }) {
            var counts: [String: Int] = [:]
            for one in taken {
                guard let place = one.place else { continue }
                let name = record.script.campaigns[place.campaign].name
                counts["step \(place.step + 1) of \(name), segment \(one.segment.sequence)", default: 0] += 1
            }
            for (what, count) in counts.sorted(by: { $0.key < $1.key }) where count > 1 {
                problems.append("\(number) got \(what) \(count) times")
            }
        }
        return problems
    }

    /// What the gateway calls sent the network has; what it calls neither sent nor uncertain the network has not got whole.
    static let sentIsTaken = DayChecker(name: "sentIsTaken", promise: 4) { record in
        record.facts.messages.compactMap { message in
            let isWhole = record.index.wholeTexts[message.number]?.contains(message.text) ?? false
            switch message.state {
            case "sent", "delivered":
                return isWhole || record.wasDropped(message)
                    ? nil : "message \(message.id) is \(message.state), and the network never had all of it"
            case "queued", "suppressed", "expired":
                guard isWhole, record.index.handOversOf[message.id] == nil, message.key != nil else { return nil }
                return "message \(message.id) is \(message.state), and the network has it"
            default: return nil
            }
        }
    }

    /// Promise 10 and 8 in the large: at the end everything has an end or a reason to wait, and nothing was passed over.
    static let everythingEnds = DayChecker(name: "everythingEnds", promise: 8) { record in
        guard !record.isEndless else {
            return ["the day does not end: something goes round in a loop"]
        }
        var problems: [String] = []
        // What was handed over a moment before the end of the record may still wait for its answer.
        let end = record.script.start + record.script.length
        let recent = Set(record.facts.handOvers.filter { end - $0.at < .seconds(300) }.map(\.message))
        let stuck = record.facts.messages.filter {
            ($0.state == "claimed" || $0.state == "submitting") && !recent.contains($0.id)
        }
        for message in stuck.prefix(3) {
            problems.append("message \(message.id) (\(message.origin)) is \(message.state) and owned by nobody")
        }
        let open = record.enrollments["pending", default: 0] + record.enrollments["held", default: 0]
        if record.facts.restores > 0 { problems.append("a database that lost nothing was taken for a restored one") }
        if open > 0 { problems.append("\(open) enrollments neither go on nor end") }
        let keys = Set(record.facts.messages.compactMap(\.key))
        for key in record.cast.wishes.keys where !keys.contains(key) {
            problems.append("a client's message \(key) was lost")
        }
        return problems + record.missingSteps
    }
}

extension TakenSegment {
    /// Agents and confirmations may say the same thing again.
    var isAnswer: Bool {
        place == nil && !segment.text.hasPrefix(ClientWishes.mark) && !segment.text.hasPrefix("smsbridge loopback")
    }
}

extension DayRecord {
    /// Enrollments that are completed and lack the message of a step.
    fileprivate var missingSteps: [String] {
        var steps: [Int64: Set<Int>] = [:]
        for message in facts.messages {
            if let enrollment = message.enrollment, let step = message.step {
                steps[enrollment, default: []].insert(step)
            }
        }
        let counts = Dictionary(script.campaigns.map { ($0.name, $0.steps.count) }) { first, _ in first }
        return facts.enrollments.filter { $0.state == "completed" }.compactMap { enrollment in
            let wanted = facts.campaignNames[enrollment.campaign].flatMap { counts[$0] } ?? 0
            let made = steps[enrollment.id]?.count ?? 0
            return made < wanted ? "enrollment \(enrollment.id) is completed with \(made) of \(wanted) steps" : nil
        }
    }
}

extension DayRecord {
    /// Whether it left through a line whose operator takes what it sends and drops it.
    fileprivate func wasDropped(_ message: DayFacts.Message) -> Bool {
        (index.handOversOf[message.id] ?? []).contains { handOver in
            strikes.contains { $0.kind == .mute && $0.line == handOver.route && time($0.at) <= handOver.at }
        }
    }
}
