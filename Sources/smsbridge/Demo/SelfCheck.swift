import Campaigns
import Foundation
import Simulation

/// Judges a run by the virtual network's own log: what it took from the lines, and when the lines deleted what people
/// wrote. Nothing of the product's database is looked at, and its windows and limits are counted anew.
struct SelfCheck {
    /// What the run had to keep.
    struct Terms {
        /// When the log's clock showed zero.
        var start: Timestamp
        var zone: TimeZone
        /// The hours in which a campaign may send, in minutes of the day; every day.
        var hours: Range<Int>
        /// Names of the lines by their IMSI.
        var lines: [String: String]
        var lineLimits: [SlidingLimit]
        var campaignLimits: [SlidingLimit]
        /// What the campaign may say to each number.
        var texts: [String: [String]]
        /// The numbers of the people who write STOP.
        var stops: Set<String>
    }

    /// One check, how much it looked at, and what it found.
    struct Verdict: Hashable {
        var check: Check
        /// What was looked at, for people.
        var scope: String
        var violations: [String]

        var isGood: Bool { violations.isEmpty }
    }

    enum Check: String, CaseIterable {
        case halt = "no campaign message after a reply or an opt-out"
        case twice = "no segment twice"
        case window = "no campaign message outside the window"
        case limit = "no line and no campaign over a limit"
        case confirmation = "exactly one confirmation for each STOP"
        case suppression = "nothing else to a number that opted out"
    }

    /// A segment that the network took.
    private struct Accepted {
        var at: Duration
        var segment: NetworkSegment
        var isCampaign: Bool
    }

    /// The network sees a segment a moment after its hand-over, so two of them may stand a little closer in its log.
    private static let slack: Duration = .seconds(1)

    private let terms: Terms
    private let accepted: [Accepted]
    /// Until when each person's first message was certainly committed: then the line deleted a part of it.
    private let committed: [String: Duration]
    private let replies: [NetworkReply]

    init(_ log: [NetworkLogEntry], _ terms: Terms) {
        self.terms = terms
        var accepted: [Accepted] = []
        var committed: [String: Duration] = [:]
        var replies: [NetworkReply] = []
        var senders: [Int: String] = [:]
        for entry in log {
            switch entry.event {
            case .accepted(let segment):
                let isCampaign = terms.texts[segment.recipient, default: []].contains { $0.contains(segment.text) }
                accepted.append(Accepted(at: entry.at, segment: segment, isCampaign: isCampaign))
            case .replied(let reply):
                replies.append(reply)
                senders[reply.id] = reply.sender
            case .deleted(let reply, _, _, _, _):
                if let sender = senders[reply], committed[sender] == nil { committed[sender] = entry.at }
            default: break
            }
        }
        self.accepted = accepted
        self.committed = committed
        self.replies = replies
    }

    /// Every check, in the order of ``Check``.
    var verdicts: [Verdict] { [halt, twice, window, limit, confirmation, suppression] }

    private var campaign: [Accepted] { accepted.filter(\.isCampaign) }

    private var halt: Verdict {
        let violations = campaign.compactMap { accepted -> String? in
            guard let bound = committed[accepted.segment.recipient], accepted.at > bound else { return nil }
            return "\(what(accepted)); what this person wrote had been committed by \(time(bound))"
        }
        return Verdict(
            check: .halt,
            scope: "\(campaign.count) segments, \(committed.count) people who wrote",
            violations: violations
        )
    }

    private var twice: Verdict {
        struct Key: Hashable { var recipient, text: String; var sequence, total: Int }
        var first: [Key: Accepted] = [:]
        var violations: [String] = []
        for accepted in accepted {
            let segment = accepted.segment
            let key = Key(
                recipient: segment.recipient,
                text: segment.text,
                sequence: segment.sequence,
                total: segment.total
            )
            if let earlier = first[key] {
                violations.append("\(what(accepted)), and before that at \(time(earlier.at))")
            } else {
                first[key] = accepted
            }
        }
        return Verdict(check: .twice, scope: "\(accepted.count) segments", violations: violations)
    }

    private var window: Verdict {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = terms.zone
        let violations = campaign.compactMap { accepted -> String? in
            let parts = calendar.dateComponents([.hour, .minute], from: date(accepted.at))
            let minute = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
            return terms.hours.contains(minute) ? nil : what(accepted)
        }
        return Verdict(check: .window, scope: "\(campaign.count) segments", violations: violations)
    }

    private var limit: Verdict {
        var violations: [String] = []
        var stretches = 0
        func count(_ times: [Duration], _ limits: [SlidingLimit], of whom: String) {
            for limit in limits {
                let stretch = max(.seconds(limit.seconds) - Self.slack, .zero)
                stretches += times.count
                var from = 0
                for (index, time) in times.enumerated() {
                    while time - times[from] >= stretch { from += 1 }
                    guard index - from + 1 > limit.count else { continue }
                    violations.append(
                        "\(whom): more than \(limit.count) segments in \(limit.seconds) s, up to \(self.time(time))"
                    )
                }
            }
        }
        for (line, name) in terms.lines.sorted(by: { $0.value < $1.value }) {
            count(accepted.filter { $0.segment.line == line }.map(\.at), terms.lineLimits, of: name)
        }
        count(campaign.map(\.at), terms.campaignLimits, of: "the campaign")
        return Verdict(check: .limit, scope: "\(stretches) stretches of time", violations: violations)
    }

    /// The first reply of somebody who opted out.
    private var optOuts: [NetworkReply] {
        var seen: Set<String> = []
        return replies.filter { terms.stops.contains($0.sender) && seen.insert($0.sender).inserted }
    }

    /// What went to a number after it opted out, the campaign aside: whole messages, by their first segments.
    private func afterOptOut(_ number: String) -> [Accepted] {
        guard let bound = committed[number] else { return [] }
        return accepted.filter {
            $0.segment.recipient == number && $0.at > bound && $0.segment.sequence == 1 && !$0.isCampaign
        }
    }

    private var confirmation: Verdict {
        let violations = optOuts.compactMap { reply -> String? in
            afterOptOut(reply.sender).isEmpty ? "\(reply.sender) opted out and got no confirmation" : nil
        }
        return Verdict(check: .confirmation, scope: "\(optOuts.count) people opted out", violations: violations)
    }

    private var suppression: Verdict {
        let violations = optOuts.flatMap { reply in
            afterOptOut(reply.sender).dropFirst().map { what($0) }
                + campaign.filter { $0.segment.recipient == reply.sender && $0.at > committed[reply.sender] ?? $0.at }
                .map { what($0) }
        }
        return Verdict(check: .suppression, scope: "\(optOuts.count) people opted out", violations: violations)
    }

    private func what(_ accepted: Accepted) -> String {
        let segment = accepted.segment
        let place = segment.total > 1 ? " (segment \(segment.sequence) of \(segment.total))" : ""
        let line = terms.lines[segment.line] ?? segment.line
        return "\(time(accepted.at)) \(line) to \(segment.recipient): “\(segment.text.prefix(40))…”\(place)"
    }

    private func date(_ at: Duration) -> Date {
        Date(timeIntervalSince1970: Double((terms.start + at).milliseconds) / 1000)
    }

    private func time(_ at: Duration) -> String { DemoTime.text(terms.start + at, zone: terms.zone) }
}
