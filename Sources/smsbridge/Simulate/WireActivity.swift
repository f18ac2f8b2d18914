import Synchronization

/// What goes on between a host and virtual modems, for whoever has to know whether something is under way.
final class WireActivity: Sendable {
    private struct State {
        var count = 0
        var last = ContinuousClock.now
        var prompting: Set<Int> = []
    }

    private let state = Mutex(State())

    /// How often bytes went over a wire.
    var count: Int { state.withLock { $0.count } }

    /// For how long nothing went over any wire.
    var silence: Duration { state.withLock { $0.last.duration(to: .now) } }

    /// Whether a modem has asked for a message, and the host has not answered yet.
    var isPrompting: Bool { state.withLock { !$0.prompting.isEmpty } }

    /// Begins the silence anew.
    func touch() {
        state.withLock { $0.last = .now }
    }

    func toHost(_ bytes: [UInt8], from modem: Int) {
        state.withLock { state in
            state.count += 1
            state.last = .now
            // The prompt of TS 27.005, clause 3.5.1.
            if bytes.suffix(2) == [UInt8(ascii: ">"), UInt8(ascii: " ")] { state.prompting.insert(modem) }
        }
    }

    func fromHost(to modem: Int) {
        state.withLock { state in
            state.count += 1
            state.last = .now
            state.prompting.remove(modem)
        }
    }

    func vanished(_ modem: Int) {
        state.withLock { _ = $0.prompting.remove(modem) }
    }
}
