import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// What the modem holds, and how it stands with the network.
extension Line {
    /// Reads all that the modem holds, commits it, and only then deletes it. Answers `false` when it could not.
    func readInbox() async -> Bool {
        // A list may take the modem a minute; whether it is there at all it says within seconds.
        for _ in 0..<2 where await ask(Self.probe).failure != .timedOut { break }
        guard !isEnded else { return false }
        let announced = await session.announced
        state.withLock { state in
            state.isUnread = false
            state.readUpTo = announced
        }
        for storage in profile.storages.isEmpty ? [""] : profile.storages {
            if profile.storages.count > 1 {
                let selection = await ask(profile.selecting(storage))
                guard selection.isOK else { return await couldNotRead(selection.words) }
            }
            let answer = await ask(.listMessages)
            guard answer.isOK else { return await couldNotRead(answer.words) }
            for message in MessageList.parseList(answer.lines) where message.isReceived {
                if core.planted.contains(.deleteFirst) {
                    _ = await ask(.delete(index: message.index))
                    continue
                }
                do {
                    try await core.inbox.take(pdu: message.pdu, length: message.length, from: route, named: name)
                } catch {
                    return await couldNotRead("a message stays on the SIM, it could not be stored: \(error)")
                }
                let deletion = await ask(.delete(index: message.index))
                if isEnded { return false }
                if !deletion.isOK { note("a message could not be deleted: \(deletion.words)") }
            }
        }
        state.withLock { $0.failedReadings = 0 }
        core.gate.settled(name)
        worker.update { view in
            if view.inboxUnread, view.state != "suspended" { view.reason = nil }
            view.inboxUnread = false
            if view.state == "starting" || view.state == "recovering" { view.state = "ready" }
        }
        core.feed.tell(.modem(name: name, state: "ready"))
        return true
    }

    func couldNotRead(_ reason: String) async -> Bool {
        guard !isEnded else { return false }
        state.withLock { state in
            state.isUnread = true
            state.failedReadings += 1
        }
        note("its messages could not be read: \(reason)")
        worker.update { view in
            view.inboxUnread = true
            view.reason = "its messages cannot be read, so nothing is sent: \(reason)"
        }
        return false
    }

    /// What could not be read is asked for ever more rarely.
    func pauseAfterReading() async {
        let failed = state.withLock { $0.failedReadings }
        guard failed > 0 else { return }
        await pause(min(.seconds(1 << min(failed - 1, 5)), core.lines.poll))
    }

    func note(_ problem: String) {
        logger.warning("\(name): \(problem)")
        worker.update { $0.lastError = problem }
    }

    private static let probe = ATCommand("AT")

    /// Asks for registration and signal. A line that is not registered waits; one that is refused stays out.
    func survey() async {
        var registrations: [Registration] = []
        for command in [ATCommand.registration, .epsRegistration] {
            if let found = Registration.parse(await ask(command).lines) { registrations.append(found) }
            if isEnded { return }
        }
        let best = registrations.map(\.state).best
        let signal = SignalQuality.parse(await ask(.signalQuality).lines)
        let isRegistered = best?.canSendSMS ?? profile.isRegistered
        state.withLock { $0.canSend = isRegistered && profile.canSend }
        worker.update { view in
            view.registration = best?.words ?? view.registration
            view.signalDBm = signal?.dBm
            view.signalBars = signal?.bars
            if isRegistered {
                if view.state == "suspended" { view.state = "ready" }
                if view.state == "ready" { view.reason = nil }
            } else {
                view.state = "suspended"
                view.reason = "not registered: check antenna, coverage and SIM"
            }
        }
    }
}

extension ATAnswer {
    /// How it ended, for people.
    fileprivate var words: String { failure.map { "\($0)" } ?? "OK" }
}
