import Campaigns

extension DayChecker {
    /// Promise 5: no message of a campaign leaves by a line that its campaign does not name. Which modem was called what is
    /// known from where it was plugged in.
    static let neverOffRoute = DayChecker(name: "neverOffRoute", promise: 5) { record in
        guard !record.plan.isDiscovered else { return [] }
        let lines = (0..<record.plan.lines).map { SimulatedSIM(index: $0).imsi }
        return record.index.taken.compactMap { taken in
            guard let place = taken.place, let modem = lines.firstIndex(of: taken.segment.line),
                let shunned = record.script.campaigns[place.campaign].shunned
            else { return nil }
            func path(at time: Duration) -> String? {
                record.placings.last { $0.modem == modem && $0.at <= time }?.path
            }
            let here = path(at: taken.at)
            guard here == DayCast.path(shunned) else { return nil }
            // What has begun to leave by a SIM that somebody moves meanwhile ends by that SIM: of two halves by two SIMs
            // a phone makes no message.
            let begun = record.index.taken.first {
                $0.segment.line == taken.segment.line && $0.segment.recipient == taken.segment.recipient
                    && $0.segment.concatenation != nil && $0.segment.concatenation == taken.segment.concatenation
            }
            if let begun, begun.at < taken.at, path(at: begun.at) != here { return nil }
            let name = record.script.campaigns[place.campaign].name
            return "\(taken.segment.recipient) got a message of \(name) by \(here ?? "")"
        }
    }
}
