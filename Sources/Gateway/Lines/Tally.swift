import Storage
import Synchronization

/// What is counted of one modem while the daemon runs, for its diagnosis. Times are on the gateway's stopwatch.
struct Tally: Sendable {
    /// The line that it served last.
    var route: RouteID?
    /// The port on which it gives its notices, where that is another one than was found first.
    var port: String?
    /// Its ports that were tried for that.
    var triedPorts: Set<String> = []
    /// Whether the last message to itself came back.
    var loopback: Bool?
    /// When its port went away without being asked to, in the last hour.
    private(set) var departures: [Duration] = []
    /// When it was made to go away: a reset by the ladder or by hand.
    private(set) var sendings: [Duration] = []
    /// Messages that a notice announced, and those that only polling found, in the last day.
    private(set) var announced: [Duration] = []
    private(set) var unannounced: [Duration] = []
    private var cell: String?
    /// When its cell changed, in the last hour.
    private(set) var cellChanges: [Duration] = []

    private static let most = 500
    static let hour: Duration = .seconds(3600)
    static let day: Duration = .seconds(86_400)
    /// A modem that was sent away is gone within so long.
    private static let leave: Duration = .seconds(60)

    /// Its port went away.
    mutating func left(at now: Duration) {
        if let last = sendings.last, now - last <= Self.leave { return }
        Self.add(1, to: &departures, at: now, keeping: Self.hour)
    }

    /// It is made to go away, or was a moment ago.
    mutating func sentAway(at now: Duration) {
        Self.add(1, to: &sendings, at: now, keeping: Self.hour)
    }

    /// Messages were found in its storage.
    mutating func found(_ count: Int, wereAnnounced: Bool, at now: Duration) {
        if wereAnnounced, count == 0, !unannounced.isEmpty {
            // The notice came after the poll that found its message.
            unannounced.removeLast()
            Self.add(1, to: &announced, at: now, keeping: Self.day)
        } else if wereAnnounced {
            Self.add(count, to: &announced, at: now, keeping: Self.day)
        } else {
            Self.add(count, to: &unannounced, at: now, keeping: Self.day)
        }
    }

    /// Another port of the modem is listened to from now on.
    mutating func forgetNotices() {
        (announced, unannounced) = ([], [])
    }

    mutating func isIn(_ cell: String?, at now: Duration) {
        guard let cell else { return }
        defer { self.cell = cell }
        if let last = self.cell, last != cell { Self.add(1, to: &cellChanges, at: now, keeping: Self.hour) }
    }

    private static func add(_ count: Int, to list: inout [Duration], at now: Duration, keeping span: Duration) {
        list.removeAll { now - $0 > span }
        for _ in 0..<min(count, most) { list.append(now) }
        if list.count > most { list.removeFirst(list.count - most) }
    }
}

/// The tallies of all modems, by their handles.
final class Tallies: Sendable {
    private let tallies = Mutex<[String: Tally]>([:])

    subscript(handle: String) -> Tally { tallies.withLock { $0[handle] ?? Tally() } }

    func change<Result: Sendable>(_ handle: String, _ body: (inout Tally) -> Result) -> Result {
        tallies.withLock { body(&$0[handle, default: Tally()]) }
    }

    /// How often a modem went away in the last hour, and how often of that another one went in the same moment.
    func departures(of handle: String, at now: Duration) -> (all: Int, shared: Int) {
        tallies.withLock { tallies in
            let own = (tallies[handle]?.departures ?? []).filter { now - $0 <= Tally.hour }
            let others = tallies.filter { $0.key != handle }.flatMap(\.value.departures)
            let shared = own.count { moment in others.contains { abs($0, moment) <= Self.together } }
            return (own.count, shared)
        }
    }

    private static let together: Duration = .seconds(3)

    private func abs(_ one: Duration, _ other: Duration) -> Duration { one > other ? one - other : other - one }
}
