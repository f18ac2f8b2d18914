import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// What the modem says unasked.
extension Line {
    func listen(_ notices: AsyncStream<ModemSession.Notice>) async {
        for await notice in notices {
            switch notice {
            case .unsolicited(let unsolicited, let since): await take(unsolicited, since: since)
            case .lateSubmission(let result): await takeLate(result)
            }
        }
        if !Task.isCancelled { end(.gone) }
    }

    /// `since` runs since the modem said it.
    func take(_ notice: Unsolicited, since: Stopwatch) async {
        if let sign = core.upkeep.watch(.notice(notice), of: handle, at: core.stopwatch.elapsed) { await noticed(sign) }
        switch notice {
        case .partReady:
            // Said again by a modem that reset itself: whether it did, its settings tell.
            state.withLock { state in
                state.isUnread = true
                state.wantsSurvey = true
            }
            attention.ring()
        case .messageStored, .reportStored:
            state.withLock { $0.isUnread = true }
            attention.ring()
        case .messageRouted(let length, let pdu), .reportRouted(let length, let pdu):
            do {
                let isReadable = try await core.inbox.take(
                    pdu: pdu,
                    length: length,
                    from: route,
                    named: name,
                    since: since
                )
                if !isReadable { noteBrokenPDU() }
                core.tallies.change(handle) { $0.found(1, wereAnnounced: true, at: core.stopwatch.elapsed) }
                // Only after it is committed; else the network sends it again.
                if profile.acknowledges { _ = await ask(.acknowledgeRouted) }
            } catch {
                logger.error("\(name): a routed message could not be stored: \(error)")
            }
        case .restarted(let what):
            logger.warning("\(name): the modem restarted (\(what))")
            // Settings that are not stored are gone; where the device leaves the bus, its port ends by itself.
            end(.startsAgain)
        case .simStatus(let what), .power(let what), .callEnded(let what), .bootNotice(let what), .other(let what):
            logger.debug("\(name): \(Masking.line(what))")
        case .ussd(let mode, let text, let coding):
            await talk(.notice(mode: mode, text: text, coding: coding))
        case .ring: await rang(number: nil, rings: 1)
        case .callerID(let text):
            // The type of number is not told; +49… says it itself.
            let caller = SenderAddress(text, typeOfNumber: 0, region: core.inbox.region)
            await rang(number: caller.number?.e164 ?? String(text.prefix(40)), rings: 0)
        case .textRouted:
            logger.debug("\(name): a notice that is not used yet")
        case .registration(let registration):
            worker.update { $0.registration = registration.state.words }
            core.tallies.change(handle) { $0.isIn(registration.cell, at: core.stopwatch.elapsed) }
            state.withLock { $0.wantsSurvey = true }
            attention.ring()
        }
    }

    /// A call is written down, and never answered.
    private func rang(number: String?, rings: Int) async {
        do {
            try await core.store.rang(route, number: number, rings: rings, at: core.surroundings.now)
            core.bells.events.ring()
        } catch {
            logger.error("\(name): a call could not be written down: \(error)")
        }
    }

    /// Weak power shows in resets: counted, and told when there are many.
    private func noticed(_ sign: ResetWatch.Sign) async {
        switch sign {
        case .reset(let count):
            let detail = "it reset itself \(count == 1 ? "once" : "\(count) times") in a day"
            core.keepRecording(of: handle, detail)
            await worker.record(.reset, detail, route: route)
            if count >= core.lines.mostResets { core.alarms.set(.underVoltage, of: handle, detail) }
        case .underVoltage(let words):
            note("the modem says \(words)")
            await worker.record(.reset, words, route: route)
            core.alarms.set(.underVoltage, of: handle, "the modem says \(words)")
        }
    }

    func takeLate(_ result: SubmissionResult) async {
        let late = state.withLock { state in
            defer { state.late = nil }
            return state.late
        }
        guard let late else { return }
        var reference: Int?
        var accepted = false
        if case .accepted(let number, _) = result { (accepted, reference) = (true, number) }
        try? await core.store.answeredLate(
            message: late.message,
            sequence: late.sequence,
            reference: reference,
            accepted: accepted,
            at: core.surroundings.now
        )
    }
}
