import Modems
import Storage
import Synchronization

/// What lines and the keeper of the loopbacks tell each other.
final class LoopbackDesk: Sendable {
    private struct State {
        /// Lines that are at work and have told their number, or that they know none.
        var introduced: Set<RouteID> = []
        /// Lines that want to be proven by a test before they return.
        var wishes: [RouteID] = []
        /// Lines out of rotation whose test is under way.
        var checking: Set<RouteID> = []
        /// What tests showed of a line, for its rotation; taken by the line.
        var verdicts: [RouteID: [Rotation.Event]] = [:]
    }

    private let state = Mutex(State())
    let settings: LoopbackSettings

    init(_ settings: LoopbackSettings) {
        self.settings = settings
    }

    func introduce(_ route: RouteID) { state.withLock { _ = $0.introduced.insert(route) } }

    func leave(_ route: RouteID) { state.withLock { _ = $0.introduced.remove(route) } }

    func isIntroduced(_ route: RouteID) -> Bool { state.withLock { $0.introduced.contains(route) } }

    /// A line asks for a test that decides whether it returns.
    func wish(_ route: RouteID) {
        state.withLock { state in if !state.wishes.contains(route) { state.wishes.append(route) } }
    }

    var wishes: [RouteID] { state.withLock(\.wishes) }

    /// Its test is under way, or cannot be made.
    func fulfil(_ route: RouteID) { state.withLock { $0.wishes.removeAll { $0 == route } } }

    /// Which lines out of rotation have a test under way.
    func setChecking(_ routes: Set<RouteID>) { state.withLock { $0.checking = routes } }

    func isChecking(_ route: RouteID) -> Bool { state.withLock { $0.checking.contains(route) } }

    /// A line that nobody asks for its verdicts keeps the last few.
    private static let mostVerdicts = 8

    func tell(_ route: RouteID, _ event: Rotation.Event) {
        state.withLock { state in
            state.verdicts[route] = (state.verdicts[route] ?? []).suffix(Self.mostVerdicts - 1) + [event]
        }
    }

    func takeVerdicts(of route: RouteID) -> [Rotation.Event] {
        state.withLock { $0.verdicts.removeValue(forKey: route) ?? [] }
    }
}
