import Campaigns
import Logging
import Modems
import SMS
import Storage
import Synchronization

/// From the claim to the answer of the network, segment by segment.
extension Line {
    /// Returns what the line has claimed together with storing the last answer, where it may go on at once.
    func send(_ message: ClaimedMessage, follows: Bool) async -> ClaimedMessage? {
        let encoded: EncodedMessage
        do {
            encoded = try encode(message, validity: nil)
        } catch {
            _ = await store(
                .refused(.permanentMessage, reason: "\(error)", jitter: 0),
                message.pending.first ?? 1,
                of: message
            )
            core.bells.plan.ring()
            return nil
        }
        if follows || message.pending.count > 1 { await keepLinkOpen() }
        for sequence in message.pending {
            guard encoded.segments.indices.contains(sequence - 1) else { continue }
            let segment = encoded.segments[sequence - 1]
            while true {
                // What came in since is read before the next segment leaves.
                if state.withLock({ $0.isUnread }), !(await readInbox()) {
                    await giveBack(message)
                    return nil
                }
                // A segment is never interrupted; between two of them the modem can be lent.
                if Task.isCancelled || isEnded || desk.isBorrowWanted {
                    await giveBack(message)
                    return nil
                }
                switch await submit(segment, of: message) {
                case .goOn: break
                case .again(let pause):
                    await self.pause(pause)
                    if Task.isCancelled || isEnded {
                        await giveBack(message)
                        return nil
                    }
                    continue
                case .done(let next): return next
                }
                break
            }
        }
        return nil
    }

    /// Between segments the link to the network stays open, where the modem can do that. It closes by itself after 1 to 5 s
    /// without a message, and the modem then forgets the wish (TS 27.005, clause 3.5.6).
    private func keepLinkOpen() async {
        guard let mode = dialect.moreMessages else { return }
        let now = core.stopwatch.elapsed
        guard state.withLock({ !$0.refusesMoreMessages && $0.linkUntil <= now }) else { return }
        let isTaken = await ask(.keepLinkOpen(mode)).isOK
        state.withLock { state in
            state.refusesMoreMessages = !isTaken
            if isTaken { state.linkUntil = now + Self.linkPatience }
        }
    }

    /// The least time for which a modem keeps the link open.
    private static let linkPatience: Duration = .seconds(1)

    /// Whether the next message may follow without a look at anything else.
    private var goesOn: Bool {
        let limits = worker.settings.limits
        guard !Task.isCancelled, !core.gate.isClosed, !desk.isBorrowWanted, maySend,
            limits.jitterPercent == 0 || limits.perMinute == nil
        else { return false }
        let now = core.stopwatch.elapsed
        return state.withLock { state in
            state.ending == nil && !state.isUnread && !state.wantsSurvey && state.checkAt == nil
                && state.restsUntil <= now && now < state.busyUntil
        }
    }

    enum Sent {
        /// The segment is accepted; the next one follows.
        case goOn
        /// Nothing left; the same segment again after a pause.
        case again(Duration)
        /// Nothing is left to do for this message here; the next one may be claimed already.
        case done(ClaimedMessage?)
    }

    func submit(_ segment: EncodedSegment, of message: ClaimedMessage) async -> Sent {
        var verdict: HandOver?
        let result = await session.submit(tpduLength: segment.tpduLength, pdu: segment.pdu) {
            verdict = await handOver(segment.sequence, of: message)
            guard case .go(let validity) = verdict else { return .takeBack }
            tellLadder(isOpen: true)
            core.feed.tell(
                .handedOver(
                    message: message.id,
                    message.number,
                    segment: segment.sequence,
                    of: segment.total,
                    route: name,
                    origin: message.origin
                )
            )
            guard let other = try? encode(message, validity: validity).segments[segment.sequence - 1] else {
                return .write
            }
            return .writeInstead(pdu: other.pdu)
        }
        switch verdict {
        case .go:
            tellLadder(isOpen: false)
            return await answered(result, segment.sequence, of: message)
        case .wait(let until, _):
            return .again(max(until - core.surroundings.now, .milliseconds(1)))
        case .stop(let reason):
            core.feed.tell(.held(message: message.id, message.number, reason: reason, until: nil))
            return .done(nil)
        case nil:
            return await noPrompt(result, message)
        }
    }

    /// A segment without its answer keeps the ladder from resetting the modem.
    private func tellLadder(isOpen: Bool) {
        _ = core.upkeep.handle(.segment(isOpen: isOpen), of: handle, at: core.stopwatch.elapsed)
    }

    /// The last check and the durable mark, made while the prompt stands.
    func handOver(_ sequence: Int, of message: ClaimedMessage) async -> HandOver {
        guard !core.gate.isClosed else { return .stop(reason: "the daemon stops") }
        let announced = await session.announced
        guard state.withLock({ !$0.isUnread && $0.readUpTo == announced }) else {
            state.withLock { $0.isUnread = true }
            return .wait(until: core.surroundings.now, reason: "something came in: it is read first")
        }
        do {
            return try await core.store.handOver(message, sequence: sequence, on: terms(), at: core.surroundings.now)
        } catch {
            logger.error("\(name): nothing is sent, the hand-over could not be stored: \(error)")
            return .stop(reason: "\(error)")
        }
    }

