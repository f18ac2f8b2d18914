import Campaigns
import Storage

extension DayChecker {
    /// Promise 2, INV-2: what waits on a modem is read before anything is sent through it, and before a campaign sends
    /// anything by any line, for 30 s.
    static let inboxBeforeOutbox = DayChecker(name: "inboxBeforeOutbox", promise: 2) { record in
        var problems: [String] = []
        let waits = record.waits
        let tests = Set(record.facts.messages.filter { $0.origin == "test" }.map(\.id))
        for handOver in record.facts.handOvers where handOver.campaign != nil || tests.contains(handOver.message) {
            let at = handOver.at - record.script.start
            // What left in the moment of a kill left before it: the next life has to start the modem first.
            for wait in waits where wait.seenAt < at && wait.until > at {
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
        var expected: Set<String> = []
        for entry in record.log {
            switch entry.event {
            case .stored(let reply, let part, _, _, _), .routed(let reply, let part, _):
                if let sender = record.index.replies[reply]?.sender { expected.insert("\(sender) \(reply) \(part)") }
            default: break
            }
        }
        let left = record.modems.reduce(0) { $0 + $1.storedDeliveries }
        // What filled a modem's memory is no message of anybody.
        let stored = record.facts.parts.count { $0.raw != SimulatedModem.junk.pdu }
        let missing = expected.count - stored
        if missing > left {
            problems.append("\(expected.count) parts reached modems, \(stored) are stored, \(left) still wait")
        }
        if stored > expected.count {
            problems.append("\(stored) parts are stored, but only \(expected.count) reached modems")
        }
        let texts = Set(record.facts.inbound.map { $0.sender + $0.text })
        for (_, reply) in record.index.replies.sorted(by: { $0.key < $1.key }) {
            let parts = (1...max(reply.parts, 1)).filter { expected.contains("\(reply.sender) \(reply.id) \($0)") }
            if parts.count == reply.parts, missing <= 0, !texts.contains(reply.sender + reply.text) {
                problems.append("“\(reply.text.prefix(30))” of \(reply.sender) is in no conversation")
            }
        }
        return problems
    }
}

extension DayRecord {
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
