import Synchronization

/// A time in which a modem is unplugged or mute, so that nobody can read what it holds.
struct Outage: Sendable {
    /// The line's IMSI.
    var line: String
    var from: Duration
    var until: Duration
}

/// A fault that struck.
struct Strike: Sendable {
    var kind: DayFault
    /// The IMSI of the line at which it was aimed.
    var line: String
    var at: Duration
}

/// Writes down what struck, and when modems were away or mute because of it.
final class FaultTally: Sendable {
    private struct State {
        var strikes: [Strike] = []
        var outages: [Outage] = []
    }

    private let state = Mutex(State())

    func add(_ fault: DayFault, line: String = "", at: Duration) {
        state.withLock { $0.strikes.append(Strike(kind: fault, line: line, at: at)) }
    }

    func add(_ outage: Outage) { state.withLock { $0.outages.append(outage) } }

    var strikes: [Strike] { state.withLock(\.strikes) }
    var outages: [Outage] { state.withLock(\.outages) }
}