    func answered(_ result: SubmissionResult, _ sequence: Int, of message: ClaimedMessage) async -> Sent {
        let answer: SegmentAnswer
        var failed: ATFailure?
        switch result {
        case .accepted(let reference, _):
            let now = core.stopwatch.elapsed
            state.withLock { state in
                state.silences = 0
                if state.linkUntil > .zero { state.linkUntil = now + Self.linkPatience }
            }
            _ = core.upkeep.handle(.worked, of: handle, at: core.stopwatch.elapsed)
            await rotate(.accepted)
            answer = .accepted(reference: reference)
        case .refused(let failure) where failure == .hungUp || failure == .restarted || failure == .timedOut:
            answer = .uncertain(reason: "\(failure)")
        case .refused(let failure):
            let kind = SendFailure(failure)
            failed = failure
            answer =
                kind == .uncertain
                ? .uncertain(reason: "\(failure)")
                : .refused(kind, reason: "\(failure)", jitter: core.surroundings.random.fraction())
        case .noAnswer(let failure):
            state.withLock { $0.late = (message.id, sequence) }
            answer = .uncertain(reason: "no answer after the hand-over: \(failure)")
            logger.warning("\(name): message \(message.id) is uncertain: \(failure)")
            if failure == .hungUp { end(.gone) }
        case .takenBack, .promptMissing:
            // The segment was marked and the prompt had gone: no octet of it was written.
            answer = .refused(.temporary, reason: "the prompt was gone", jitter: core.surroundings.random.fraction())
        }
        if case .uncertain(let reason) = answer {
            core.keepRecording(of: handle, "message \(message.id) is uncertain: \(reason)")
        }
        let isAccepted = if case .accepted = answer { true } else { false }
        let isLast = sequence == message.pending.last
        let (after, next) = await store(
            answer,
            sequence,
            of: message,
            next: isAccepted && isLast && goesOn ? terms() : nil
        )
        if message.origin == .test { core.bells.loopbacks.ring() }
        if let failed { await noteFailure(failed, of: message) }
        // Only an enrollment has a next step, and only what did not leave has a new deadline.
        if !isAccepted || message.origin == .campaign { core.bells.plan.ring() }
        if case .refused = answer { core.bells.queue.ring() }
        if isAccepted, after == .goOn { return .goOn }
        return .done(next)
    }

    /// Stores an answer, however long the database refuses: nobody else knows it. The line sends nothing meanwhile, and a
    /// stop makes the segment uncertain.
    ///
    /// With `next`, the next message is claimed in the same transaction, once this one has left.
    func store(
        _ answer: SegmentAnswer,
        _ sequence: Int,
        of message: ClaimedMessage,
        next: RouteTerms? = nil
    ) async -> (AfterAnswer, ClaimedMessage?) {
        let at = core.surroundings.now
        var next = next
        while true {
            do {
                return try await core.store.answered(message, sequence: sequence, on: route, answer, next: next, at: at)
            } catch {
                next = nil
                note("the answer to message \(message.id) could not be stored: \(error)")
                if error == .closed || Task.isCancelled { return (.done, nil) }
                try? await core.surroundings.clock.sleep(for: .seconds(5))
            }
        }
    }

    /// Told after the answer is stored, so that what goes to others has its own place in the queue already.
    func noteFailure(_ failure: ATFailure, of message: ClaimedMessage) async {
        worker.update { $0.lastError = "\(failure)" }
        await rotate(.failed(failure, recipient: message.number.e164))
    }

    /// No prompt came, so no octet of the message left.
    func noPrompt(_ result: SubmissionResult, _ message: ClaimedMessage) async -> Sent {
        let failure: ATFailure =
            switch result {
            case .refused(let failure), .noAnswer(let failure): failure
            case .accepted, .takenBack, .promptMissing: .promptMissing
            }
        if failure == .hungUp || failure == .restarted || failure == .timedOut {
            if failure == .timedOut { noteSilence(true) } else { end(failure == .restarted ? .startsAgain : .gone) }
            await giveBack(message)
            return .done(nil)
        }
        if failure == .promptMissing {
            noteSilence(true)
            // Whether it still says anything at all is found out at once.
            state.withLock { $0.isUnread = true }
        }
        // What is unknown after a hand-over is certain here: nothing left.
        let kind = SendFailure(failure) == .uncertain ? .temporary : SendFailure(failure)
        let jitter = core.surroundings.random.fraction()
        _ = await store(.refused(kind, reason: "\(failure)", jitter: jitter), message.pending.first ?? 1, of: message)
        await noteFailure(failure, of: message)
        if message.origin == .test { core.bells.loopbacks.ring() }
        core.bells.plan.ring()
        core.bells.queue.ring()
        return .done(nil)
    }

    func giveBack(_ message: ClaimedMessage) async {
        try? await core.store.release(
            message,
            at: core.surroundings.now,
            reason: "\(name) could not take it; nothing left"
        )
        core.bells.queue.ring()
    }

    func encode(_ message: ClaimedMessage, validity: Duration?) throws -> EncodedMessage {
        let seconds = validity.map { Int($0.components.seconds) } ?? 300
        return try SubmitEncoder.encode(
            SubmitRequest(
                to: Address(message.number.e164),
                text: message.text,
                reference: message.reference,
                requestStatusReport: profile.givesReports,
                validityOctet: RelativeValidity.notLonger(thanSeconds: max(seconds, 300)) ?? 0
            )
        )
    }
}
