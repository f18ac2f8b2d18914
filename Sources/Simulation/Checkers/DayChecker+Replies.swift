import Campaigns
import Gateway
import SMS
import Storage

extension DayChecker {
    /// Promise 1: once a reply is committed, nothing of a campaign to that number is handed over, on any line; and what the
    /// network took from a campaign was handed over before.
    static let noTalkingOver = DayChecker(name: "noTalkingOver", promise: 1) { record in
        var problems: [String] = []
        let committed = record.commits
        for handOver in record.facts.handOvers {
            guard let campaign = handOver.campaign, let starts = record.facts.campaignStarts[campaign] else { continue }
            guard let reply = committed[handOver.number]?.first(where: { $0 > starts }) else { continue }
            if handOver.at > reply {
                problems.append(
                    "message \(handOver.message) to \(handOver.number) left at \(handOver.at), after \(reply)"
                )
            }
        }
        // The network's word: a SIM forgets a reply only after the commit, so nothing may come much later than that.
        let deleted = record.deletions
        for (at, segment) in record.accepted where record.isCampaignText(segment) {
            guard let first = deleted[segment.recipient]?.first(where: { record.wrote(segment, before: $0) }) else {
                continue
            }
            if at > first + .seconds(5) {
                problems.append("the network took “\(segment.text.prefix(20))” to \(segment.recipient) at \(at)")
            }
        }
        return problems
    }

    /// Promise 2: what waits on a modem is read before anything is sent through it, and before a campaign sends anything
    /// by any line, for 30 s.
    static let inboxBeforeOutbox = DayChecker(name: "inboxBeforeOutbox", promise: 2) { record in
        var problems: [String] = []
        let tests = Set(record.facts.messages.filter { $0.origin == "test" }.map(\.id))
        for handOver in record.facts.handOvers where handOver.campaign != nil || tests.contains(handOver.message) {
            let at = handOver.at - SimulatedDay.start
            // What left in the moment of a kill left before it: the next life has to start the modem first.
            for wait in record.waits where wait.seenAt < at && wait.until > at {
                let isOwn = wait.line == handOver.route
                if isOwn || at < wait.seenAt + .seconds(30) {
                    problems.append(
                        """
                        message \(handOver.message) left by \(handOver.route) at \(at) while a reply waited on \(wait.line) \
                        from \(wait.seenAt) until \(wait.until)
                        """
                    )
                }
            }
        }
        return problems
    }

    /// Promise 3: every part that reached a modem is stored once, or still stands there.
    static let nothingReceivedIsLost = DayChecker(name: "nothingReceivedIsLost", promise: 3) { record in
        var problems: [String] = []
        var expected: [String: Int] = [:]
        var left: [String: Int] = [:]
        var senders: [Int: NetworkReply] = [:]
        for entry in record.log {
            switch entry.event {
            case .replied(let reply): senders[reply.id] = reply
            case .stored(let reply, let part, _, _, _), .routed(let reply, let part, _):
                guard let sender = senders[reply]?.sender else { break }
                expected["\(sender) \(reply) \(part)"] = 1
            default: break
            }
        }
        for modem in record.modems { left["", default: 0] += modem.storedDeliveries }
        let stored = record.facts.parts.count
        let missing = expected.count - stored
        if missing > left["", default: 0] {
            problems.append(
                "\(expected.count) parts reached modems, \(stored) are stored, \(left["", default: 0]) still wait"
            )
        }
        if stored > expected.count {
            problems.append("\(stored) parts are stored, but only \(expected.count) reached modems")
        }
        let texts = Set(record.facts.inbound.map { $0.sender + $0.text })
        for (_, reply) in senders.sorted(by: { $0.key < $1.key }) {
            let parts = (1...max(reply.parts, 1)).filter { expected["\(reply.sender) \(reply.id) \($0)"] != nil }
            if parts.count == reply.parts, missing <= 0, !texts.contains(reply.sender + reply.text) {
                problems.append("“\(reply.text.prefix(30))” of \(reply.sender) is in no conversation")
            }
        }
        return problems
    }

    /// Tests between lines are nobody's words: no agent and no person answers them, and each that arrived is known as one.
    static let testsReachNobody = DayChecker(name: "testsReachNobody", promise: 3) { record in
        var problems: [String] = []
        let own = Set((0..<record.plan.lines).map { SimulatedSIM(index: $0).number })
        for message in record.facts.messages where own.contains(message.number) && message.origin != "test" {
            problems.append("message \(message.id) (\(message.origin)) answers our own \(message.number)")
        }
        for inbound in record.facts.inbound where own.contains(inbound.sender) != (inbound.kind == "loopback") {
            problems.append("“\(inbound.text)” of \(inbound.sender) was taken for \(inbound.kind)")
        }
        // What follows from a round takes at most its time to be sent, and twice the time to come.
        let end = SimulatedDay.start + SimulatedDay.length
        let settings = LoopbackSettings()
        let most = settings.sending * 2 + settings.within * 3
        for test in record.facts.loopbacks where !test.isConcluded && end - test.createdAt > most {
            problems.append("the test \(test.id) of \(test.createdAt) has no end")
        }
        return problems
    }

