import Modems
import Storage

extension Control {
    /// Restarts a modem. Returns when it has taken the command, or with `hard` when its USB socket is on again; then it
    /// starts as after plugging in.
    public func reset(_ modem: String, hard: Bool) async throws {
        let handle = try handle(of: modem)
        guard hard else {
            return try await borrow(modem, for: "reset") { loan in
                try await Technician(loan).softReset()
                loan.startsAnew()
            }
        }
        let (action, place) = try await power(over: handle, modem)
        try await borrow(modem, for: "reset") { loan in
            try await alone(at: place, handle, modem) {
                do throws(PowerProblem) {
                    try await core.power.carryOut(action, at: place)
                } catch {
                    throw ControlProblem.unavailable("\(modem) could not be switched off and on: \(error.reason)")
                }
            }
            loan.startsAnew()
        }
    }

    /// What can be done to the modem's USB device, the strongest first.
    private func power(over handle: String, _ modem: String) async throws(ControlProblem) -> (PowerAction, String) {
        guard let port = view(of: handle)?.port, let device = await core.ports.device(of: port) else {
            throw .unavailable("\(modem) is no USB device that could be switched: unplug it for 10 seconds")
        }
        var obstacles: [String] = []
        for action in [PowerAction.power, .reset] {
            guard let obstacle = await core.power.obstacle(to: action, at: device.usbPath) else {
                return (action, device.usbPath)
            }
            if !obstacles.contains(obstacle) { obstacles.append(obstacle) }
        }
        throw .unavailable(
            "a hard reset is not possible: \(obstacles.joined(separator: "; ")). Unplug \(modem) for 10 seconds"
        )
    }

    /// One modem at a time on each hub, as the recovery does it.
    private func alone(
        at place: String,
        _ handle: String,
        _ modem: String,
        _ body: () async throws -> Void
    ) async throws {
        guard let hub = HubTurn.hub(ofDevice: place) else { return try await body() }
        let isOurs = core.upkeep.askTurn(hub: hub, by: handle)
        let holder = core.upkeep.holder(of: hub).map(core.roster.name(of:))
        defer {
            core.upkeep.giveBackTurn(hub: hub, by: handle)
            core.bells.hubs.ring()
        }
        guard isOurs else {
            throw ControlProblem.conflict(
                "\(holder ?? "another modem") on the same hub is being reset: reset \(modem) when it is back"
            )
        }
        try await body()
    }
}
