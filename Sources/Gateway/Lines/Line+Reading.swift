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
        let before = state.withLock { state in
            defer { state.readUpTo = announced }
            state.isUnread = false
            return state.readUpTo
        }
        let wasAnnounced = announced > before
        var found = 0
        for storage in profile.storages.isEmpty ? [""] : profile.storages {
            let selection = profile.storages.count > 1 ? profile.selecting(storage) : nil
            guard await read(storage, selection, wasAnnounced: wasAnnounced, found: &found) else { return false }
        }
        if found == 0 { count(0, wereAnnounced: wasAnnounced) }
        await session.hasRead(upTo: announced)
        state.withLock { state in
            state.failedReadings = 0
            state.hasRead = true
        }
        core.gate.settled(name)
        core.alarms.set(.diskFull, of: handle, nil)
        let isNew = worker.core.roster.isUnread(handle)
        worker.update { $0.inboxUnread = false }
        show()
        if isNew { core.feed.tell(.modem(name: name, state: "ready")) }
        return true
    }

    /// Reads one memory. All that a list shows is stored before anything of it is deleted: some modems delete the other
    /// parts of a longer message with its first.
    private func read(_ storage: String, _ selection: ATCommand?, wasAnnounced: Bool, found: inout Int) async -> Bool {
        var reading = StorageReading(
            selection: selection,
            habits: dialect.memory,
            knowledge: state.withLock { $0.reading },
            wasAnnounced: wasAnnounced
        )
        var step = reading.handle(.begin)
        while true {
            switch step {
            case .send(let command): step = reading.handle(.answered(await ask(command)))
            case .pause(let pause):
                try? await core.surroundings.clock.sleep(for: pause)
                step = reading.handle(.paused)
            case .found(let messages):
                let new = messages.count { $0.status == .receivedUnread }
                found += new
                if new > 0 { count(new, wereAnnounced: wasAnnounced) }
                guard await keep(messages.filter(\.isReceived), in: storage) else { return false }
                if !wasAnnounced { await noteUnannounced(messages.count { $0.status == .receivedUnread }) }
                step = reading.handle(.taken)
            case .done:
                state.withLock { $0.reading = reading.knowledge }
                return !isEnded
            case .failed(let failure): return await couldNotRead("\(failure)")
            }
            if isEnded { return false }
        }
    }

    private func keep(_ messages: [StoredMessage], in storage: String) async -> Bool {
        let shown = Stopwatch(core.surroundings.clock)
        for message in messages {
            if core.planted.contains(.deleteFirst) {
                _ = await ask(.delete(index: message.index))
                continue
            }
            do {
                let isReadable = try await core.inbox.take(
                    pdu: message.pdu,
                    length: message.length,
                    from: route,
                    named: name,
                    since: await session.known(storage, message.index) ?? shown
                )
                if !isReadable { noteBrokenPDU() }
            } catch {
                if case .full(let reason) = error { core.alarms.set(.diskFull, of: handle, reason) }
                return await couldNotRead("a message stays on the SIM, it could not be stored: \(error)")
            }
        }
        for message in messages where !core.planted.contains(.deleteFirst) {
            var deletion = await ask(.delete(index: message.index))
            if deletion.isWorthRepeating, !isEnded {
                try? await core.surroundings.clock.sleep(for: .seconds(1))
                deletion = await ask(.delete(index: message.index))
            }
            if isEnded { return false }
            if !deletion.isOK { note("a message could not be deleted: \(deletion.words)") }
        }
        return true
    }

    /// Counts for the diagnosis. What came while nobody was there could not be announced.
    private func count(_ messages: Int, wereAnnounced: Bool) {
        guard state.withLock({ $0.hasRead }) else { return }
        core.tallies.change(handle) { $0.found(messages, wereAnnounced: wereAnnounced, at: core.stopwatch.elapsed) }
    }

    func noteBrokenPDU() {
        core.keepRecording(of: handle, "a PDU cannot be read")
    }

    /// A modem whose notices never come is told once to say more.
    private func noteUnannounced(_ count: Int) async {
        let isDeaf = state.withLock { state in
            // What came while nobody was there could not be announced.
            guard state.hasRead else { return false }
            state.unannounced += count
            guard state.unannounced >= 2, !state.toldDeaf, state.readUpTo == 0 else { return false }
            state.toldDeaf = true
            return true
        }
        if isDeaf {
            for line in dialect.whenDeaf { _ = await ask(ATCommand(line)) }
            return
        }
        await lookForNotices()
    }

    /// A modem that says nothing all the same may tell it to another of its ports.
    private func lookForNotices() async {
        guard state.withLock({ $0.toldDeaf && !$0.staysDeaf && $0.readUpTo == 0 && $0.unannounced >= 4 }) else {
            return
        }
        let what = "what comes in is not announced on this port"
        guard let other = await worker.otherPort() else {
            state.withLock { $0.staysDeaf = true }
            return note("\(what), and on no other: it is found by polling")
        }
        guard worker.mayMove else {
            state.withLock { $0.staysDeaf = true }
            return note("\(what): it is found by polling. Try \(other) in the configuration")
        }
        worker.move(to: other, because: what)
        end(.moves(other))
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

    static let probe = ATCommand("AT")

    /// A modem that reset itself without a word has forgotten how it announces messages: it is started anew.
    private func settingsStand() async -> Bool {
        guard !profile.notifications.isEmpty else { return true }
        let answer = await ask(.notificationState)
        if isEnded { return false }
        guard answer.isOK, let values = NotificationChoices.parseState(answer.lines) else { return true }
        guard Array(values.prefix(2)) != Array(profile.notifications.prefix(2)) else { return true }
        note("the modem forgot its settings: it reset itself, or another program changed them; it is started anew")
        end(.startsAgain)
        return false
    }

    /// Asks for registration, signal and storage. A line that is not registered waits; after a while the ladder sees to it.
    func survey() async {
        var registrations: [Registration] = []
        for command in [ATCommand.registration, .epsRegistration, .packetRegistration] {
            // The third only where the others do not allow messages.
            if command == .packetRegistration, registrations.contains(where: \.state.canSendSMS) { break }
            if let found = Registration.parse(await ask(command).lines) { registrations.append(found) }
            if isEnded { return }
        }
        guard await settingsStand() else { return }
        let cell = registrations.first { $0.state.canSendSMS && $0.cell != nil }?.cell
        core.tallies.change(handle) { $0.isIn(cell, at: core.stopwatch.elapsed) }
        let usable = registrations.map(\.state).filter(\.canSendSMS)
        let best = registrations.map(\.state).best
        let signal = SignalQuality.parse(await ask(.signalQuality).lines)
        if isEnded { return }
        let uses = StorageAnswer.parseState(await ask(.storageState).lines)
        if isEnded { return }
        let now = core.stopwatch.elapsed
        let without = state.withLock { state -> Duration in
            state.isRegistered = best?.canSendSMS ?? profile.isRegistered
            state.registration = best ?? state.registration
            if let best { state.isRoaming = best.canSendSMS && usable.allSatisfy(\.isRoaming) }
            state.unregisteredSince = state.isRegistered ? nil : state.unregisteredSince ?? now
            state.storage = uses.first { $0.name == profile.storages.first } ?? uses.last ?? state.storage
            return state.unregisteredSince.map { now - $0 } ?? .zero
        }
        worker.update { view in
            view.registration = best?.words ?? view.registration
            view.signalDBm = signal?.dBm
            view.signalBars = signal?.bars
        }
        show()
        await judge(signal)
        guard state.withLock({ $0.isRegistered }) else {
            if without >= core.lines.noNetwork, core.upkeep.mayClimb(handle, at: now) {
                logger.warning("\(name): not registered for \(without.components.seconds) s")
                end(.broken(.registration))
            }
            return
        }
        if service.elapsed >= core.lines.proof { _ = core.upkeep.handle(.worked, of: handle, at: now) }
    }

    /// What is cause for an alarm, and a row of the history where something changed.
    private func judge(_ signal: SignalQuality?) async {
        let (isRegistered, storage) = state.withLock { ($0.isRegistered, $0.storage) }
        let weak = signal?.dBm.flatMap { $0 <= core.lines.weakSignal ? "\($0) dBm" : nil }
        core.alarms.set(.weakSignal, of: handle, weak)
        core.alarms.set(.noRegistration, of: handle, isRegistered ? nil : core.roster.registration(handle) ?? "unknown")
        let full = storage.flatMap { use in
            use.fraction >= core.lines.fullStorage
                ? "\(use.used) of \(use.total) places of \(use.name ?? "its memory") are taken by what is not ours to delete"
                : nil
        }
        core.alarms.set(.storageFull, of: handle, full)
        if core.upkeep.isSupplyCalm(of: handle, at: core.stopwatch.elapsed) {
            core.alarms.set(.underVoltage, of: handle, nil)
        }
        await remember(storage)
    }

    private func remember(_ storage: StorageUse?) async {
        guard let view = core.roster.view(of: handle) else { return }
        var entry = ModemHistoryEntry(at: core.surroundings.now, modem: handle, kind: .health)
        entry.state = view.state
        entry.registration = view.registration
        entry.signalDBm = view.signalDBm
        entry.storageUsed = storage?.used
        entry.storageTotal = storage?.total
        let last = state.withLock { $0.told }
        if let last, !entry.differs(from: last), entry.at - last.at < core.lines.history { return }
        do {
            try await core.store.record(entry, of: route)
            state.withLock { $0.told = entry }
        } catch {
            logger.error("\(name): its history could not be written: \(error)")
        }
    }
}

extension ModemHistoryEntry {
    /// Signal that wavers by a step or two is no change.
    fileprivate func differs(from other: ModemHistoryEntry) -> Bool {
        let signals = (signalDBm ?? 0, other.signalDBm ?? 0)
        return state != other.state || registration != other.registration || abs(signals.0 - signals.1) >= 6
            || (signalDBm == nil) != (other.signalDBm == nil) || storageUsed != other.storageUsed
            || storageTotal != other.storageTotal
    }
}

extension ATAnswer {
    /// SIM busy, or a memory that failed once.
    fileprivate var isWorthRepeating: Bool {
        switch failure {
        case .cms(314), .cms(320), .cms(515), .cme(14), .cme(23): true
        default: false
        }
    }

    /// How it ended, for people.
    fileprivate var words: String { failure.map { "\($0)" } ?? "OK" }
}
