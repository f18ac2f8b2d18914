/// What a line's plan allows by the month: of the bill, or in any 30 days.
public struct ForecastMonths: Sendable {
    /// When the months of the bill begin, the present one's first; nil: any 30 days.
    public var starts: [Timestamp]?
    /// Segments in a month of the bill; nil is no bound.
    public var segments: Int?
    /// Different recipients; nil is no bound.
    public var recipients: Int?
    /// Recipients so far, by how many minutes ago the line wrote to them last.
    public var known: [Int: Int]

    public init(starts: [Timestamp]? = nil, segments: Int? = nil, recipients: Int? = nil, known: [Int: Int] = [:]) {
        self.starts = starts
        self.segments = segments
        self.recipients = recipients
        self.known = known
    }
}

/// Segments or recipients of a line against the most that a month may have.
struct MonthlyCounts {
    private static let month = Int(SlidingLimit.month / 60)

    private let most: Int
    /// The minutes in which months of the bill begin.
    private let starts: [Int]?
    private var sliding: SlidingCounts
    /// Index into ``starts``, and what counts in that month.
    private var present = (month: 0, count: 0)

    /// `used` is what counts already, by how many minutes ago.
    init(most: Int, starts: [Timestamp]?, from start: Timestamp, used: [Int: Int]) {
        self.most = most
        // A minute that has begun before the month has belongs to the one before.
        self.starts = starts?.map { Int((($0 - start).components.seconds + 59) / 60) }
        sliding = SlidingCounts([SlidingLimit(count: most, seconds: SlidingLimit.month)])
        for (age, count) in used.sorted(by: { $0.key > $1.key }) { add(count, at: -max(1, age)) }
    }

    /// Since which minute something counts at that minute.
    func since(_ minute: Int) -> Int {
        starts.map { $0.last { $0 <= minute } ?? .min } ?? minute - Self.month + 1
    }

    mutating func add(_ count: Int, at minute: Int) {
        guard let starts else { return sliding.add(count, at: minute) }
        turn(to: minute)
        if minute >= starts.first ?? 0 { present.count += count }
    }

    /// Minutes are asked for in their order.
    mutating func left(at minute: Int) -> Int {
        guard starts != nil else { return sliding.left(at: minute) }
        turn(to: minute)
        return max(0, most - present.count)
    }

    /// The first minute, after that one, in which one more may come.
    func opens(after minute: Int) -> Int {
        guard let starts else { return sliding.opens(after: minute) }
        guard present.count >= most else { return minute + 1 }
        return starts.indices.contains(present.month + 1) ? max(minute + 1, starts[present.month + 1]) : .max
    }

    private mutating func turn(to minute: Int) {
        guard let starts else { return }
        while starts.indices.contains(present.month + 1), starts[present.month + 1] <= minute {
            present = (present.month + 1, 0)
        }
    }
}
