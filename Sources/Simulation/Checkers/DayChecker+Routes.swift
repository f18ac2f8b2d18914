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
            let path = record.placings.last { $0.modem == modem && $0.at <= taken.at }?.path
            guard path == DayCast.path(shunned) else { return nil }
            let name = record.script.campaigns[place.campaign].name
            return "\(taken.segment.recipient) got a message of \(name) by \(path ?? "")"
        }
    }
}
