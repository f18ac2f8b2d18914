import Gateway
import NIOCore
import NIOPosix
import Storage
import Synchronization

/// How fast the demo's clock runs.
///
/// It stands while a modem shows its prompt, so that the network sees a segment at the moment of its hand-over. It leaps
/// while the gateway, its database and every wire are silent: then all that is left is waiting.
final class DemoPace: Sendable {
    /// The clock leaps, or runs at its plain speed.
    private let leaps = Mutex(false)
    private let store = Mutex<Store?>(nil)
    private let prompted = Mutex<ContinuousClock.Instant?>(nil)
    private let clock: ScaledClock
    private let wires: WireActivity
    /// Whether a person watches, who wants to see something.
    private let isWatched: Bool
    private let made = ContinuousClock.now

    /// The plain speed. Time-outs of modems, 5 s and more, must stay long against what this machine needs to answer.
    static let scale = 20.0
    /// Silence of the wires after which nothing is under way any more.
    private static let silence: Duration = .milliseconds(4)
    /// For so long a person gets time to watch; then it goes on as fast as it can.
    private static let watching: Duration = .seconds(20)
    private static let watchedSilence: Duration = .milliseconds(40)
    /// A prompt that stands longer than this is nobody's any more.
    private static let longestPrompt: Duration = .seconds(1)

    init(clock: ScaledClock, wires: WireActivity, isWatched: Bool) {
        self.clock = clock
        self.isWatched = isWatched
        self.wires = wires
    }

    func joined(_ store: Store) {
        self.store.withLock { $0 = store }
    }

    /// From now on the clock leaps where nothing is under way, or only runs.
    func setLeaping(_ isLeaping: Bool) {
        leaps.withLock { $0 = isLeaping }
    }

    /// Whether the clock may leap now.
    func mayLeap() async -> Bool {
        guard leaps.withLock({ $0 }) else {
            return false
        }
        let isPrompting = stands()
        clock.scale = isPrompting ? 0 : Self.scale
        guard !isPrompting else { return false }
        let seen = wires.count
        guard isStoreIdle else { return false }
        let began = ContinuousClock.now
        await settle()
        // A machine that is busy with other things needs longer until all is said.
        let slows = isWatched && made.duration(to: .now) < Self.watching
        let silence = max(slows ? Self.watchedSilence : Self.silence, began.duration(to: .now) * 8)
        guard wires.count == seen, isStoreIdle, wires.silence >= silence, !wires.isPrompting else { return false }
        // Whoever wakes by this has to have its turn before the next leap.
        wires.touch()
        return true
    }

    private var isStoreIdle: Bool { store.withLock { $0?.isIdle ?? false } }

    private func stands() -> Bool {
        let isPrompting = wires.isPrompting
        return prompted.withLock { since in
            since = isPrompting ? since ?? .now : nil
            return since.map { $0.duration(to: .now) < Self.longestPrompt } ?? false
        }
    }

    /// Lets what waits for a thread have its turn: bytes on their way in, and tasks that are ready.
    private func settle() async {
        for _ in 0..<2 {
            for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() {
                try? await loop.submit {}.get()
            }
        }
        for _ in 0..<20 { await Task.yield() }
    }
}
