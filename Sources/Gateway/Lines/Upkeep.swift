import Modems
import Storage
import Synchronization

/// What is known of modems and lines beyond one opening of a port: ladders, who may be reset, who is out of rotation.
final class Upkeep: Sendable {
    private struct Modem {
        var ladder: RecoveryLadder
        var resets = ResetWatch()
        /// It has answered a command, so it is one.
        var hasAnswered = false
        var climbs = 0
        /// The dialect that it last had.
        var dialect = Dialect.generic.name
    }

    private struct State {
        var modems: [String: Modem] = [:]
        var rotations: [RouteID: Rotation] = [:]
        var turn = HubTurn()
    }

    private let state = Mutex(State())
    private let settings: LineSettings

    init(_ settings: LineSettings) {
        self.settings = settings
    }

    private func with<Value: Sendable>(_ name: String, _ body: (inout Modem) -> Value) -> Value {
        state.withLock { state in
            var modem = state.modems[name] ?? Modem(ladder: RecoveryLadder(settings: settings.recovery))
            defer { state.modems[name] = modem }
            return body(&modem)
        }
    }

    func handle(_ event: RecoveryLadder.Event, of name: String, at now: Duration) -> [RecoveryLadder.Action] {
        with(name) { modem in
            if case .broken = event { modem.climbs += 1 }
            return modem.ladder.handle(event, at: now)
        }
    }

    func setMeans(_ means: RecoveryMeans, of name: String) { with(name) { $0.ladder.means = means } }

    func answered(_ name: String, dialect: String) {
        with(name) { modem in
            modem.hasAnswered = true
            modem.dialect = dialect
        }
    }

    /// Whether the ladder may be climbed now: it waits after climbs that did not help.
    func mayClimb(_ name: String, at now: Duration) -> Bool {
        with(name) { modem in modem.ladder.retryAt.map { now >= $0 } ?? true }
    }

    func fault(of name: String) -> RecoveryFault { with(name) { $0.ladder.fault } }

    func isExhausted(_ name: String) -> Bool { with(name) { $0.ladder.isOut } }

    func dialect(of name: String) -> Dialect { with(name) { Dialect.named($0.dialect) ?? .generic } }

    /// `true` where something has answered on the port, or somebody has configured it and it had time to start.
    func isProven(_ name: String, source: ModemSource) -> Bool {
        with(name) { modem in
            if modem.hasAnswered { return true }
            if case .path = source { return modem.climbs > 0 }
            return false
        }
    }

    func watch(_ event: ResetWatch.Event, of name: String, at now: Duration) -> ResetWatch.Sign? {
        with(name) { $0.resets.handle(event, at: now) }
    }

    /// Whether nothing pointed to a weak supply for a day.
    func isSupplyCalm(of name: String, at now: Duration) -> Bool { with(name) { $0.resets.isCalm(at: now) } }

    func rotate(_ route: RouteID, _ event: Rotation.Event, at now: Duration) -> [Rotation.Action] {
        state.withLock { state in
            var rotation = state.rotations[route] ?? Rotation(settings: settings.rotation)
            defer { state.rotations[route] = rotation }
            return rotation.handle(event, at: now)
        }
    }

    func standing(of route: RouteID) -> Rotation.Standing {
        state.withLock { $0.rotations[route]?.standing ?? .inRotation }
    }

    func askTurn(hub: String, by name: String) -> Bool { state.withLock { $0.turn.ask(hub: hub, by: name) } }

    func holder(of hub: String) -> String? { state.withLock { $0.turn.holder(of: hub) } }

    func giveBackTurn(hub: String, by name: String) { state.withLock { _ = $0.turn.giveBack(hub: hub, by: name) } }
}
