import Campaigns
import SMS
import Storage

extension DayChecker {
    /// Promise 4: the network takes no segment twice, and each that it takes was marked before.
    static let nothingIsSentTwice = DayChecker(name: "nothingIsSentTwice", promise: 4) { record in
        var problems: [String] = []
        var seen: [String: Int] = [:]
        for (_, segment) in record.accepted where !record.isAnswer(segment) {
            seen["\(segment.recipient) \(segment.sequence)/\(segment.total) \(segment.text)", default: 0] += 1
        }
        for (key, count) in seen.sorted(by: { $0.key < $1.key }) where count > 1 {
            problems.append("the network took \(count) times: \(key.prefix(60))")
        }
        var marked: [String: Int] = [:]
        for handOver in record.facts.handOvers { marked["\(handOver.route) \(handOver.number)", default: 0] += 1 }
        var taken: [String: Int] = [:]
        for (_, segment) in record.accepted { taken["\(segment.line) \(segment.recipient)", default: 0] += 1 }
        for (key, count) in taken.sorted(by: { $0.key < $1.key }) where count > marked[key, default: 0] {
            problems.append("\(key): the network took \(count) segments, \(marked[key, default: 0]) were marked")
        }
        let keys = record.facts.messages.compactMap(\.key)
        if Set(keys).count != keys.count { problems.append("an idempotency key made two messages") }
        return problems
    }

    /// Promise 5: the network gets nothing of a campaign outside its window, and may not deliver outside it.
    static let neverOutsideWindow = DayChecker(name: "neverOutsideWindow", promise: 5) { record in
        guard let window = try? SendingWindow(days: DayCast.windowDays, hours: DayCast.windowHours),
            let zone = try? ZoneDirectory().rules(DayCast.zoneName)
        else { return ["the window cannot be read"] }
        var problems: [String] = []
        for (at, segment) in record.accepted where record.isCampaignText(segment) {
            let time = record.time(at)
            guard window.isOpen(at: time, zone: zone) else {
                problems.append("\(segment.recipient) at \(time), outside the window")
                continue
            }
            guard let closing = window.closing(after: time, zone: zone), let validity = segment.validitySeconds else {
                continue
            }
            // The mark is made some seconds before the network has the last octet.
            if time + .seconds(validity) > closing + .seconds(60) {
                problems.append("\(segment.recipient) at \(time): valid for \(validity) s, beyond \(closing)")
            }
        }
        return problems
    }

    /// Promise 5: no stretch of time holds more than a limit allows, by line and by campaign. Judged by the true time of the
    /// hand-over that is known best: the network's.
    static let neverOverLimits = DayChecker(name: "neverOverLimits", promise: 5) { record in
        var problems: [String] = []
        var byLine: [String: [Duration]] = [:]
        for (at, segment) in record.accepted { byLine[segment.line, default: []].append(at) }
        for (line, times) in byLine.sorted(by: { $0.key < $1.key }) {
            problems += broken(DayCast.lineLimits, times).map { "line \(line): \($0)" }
        }
        let campaign = record.accepted.filter { record.isCampaignText($0.segment) }
        let notices = campaign.filter { $0.segment.text.contains("closed on Monday") }.map(\.at)
        let reminders = campaign.filter { !$0.segment.text.contains("closed on Monday") }.map(\.at)
        problems += broken(DayCast.campaignLimits, notices).map { "campaign notice: \($0)" }
        problems += broken(DayCast.campaignLimits, reminders).map { "campaign reminder: \($0)" }
        return problems
    }

    /// The network has a segment a moment after its mark, so a stretch may look shorter there by this much.
    private static let transit: Duration = .seconds(2)

    private static func broken(_ limits: RateLimits, _ times: [Duration]) -> [String] {
        var problems: [String] = []
        for limit in limits.sliding where limit.seconds >= 60 {
            for index in times.indices.dropFirst(limit.count) {
                let stretch = times[index] - times[index - limit.count]
                if stretch + transit < .seconds(limit.seconds) {
                    problems.append(
                        "\(limit.count + 1) segments within \(stretch), \(limit.count) in \(limit.seconds) s allowed"
                    )
                }
            }
        }
        return problems
    }

    /// Promise 10 and 8 in the large: at the end of the day everything has an end, or a reason to wait.
    static let everythingEnds = DayChecker(name: "everythingEnds", promise: 8) { record in
        guard record.jobs <= SimulatedDay.mostJobs else {
            return ["the day does not end: something goes round in a loop"]
        }
        var problems: [String] = []
        // What was handed over a moment before the end of the record may still wait for its answer.
        let end = SimulatedDay.start + SimulatedDay.length
        let recent = Set(record.facts.handOvers.filter { end - $0.at < .seconds(300) }.map(\.message))
        let stuck = record.facts.messages.filter {
            ($0.state == "claimed" || $0.state == "submitting") && !recent.contains($0.id)
        }
        for message in stuck.prefix(3) {
            problems.append("message \(message.id) (\(message.origin)) is \(message.state) and owned by nobody")
        }
        let open = record.facts.enrollments["pending", default: 0] + record.facts.enrollments["held", default: 0]
        if open > 0 { problems.append("\(open) enrollments neither go on nor end") }
        for key in 0..<20 where !record.facts.messages.contains(where: { $0.key == "client-\(key)" }) {
            problems.append("a client's message client-\(key) was lost")
        }
        return problems
    }
}

extension DayRecord {
    /// Agents and confirmations may say the same thing again.
    func isAnswer(_ segment: NetworkSegment) -> Bool {
        !isCampaignText(segment) && !segment.text.hasPrefix("Your code is")
            && !segment.text.hasPrefix("smsbridge loopback")
    }
}

extension NetworkSegment {
    /// TP-VP in seconds, where the PDU has one.
    var validitySeconds: Int? {
        var options = DecodeOptions.inbox
        options.direction = .submit
        guard let decoded = try? PDUDecoder.decode(hex: pdu, options: options), case .submit(let submit) = decoded.tpdu,
            case .relative(let validity) = submit.validity
        else { return nil }
        return validity.seconds
    }
}
