/// One route while a forecast is lived.
struct ForecastLane {
    private let route: ForecastRoute
    private let start: Timestamp
    private var counts: SlidingCounts
    /// Segments that it may still send in this minute.
    private(set) var room = 0
    private var message: ForecastQueues.Message?
    /// Segments of the message that have not left.
    private var open = 0
    private var segments: MonthlyCounts?
    private var recipients: MonthlyCounts?
    /// In this minute there is nobody but people whom it did not write to this month, and it may write to no more.
    private(set) var isBlocked = false
    /// Segments in the present day of 24 hours, which counts while the SIM warms up.
    private var today = (day: 0, count: 0)

    init(_ route: ForecastRoute, start: Timestamp) {
        self.route = route
        self.start = start
        counts = SlidingCounts(route.limits)
        for (age, count) in route.used.sorted(by: { $0.key > $1.key }) { counts.add(count, at: -max(1, age)) }
        guard let months = route.months else { return }
        segments = months.segments.map { most in
            MonthlyCounts(most: most, starts: months.starts, from: start, used: route.used)
        }
        recipients = months.recipients.map { most in
            MonthlyCounts(most: most, starts: months.starts, from: start, used: months.known)
        }
    }

    var price: Int { route.price }
    var isBusy: Bool { message != nil }

    mutating func begin(_ minute: Int) {
        isBlocked = false
        room = min(route.fastest, counts.left(at: minute), dayRoom(minute), segments?.left(at: minute) ?? .max)
        if let hours = route.hours {
            let now = start + .seconds(60 * minute)
            if hours.stretch(from: now)?.contains(now) != true { room = 0 }
        }
    }

    /// To whom it may write: to anybody, or to those whom it last wrote to since that minute.
    mutating func knownSince(in minute: Int) -> Int? {
        recipients?.left(at: minute) == 0 ? recipients?.since(minute) : nil
    }

    mutating func block() { isBlocked = true }

    /// `isKnown`: this route wrote to the recipient last.
    mutating func take(_ message: ForecastQueues.Message, isKnown: Bool, segments: Int, in minute: Int) {
        self.message = message
        open = max(1, segments)
        guard let since = recipients?.since(minute) else { return }
        if !isKnown || message.history.last.map({ $0 < since }) ?? true { recipients?.add(1, at: minute) }
    }

    /// Answers whether that was the message's last segment.
    mutating func handOver(in minute: Int) -> Bool {
        room -= 1
        open -= 1
        counts.add(1, at: minute)
        segments?.add(1, at: minute)
        if today.day != minute / 1440 { today = (minute / 1440, 0) }
        today.count += 1
        return open == 0
    }

    mutating func finishMessage() -> ForecastQueues.Message? {
        defer { message = nil }
        return message
    }

    /// The first minute, after that one, in which it may send again.
    func opens(after minute: Int) -> Int {
        var opens = max(counts.opens(after: minute), segments?.opens(after: minute) ?? 0)
        if isBlocked { opens = max(opens, recipients?.opens(after: minute) ?? 0) }
        guard opens < .max else { return opens }
        if route.dayCaps.indices.contains(opens / 1440), today.day == opens / 1440,
            today.count >= route.dayCaps[today.day]
        {
            opens = (today.day + 1) * 1440
        }
        guard let hours = route.hours else { return opens }
        guard let next = hours.stretch(from: start + .seconds(60 * opens))?.lowerBound else { return .max }
        return max(opens, Int(((next - start).components.seconds + 59) / 60))
    }

    private func dayRoom(_ minute: Int) -> Int {
        let day = minute / 1440
        guard route.dayCaps.indices.contains(day) else { return .max }
        return max(0, route.dayCaps[day] - (today.day == day ? today.count : 0))
    }
}
