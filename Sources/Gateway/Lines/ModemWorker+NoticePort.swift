import Logging
import Modems
import Storage

/// Some modems have two ports that take commands, and announce what comes in on one of them alone.
extension ModemWorker {
    /// The port that is worked with: the one that was found, or the one on which the modem gives its notices.
    var home: String { core.tallies[handle].port ?? path }

    /// Where nobody has named a port, the worker takes the right one by itself.
    var mayMove: Bool { settings.source == .discovered }

    /// Sees to it that the modem is worked with at the right port. `nil` where the work goes on at this one.
    func settlePort(_ profile: ModemProfile, _ session: ModemSession) async -> Ending? {
        guard let other = await betterPort(profile, session) else { return nil }
        if hasWorker(at: other) {
            core.gate.settled(name)
            update { view in
                view.state = "suspended"
                view.reason = "the modem announces what comes in at \(other), where it is served: name one port a modem"
            }
            return .rests
        }
        let why = "the modem announces what comes in at another of its ports"
        guard !mayMove else {
            move(to: other, because: why)
            return .moves(other)
        }
        core.surroundings.logger.warning("\(name): \(why): name \(other) in the configuration")
        update { $0.lastError = "\(why): name \(other) in the configuration" }
        return nil
    }

    /// Where the notices come, if that is known to be another port than the one that is open.
    func betterPort(_ profile: ModemProfile, _ session: ModemSession) async -> String? {
        guard let ports = await core.ports.device(of: home)?.ports, ports.count > 1 else { return nil }
        let dialect = Dialect.named(profile.dialect) ?? .generic
        var mode: PortMode?
        if dialect.tellsPortMode, dialect.allows(.portMode) {
            mode = PortMode.parse(await session.ask(.portMode).lines)
        }
        let tried = core.tallies[handle].triedPorts.union([home])
        if let known = NoticePort.known(among: ports, at: home, mode) {
            return tried.contains(known.path) ? nil : known.path
        }
        // The modem port of an old stick, and nobody says which of the others is for commands.
        guard mode?.commands == nil, ports.first(where: { $0.path == home })?.role == .data else { return nil }
        return await answeringPort(among: ports, without: tried)
    }

    /// Another port of the modem that takes commands and was not tried yet.
    func otherPort() async -> String? {
        guard let ports = await core.ports.device(of: home)?.ports else { return nil }
        return await answeringPort(among: ports, without: core.tallies[handle].triedPorts.union([home]))
    }

    private func answeringPort(among ports: [CommandPort], without tried: Set<String>) async -> String? {
        for candidate in NoticePort.candidates(among: ports, without: tried) {
            if await answers(at: candidate.path) { return candidate.path }
            // Asked in vain once is enough: it may be the maker's own.
            core.tallies.change(handle) { _ = $0.triedPorts.insert(candidate.path) }
        }
        return nil
    }

    private func answers(at other: String) async -> Bool {
        let answered = try? await core.ports.withPort(at: other) { port in
            try await DirectModem.with(port, clock: core.surroundings.clock) { loan in
                for _ in 0..<2 where try await loan.ask(.attention).isOK { return true }
                return false
            }
        }
        return answered ?? false
    }

    /// From now on the modem is worked with at another port.
    func move(to other: String, because why: String) {
        core.surroundings.logger.notice("\(name): \(why): it is worked with at \(other) from now on")
        core.tallies.change(handle) { tally in
            tally.triedPorts.formUnion([tally.port ?? path, other])
            tally.port = other
            tally.forgetNotices()
        }
    }

    /// Whether another worker has that port and may serve the modem.
    func hasWorker(at other: String) -> Bool {
        core.roster.entries.contains { entry in
            entry.handle != handle && entry.view.port == other && ["starting", "ready"].contains(entry.view.state)
        }
    }
}
