import Campaigns
import Logging
import Modems
import SMS
import Storage
import Synchronization

/// From the claim to the answer of the network, segment by segment.
extension Line {
    func send(_ message: ClaimedMessage, _ first: RouteTerms) async {
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
            return
        }
        await keepLinkOpen(message.pending.count)
        for sequence in message.pending {
            guard encoded.segments.indices.contains(sequence - 1) else { continue }
            let segment = encoded.segments[sequence - 1]
            while true {
                // What came in since is read before the next segment leaves.
                if state.withLock({ $0.isUnread }), !(await readInbox()) {
                    return await giveBack(message)
                }
                // A segment is never interrupted; between two of them the modem can be lent.
                if Task.isCancelled || isEnded || desk.isBorrowWanted { return await giveBack(message) }
                switch await submit(segment, of: message) {
                case .goOn: break
                case .again(let pause):
                    await self.pause(pause)
                    if Task.isCancelled || isEnded { return await giveBack(message) }
                    continue
                case .done: return
                }
                break
            }
        }
    }

    /// Between the segments of a message the link to the network stays open, where the modem can do that.
    private func keepLinkOpen(_ segments: Int) async {
        guard segments > 1, let mode = dialect.moreMessages, !state.withLock({ $0.refusesMoreMessages }) else { return }
        if await !ask(.keepLinkOpen(mode)).isOK { state.withLock { $0.refusesMoreMessages = true } }
    }

    enum Sent {
        /// The segment is accepted; the next one follows.
        case goOn
        /// Nothing left; the same segment again after a pause.
        case again(Duration)
        /// Nothing is left to do for this message here.
        case done
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
            return .done
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
            state.withLock { $0.silences = 0 }
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
        let after = await store(answer, sequence, of: message)
        if let failed { await noteFailure(failed, of: message) }
        core.bells.plan.ring()
        if case .refused = answer { core.bells.queue.ring() }
        if case .accepted = answer, after == .goOn { return .goOn }
        return .done
    }

    /// Stores an answer, however long the database refuses: nobody else knows it. The line sends nothing meanwhile, and a
    /// stop makes the segment uncertain.
    func store(_ answer: SegmentAnswer, _ sequence: Int, of message: ClaimedMessage) async -> AfterAnswer {
        let at = core.surroundings.now
        while true {
            do {
                return try await core.store.answered(message, sequence: sequence, on: route, answer, at: at)
            } catch {
                note("the answer to message \(message.id) could not be stored: \(error)")
                if error == .closed || Task.isCancelled { return .done }
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
            return .done
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
        core.bells.plan.ring()
        core.bells.queue.ring()
        return .done
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
