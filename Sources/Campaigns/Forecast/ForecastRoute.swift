/// A line or a provider, as far as a forecast needs to know it.
public struct ForecastRoute: Sendable {
    public var name: String
    /// In segments, sliding.
    public var limits: [SlidingLimit]
    /// What it may send in each of the next days of 24 hours while its SIM warms up; nothing for the days after them.
    public var dayCaps: [Int]
    /// The most that it can send in a minute, whatever its limits say.
    public var fastest: Int
    public var price: Int
    /// When campaigns may be sent by it; nil is always.
    public var hours: OpenHours?
    /// Segments that it handed over lately, by how many minutes ago.
    public var used: [Int: Int]
    public var months: ForecastMonths?

    public init(
        name: String,
        limits: [SlidingLimit],
        dayCaps: [Int] = [],
        fastest: Int = ForecastRoute.fastestLine,
        price: Int = 0,
        hours: OpenHours? = nil,
        used: [Int: Int] = [:],
        months: ForecastMonths? = nil
    ) {
        self.name = name
        self.limits = limits
        self.dayCaps = dayCaps
        self.fastest = fastest
        self.price = price
        self.hours = hours
        self.used = used
        self.months = months
    }

    /// A segment takes a modem some three seconds.
    public static let fastestLine = 20
}

/// Segments handed over, minute by minute, against limits in sliding stretches of time.
struct SlidingCounts {
    private struct Stretch {
        var count: Int
        var minutes: Int
        var sum = 0
        /// The first entry that still counts.
        var first = 0
    }

    private var stretches: [Stretch]
    private var entries: [(minute: Int, count: Int)] = []

    init(_ limits: [SlidingLimit]) {
        // Rounded up: what a stretch that is not whole minutes allows, a forecast may allow a little later.
        stretches = limits.map { Stretch(count: $0.count, minutes: max(1, Int(($0.seconds + 59) / 60))) }
            .filter { $0.minutes > 1 || $0.count < Int.max }
    }

    mutating func add(_ count: Int, at minute: Int) {
        guard count > 0 else { return }
        if entries.last?.minute == minute {
            entries[entries.count - 1].count += count
        } else {
            entries.append((minute, count))
        }
        for index in stretches.indices { stretches[index].sum += count }
    }

    /// How many may leave in that minute. Minutes are asked for in their order.
    mutating func left(at minute: Int) -> Int {
        var left = Int.max
        for index in stretches.indices {
            while stretches[index].first < entries.count,
                entries[stretches[index].first].minute <= minute - stretches[index].minutes
            {
                stretches[index].sum -= entries[stretches[index].first].count
                stretches[index].first += 1
            }
            left = min(left, stretches[index].count - stretches[index].sum)
        }
        return max(0, left)
    }

    /// The first minute, after that one, in which one may leave again.
    func opens(after minute: Int) -> Int {
        var opens = minute + 1
        for stretch in stretches where stretch.sum >= stretch.count {
            var sum = stretch.sum
            for entry in entries[stretch.first...] {
                sum -= entry.count
                if sum < stretch.count {
                    opens = max(opens, entry.minute + stretch.minutes)
                    break
                }
            }
        }
        return opens
    }
}
