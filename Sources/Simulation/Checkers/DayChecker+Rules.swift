import Campaigns
import SMS
import Storage

extension DayChecker {
    /// Promise 5, INV-9: the network gets nothing of a campaign outside its window, and may not deliver outside it.
    static let neverOutsideWindow = DayChecker(name: "neverOutsideWindow", promise: 5) { record in
        let own = Dictionary(record.cast.contacts.map { ($0.number.e164, $0.timeZone) }) { first, _ in first }
        var rules: [String: ZoneRules] = [:]
        var problems: [String] = []
        for taken in record.index.taken {
            guard let place = taken.place else { continue }
            let (campaign, segment) = (record.script.campaigns[place.campaign], taken.segment)
            let name = campaign.zoneName(of: own[segment.recipient] ?? nil)
            guard let window = campaign.window, let zone = try? rules[name] ?? SimulatedDay.zones.rules(name) else {
                return ["the window of \(campaign.name) cannot be read"]
            }
            rules[name] = zone
            let time = record.time(taken.at)
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
        record.brokenLimits(spanning: nil)
    }

    /// INV-11: what limits have counted outlives the process, so that no restart lets more out. Only stretches with a
    /// restart in them are looked at.
    static let limitsSurviveRestarts = DayChecker(name: "limitsSurviveRestarts", promise: 5) { record in
        record.brokenLimits(spanning: Array(record.lives.dropFirst()))
    }
}

extension DayScript.Campaign {
    func zoneName(of recipient: String?) -> String {
        CampaignWindow(window: .always, zone: zone).zoneName(recipient: recipient)
    }
}

extension DayRecord {
    /// The network has a segment a moment after its mark, so a stretch may look shorter there by this much.
    private static let transit: Duration = .seconds(2)

    /// Stretches that hold more than a limit allows; with `moments` only those around one of them.
    fileprivate func brokenLimits(spanning moments: [Duration]?) -> [String] {
        var problems: [String] = []
        for (line, times) in index.timesOf.sorted(by: { $0.key < $1.key }) {
            problems += broken(script.lineLimits, times, moments).map { "line \(line): \($0)" }
        }
        for (number, campaign) in script.campaigns.enumerated() {
            let times = index.taken.filter { $0.place?.campaign == number }.map(\.at)
            problems += broken(campaign.limits, times, moments).map { "campaign \(campaign.name): \($0)" }
        }
        return problems
    }

    private func broken(_ limits: RateLimits, _ times: [Duration], _ moments: [Duration]?) -> [String] {
        var problems: [String] = []
        for limit in limits.sliding where limit.seconds >= 60 {
            for index in times.indices.dropFirst(limit.count) {
                let (first, last) = (times[index - limit.count], times[index])
                guard last - first + Self.transit < .seconds(limit.seconds) else { continue }
                if let moments, !moments.contains(where: { first < $0 && $0 < last }) { continue }
                problems.append(
                    "\(limit.count + 1) segments within \(last - first), \(limit.count) in \(limit.seconds) s allowed"
                )
            }
        }
        return problems
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
