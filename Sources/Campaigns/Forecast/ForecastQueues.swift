/// What is due, in the order in which it is sent: later steps before earlier ones, then whoever is due longest.
struct ForecastQueues {
    struct Message {
        var group: Int
        var step: Int
        /// The minutes of what the contact got before, as far as they matter.
        var history: [Int]
        /// The route that wrote to them last, where that matters.
        var route: Int?
    }

    enum Next {
        case message(Message)
        /// It is for somebody whom this route may not write to this month.
        case unknown
        /// The whole cohort is late.
        case late(ForecastRun.Cohort)
        /// The last day is over for it.
        case over(ForecastRun.Cohort)
        /// No hour ever suits it.
        case never(ForecastRun.Cohort)
    }

    /// The cohorts of one step on one clock.
    private struct Queue {
        var clock: Int
        var step: Int
        var cohorts: [ForecastRun.Cohort] = []
        var first = 0
        /// The open minutes that were found last.
        var open: Range<Int>?
        /// None come any more.
        var isOver = false

        var isEmpty: Bool { first == cohorts.count }
    }

    private let input: ForecastInput
    /// By step, the last one first; within it by clock.
    private var queues: [Queue]
    /// Those that are not empty, in order.
    private var busy: [Int] = []
    private(set) var contacts = 0
    /// By clock, the minute after which nothing may leave, where the campaign has a last day.
    private let ends: [Int?]

    /// In the last minutes of a window nothing is sent: the network may be asked to try for no less than five minutes.
    private static let lastMinutes = 5

    init(_ input: ForecastInput) {
        self.input = input
        var queues: [Queue] = []
        for step in input.definition.steps.indices.reversed() {
            for clock in input.clocks.indices { queues.append(Queue(clock: clock, step: step)) }
        }
        self.queues = queues
        ends = input.clocks.map { clock in
            input.definition.end(zone: clock.zone).map { end in
                Int((end - input.start).components.seconds / 60) - Self.lastMinutes
            }
        }
    }

    var isEmpty: Bool { contacts == 0 }

    mutating func add(_ cohort: ForecastRun.Cohort) {
        var cohort = cohort
        let clock = input.groups[cohort.group].clock
        let steps = input.definition.steps.count
        let place = (steps - 1 - cohort.step) * input.clocks.count + clock
        cohort.deadline = deadline(of: cohort, input.clocks[clock])
        if queues[place].isEmpty { busy.insert(place, at: busy.firstIndex { $0 > place } ?? busy.count) }
        queues[place].cohorts.append(cohort)
        contacts += cohort.contacts
    }

    /// The next one that may leave in this minute, by a route that may write to those alone to whom it wrote since
    /// `knownSince`.
    mutating func take(in minute: Int, for route: Int, knownSince: Int?) -> Next? {
        var best: Int?
        for place in busy {
            if let best, queues[best].step > queues[place].step { break }
            look(place, minute)
            if queues[place].isOver { return .never(removeFirst(of: place)) }
            guard queues[place].open?.contains(minute) == true else { continue }
            if let best, due(best) <= due(place) { continue }
            best = place
        }
        guard let best else { return nil }
        let cohort = queues[best].cohorts[queues[best].first]
        if let end = ends[queues[best].clock], minute > end { return .over(removeFirst(of: best)) }
        if minute >= cohort.deadline { return .late(removeFirst(of: best)) }
        if let knownSince, cohort.route != route || cohort.history.last.map({ $0 < knownSince }) ?? true {
            return .unknown
        }
        contacts -= 1
        queues[best].cohorts[queues[best].first].contacts -= 1
        if cohort.contacts == 1 { dropFirst(of: best) }
        return .message(Message(group: cohort.group, step: cohort.step, history: cohort.history, route: cohort.route))
    }

    /// The first minute, after that one, in which something may leave.
    mutating func opens(after minute: Int) -> Int {
        var opens = Int.max
        for place in busy {
            look(place, minute + 1)
            if queues[place].isOver { return minute + 1 }
            opens = min(opens, max(minute + 1, queues[place].open?.lowerBound ?? .max))
        }
        return opens
    }

    private func due(_ place: Int) -> Int { queues[place].cohorts[queues[place].first].due }

    private func moment(_ minute: Int) -> Timestamp { input.start + .seconds(60 * minute) }

    /// Knows the stretch that is open in that minute, or comes next.
    private mutating func look(_ place: Int, _ minute: Int) {
        if queues[place].isOver || queues[place].open.map({ minute < $0.upperBound }) == true { return }
        let hours = input.clocks[queues[place].clock].hours[queues[place].step]
        var from = moment(minute)
        // Stretches that are too short for anything are passed over.
        for _ in 0..<1000 {
            guard let stretch = hours.stretch(from: from) else { break }
            let opens = Int(((stretch.lowerBound - input.start).components.seconds + 59) / 60)
            let closes = Int((stretch.upperBound - input.start).components.seconds / 60) - Self.lastMinutes
            if opens <= closes, closes >= minute {
                queues[place].open = max(0, opens)..<closes + 1
                return
            }
            from = stretch.upperBound
        }
        queues[place].isOver = true
    }

    /// The minute from which on the cohort is late.
    private func deadline(of cohort: ForecastRun.Cohort, _ clock: RecipientClock) -> Int {
        guard input.definition.onLate != .send else { return .max }
        let due = moment(cohort.planned ?? cohort.due)
        let opens = clock.hours[cohort.step].stretch(from: due)?.lowerBound ?? due
        return Int(((opens - input.start).components.seconds + input.definition.lateAfterSeconds) / 60)
    }

    private mutating func removeFirst(of place: Int) -> ForecastRun.Cohort {
        let cohort = queues[place].cohorts[queues[place].first]
        contacts -= cohort.contacts
        dropFirst(of: place)
        return cohort
    }

    private mutating func dropFirst(of place: Int) {
        queues[place].first += 1
        if queues[place].isEmpty { busy.removeAll { $0 == place } }
        guard queues[place].first > 4096, queues[place].first * 2 > queues[place].cohorts.count else { return }
        queues[place].cohorts.removeFirst(queues[place].first)
        queues[place].first = 0
    }
}