    /// Promise 6: after an opt-out nothing but one confirmation goes to that number.
    static let optOutIsGlobal = DayChecker(name: "optOutIsGlobal", promise: 6) { record in
        var problems: [String] = []
        for (number, at) in record.facts.suppressed.sorted(by: { $0.key < $1.key }) {
            let limit = at - SimulatedDay.start + .seconds(5)
            for (time, segment) in record.accepted where segment.recipient == number && time > limit {
                if record.isCampaignText(segment) {
                    problems.append("\(number) got a campaign's message after its opt-out")
                }
            }
            let confirmations = record.facts.messages.filter { $0.number == number && $0.exempt }
            if confirmations.count != 1 {
                problems.append("\(number) has \(confirmations.count) confirmations of its opt-out")
            }
            let sent = record.accepted.filter { entry in
                entry.segment.recipient == number && confirmations.contains { $0.text == entry.segment.text }
            }
            if sent.count > 1 { problems.append("\(number) got \(sent.count) confirmations of its opt-out") }
        }
        for (_, reply) in record.replies where reply.text == "STOP" {
            let isCommitted = record.facts.inbound.contains { $0.sender == reply.sender && $0.text == "STOP" }
            if isCommitted, record.facts.suppressed[reply.sender] == nil {
                problems.append("\(reply.sender) wrote STOP and is not suppressed")
            }
        }
        return problems
    }
}

extension DayRecord {
    /// When parts of each number were committed, in order.
    var commits: [String: [Timestamp]] {
        var found: [String: [Timestamp]] = [:]
        for part in facts.parts { found[part.sender, default: []].append(part.receivedAt) }
        return found.mapValues { $0.sorted() }
    }

    /// When parts of each number were deleted from SIMs, in order.
    var deletions: [String: [Duration]] {
        var senders: [Int: String] = [:]
        var found: [String: [Duration]] = [:]
        for entry in log {
            switch entry.event {
            case .replied(let reply): senders[reply.id] = reply.sender
            case .deleted(let reply, _, _, _, _):
                if let sender = senders[reply] { found[sender, default: []].append(entry.at) }
            default: break
            }
        }
        return found
    }

    func isCampaignText(_ segment: NetworkSegment) -> Bool {
        DayRecord.campaignMarks.contains { segment.text.contains($0) }
    }

    static let campaignMarks = [
        "remember your appointment", "second message", "letter of your doctor", "third and last", "closed on Monday",
    ]

    /// Whether the campaign of this text had begun before that moment.
    func wrote(_ segment: NetworkSegment, before moment: Duration) -> Bool {
        let isNotice = segment.text.contains("closed on Monday")
        guard isNotice, let latest = facts.campaignStarts.values.max() else { return true }
        return time(moment) > latest
    }

    /// A part that stood on a modem when the gateway could first see it.
    struct Wait {
        var line: String
        var seenAt: Duration
        var until: Duration
    }

    /// Parts that stood on a modem at the beginning of a life.
    var waits: [Wait] {
        var open: [String: (line: String, at: Duration)] = [:]
        var stays: [(line: String, from: Duration, until: Duration)] = []
        for entry in log {
            switch entry.event {
            case .stored(let reply, let part, let line, let storage, let index):
                open["\(reply) \(part) \(line) \(storage) \(index)"] = (line, entry.at)
            case .deleted(let reply, let part, let line, let storage, let index):
                if let stay = open.removeValue(forKey: "\(reply) \(part) \(line) \(storage) \(index)") {
                    stays.append((stay.line, stay.at, entry.at))
                }
            default: break
            }
        }
        return stays.flatMap { (stay: (line: String, from: Duration, until: Duration)) -> [Wait] in
            // What nobody can read holds nobody up.
            let away = outages.filter { $0.line == stay.line }
            return lives.filter { life in
                life > stay.from && life < stay.until && !away.contains { $0.from <= life && life <= $0.until }
            }.map {
                Wait(line: stay.line, seenAt: $0, until: stay.until)
            }
        }
    }
}

extension SimulatedModem {
    /// Parts from the network that the host has not deleted.
    var storedDeliveries: Int {
        let slots = (sim?.slots ?? []) + memory
        return slots.compactMap(\.self).filter { $0.delivery != nil }.count
    }
}
