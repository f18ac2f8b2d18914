import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// Keeps a worker on every configured or discovered port that is there, and takes up what comes later or comes back.
struct Fleet: Sendable {
    let core: Core
    let modems: [ModemSettings]

    /// Serves until the task is cancelled.
    func run() async {
        let changes = await core.ports.changes()
        let active = ServedPorts()
        var idle = IdleDevices(clock: core.surroundings.clock)
        let freed = Bell()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in changes {
                    freed.ring()
                    core.bells.ports.ring()
                }
            }
            while !Task.isCancelled {
                let seen = freed.count
                for found in await look(except: active.handles) {
                    active.insert(found.path, found.handle)
                    // Known before anything else happens, so that campaigns wait for its inbox.
                    core.gate.appeared(found.name)
                    group.addTask {
                        await serve(found)
                        active.remove(found.path)
                        freed.ring()
                    }
                }
                core.gate.looked()
                let again = await showIdle(&idle)
                await freed.wait(since: seen, atMost: again, core.timers)
            }
            group.cancelAll()
        }
    }

    /// The ports that are there and that nobody serves.
    private func look(except active: [String: String]) async -> [ModemWorker] {
        var found: [ModemWorker] = []
        var seen = Set(active.keys)
        for (index, modem) in modems.enumerated() {
            let paths = await core.ports.paths(of: modem.source)
            for path in paths where seen.insert(path).inserted {
                found.append(
                    ModemWorker(core: core, settings: modem, handle: handle(of: modem, index, path, paths), path: path)
                )
            }
            if case .path(let path) = modem.source {
                showPlace(path, of: modem, isEmpty: paths.isEmpty, served: Array(active.values) + found.map(\.handle))
            }
        }
        return found
    }

    /// Shows a configured place while no modem is there.
    private func showPlace(_ path: String, of modem: ModemSettings, isEmpty: Bool, served: [String]) {
        let handle = modem.name ?? path
        if isEmpty {
            core.roster.update(handle, source: path, limit: modem.limits.perDay ?? 0) { view in
                view.state = "absent"
                view.port = nil
                view.inboxUnread = true
                view.reason = "there is no \(path): plug the modem in, or correct the path"
            }
        } else if !served.contains(handle) {
            core.roster.forgetPlace(handle)
        }
    }

    /// Shows the modems that are plugged in and have no port to be asked at, and why. Answers when to look again.
    private func showIdle(_ idle: inout IdleDevices) async -> Duration? {
        guard modems.contains(where: { $0.source == .discovered }) else { return nil }
        let found = idle.look(at: await core.ports.devices())
        for name in found.gone { core.roster.forget(name) }
        for problem in found.problems {
            core.roster.update(problem.name, source: problem.name, limit: 0) { view in
                view.state = "absent"
                view.model = problem.device.label
                view.reason = problem.words
            }
        }
        for problem in found.new {
            core.surroundings.logger.warning("\(problem.name), \(problem.device.label): \(problem.words)")
        }
        return found.again
    }

    /// What the modem is called until people give it a name; several ports of one entry are told apart by their paths.
    private func handle(of modem: ModemSettings, _ index: Int, _ path: String, _ paths: [String]) -> String {
        if let name = modem.name, paths.count == 1 { return name }
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return modem.name.map { "\($0)-\(last)" } ?? (paths.count == 1 ? path : last)
    }

    private func serve(_ worker: ModemWorker) async {
        do {
            try await worker.run()
            // Nobody pulled it out: the daemon stops.
            guard !Task.isCancelled else { return core.gate.settled(worker.name) }
            core.tallies.change(worker.handle) { $0.left(at: core.stopwatch.elapsed) }
            worker.update { view in
                view.state = "absent"
                view.inboxUnread = true
                view.reason = "the port went away"
            }
        } catch let error as PortError {
            worker.update { view in
                view.state = "absent"
                view.reason = error.description
                view.lastError = error.description
            }
        } catch {
            core.surroundings.logger.error("\(worker.name): \(error)")
        }
        core.gate.settled(worker.name)
        core.feed.tell(.modem(name: worker.name, state: "absent"))
        // A modem that resets itself, or a permission that udev is about to set, needs a moment.
        try? await core.surroundings.clock.sleep(for: core.lines.reopen)
    }
}

/// The paths that have a worker, and what the modem there is called.
private final class ServedPorts: Sendable {
    private let state = Mutex<[String: String]>([:])

    var handles: [String: String] { state.withLock(\.self) }

    func insert(_ path: String, _ handle: String) { state.withLock { $0[path] = handle } }

    func remove(_ path: String) { state.withLock { _ = $0.removeValue(forKey: path) } }
}
