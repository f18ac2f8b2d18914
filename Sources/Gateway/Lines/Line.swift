import Campaigns
import Logging
import Modems
import SMS
import Storage
import Synchronization

/// A SIM in a modem that has started: reads, pulls, sends, until the modem goes, hangs, or is taken out of rotation.
final class Line: Sendable {
    let worker: ModemWorker
    let session: ModemSession
    let route: RouteID
    let profile: ModemProfile

    private struct State {
        /// Something may wait in the storage.
        var isUnread = true
        var isGone = false
        var suspension: String?
        /// Commands in a row without an answer.
        var silences = 0
        /// Messages that failed in a row, each once.
        var failures: [Int64] = []
        /// How often in a row the messages that the modem holds could not be read.
        var failedReadings = 0
        /// The segment whose answer did not come in time.
        var late: (message: Int64, sequence: Int)?
        var canSend = true
    }

    private let state: Mutex<State>
    /// Rings when the modem says something that the work has to look at.
    private let attention = Bell()

    var core: Core { worker.core }
    var name: String { worker.name }
    private var logger: Logger { core.surroundings.logger }

    init(worker: ModemWorker, session: ModemSession, route: RouteID, profile: ModemProfile) {
        self.worker = worker
        self.session = session
        self.route = route
        self.profile = profile
        state = Mutex(State())
    }

    var isGone: Bool { state.withLock { $0.isGone } }
    var suspension: String? { state.withLock { $0.suspension } }
    private var isEnded: Bool { state.withLock { $0.isGone || $0.suspension != nil } }

    /// Works until the line ends; ``isGone`` and ``suspension`` say how.
    func work() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen() }
            group.addTask { await self.pull() }
            await group.next()
            group.cancelAll()
        }
        core.gate.settled(name)
    }

    // MARK: Listening

    private func listen() async {
        for await notice in session.notices {
            switch notice {
            case .unsolicited(let unsolicited): await take(unsolicited)
            case .lateSubmission(let result): await takeLate(result)
            }
        }
        end(gone: true)
    }

    private func take(_ notice: Unsolicited) async {
        switch notice {
        case .messageStored, .reportStored, .partReady:
            state.withLock { $0.isUnread = true }
            attention.ring()
        case .messageRouted(let length, let pdu), .reportRouted(let length, let pdu):
            do {
                try await core.inbox.take(pdu: pdu, length: length, from: route, named: name)
            } catch {
                logger.error("\(name): a routed message could not be stored: \(error)")
            }
        case .restarted(let what):
            logger.warning("\(name): the modem restarted (\(what))")
            end(gone: true)
        case .simStatus(let what), .power(let what), .callEnded(let what), .bootNotice(let what), .other(let what):
            logger.debug("\(name): \(Masking.line(what))")
        case .textRouted, .ring, .callerID, .ussd:
            logger.debug("\(name): a notice that is not used yet")
        case .registration(let registration):
            worker.update { $0.registration = registration.state.words }
        }
    }

    private func takeLate(_ result: SubmissionResult) async {
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

    private func end(gone: Bool, suspension: String? = nil) {
        state.withLock { state in
            state.isGone = state.isGone || gone
            state.suspension = state.suspension ?? suspension
        }
        attention.ring()
    }

    // MARK: Asking

    /// Asks the modem; two silences in a row mean that it hangs.
    func ask(_ command: ATCommand) async -> ATAnswer {
        let answer = await session.ask(command)
        noteSilence(answer.failure == .timedOut)
        if answer.failure == .hungUp || answer.failure == .restarted { end(gone: true) }
        return answer
    }

    func noteSilence(_ isSilent: Bool) {
        let hangs = state.withLock { state in
            state.silences = isSilent ? state.silences + 1 : 0
            return state.silences >= 2
        }
        guard hangs, !isGone else { return }
        logger.warning("\(name): the modem does not answer; its port is opened anew")
        worker.update { view in
            view.state = "recovering"
            view.lastError = "the modem did not answer two commands"
        }
        end(gone: true)
    }

    // MARK: Working

    private func pull() async {
        var lastPoll = Stopwatch(core.surroundings.clock)
        var lastSurvey: Stopwatch?
        while !Task.isCancelled, !isEnded {
            let seenQueue = core.bells.queue.count
            let seenAttention = attention.count
            if lastPoll.elapsed >= core.lines.poll {
                state.withLock { $0.isUnread = true }
            }
            if state.withLock({ $0.isUnread }) {
                lastPoll = Stopwatch(core.surroundings.clock)
                guard await readInbox() else { continue }
            }
            if lastSurvey.map({ $0.elapsed >= core.lines.survey }) ?? true {
                lastSurvey = Stopwatch(core.surroundings.clock)
                await survey()
                if isEnded { break }
            }
            let (claim, terms) = await claim()
            if case .message(let message) = claim {
                await send(message, terms)
                continue
            }
            var wait = core.lines.poll - lastPoll.elapsed
            if case .nothing(let until?) = claim {
                wait = min(wait, max(until - core.surroundings.now, .milliseconds(1)))
            }
            if let again = core.gate.campaignsMayLeave().again { wait = min(wait, again) }
            await waitForEither(seenQueue, seenAttention, atMost: max(wait, .milliseconds(1)))
        }
    }

    private func waitForEither(_ seenQueue: Int, _ seenAttention: Int, atMost most: Duration) async {
        await Waiter.wait(
            on: [(core.bells.queue, seenQueue), (attention, seenAttention)],
            atMost: (most, core.timers)
        )
    }

    private func terms() -> RouteTerms {
        RouteTerms(
            route: route,
            limits: worker.settings.limits,
            campaignsMayLeave: core.gate.campaignsMayLeave().allowed
        )
    }

    private func claim() async -> (Claim, RouteTerms) {
        let terms = terms()
        guard state.withLock({ $0.canSend }), !core.gate.isClosed else { return (.nothing(until: nil), terms) }
        do {
            return (try await core.store.claim(terms, at: core.surroundings.now), terms)
        } catch {
            logger.error("\(name): \(error)")
            return (.nothing(until: core.surroundings.now + .seconds(5)), terms)
        }
    }

    /// Reads all that the modem holds, commits it, and only then deletes it. Answers `false` when it could not.
    private func readInbox() async -> Bool {
        // A list may take the modem a minute; whether it is there at all it says within seconds.
        for _ in 0..<2 where await ask(Self.probe).failure != .timedOut { break }
        guard !isEnded else { return false }
        state.withLock { $0.isUnread = false }
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

    private func couldNotRead(_ reason: String) async -> Bool {
        guard !isEnded else { return false }
        let failed = state.withLock { state in
            state.isUnread = true
            state.failedReadings += 1
            return state.failedReadings
        }
        note("its messages could not be read: \(reason)")
        worker.update { view in
            view.inboxUnread = true
            view.reason = "its messages cannot be read, so nothing is sent: \(reason)"
        }
        let pause = Duration.seconds(1 << min(failed - 1, 5))
        try? await core.surroundings.clock.sleep(for: min(pause, core.lines.poll))
        return false
    }

    private func note(_ problem: String) {
        logger.warning("\(name): \(problem)")
        worker.update { $0.lastError = problem }
    }

    private static let probe = ATCommand("AT")

    /// Asks for registration and signal. A line that is not registered waits; one that is refused stays out.
    private func survey() async {
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

    // MARK: Sending

    private func send(_ message: ClaimedMessage, _ first: RouteTerms) async {
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
        for sequence in message.pending {
            guard encoded.segments.indices.contains(sequence - 1) else { continue }
            let segment = encoded.segments[sequence - 1]
            while true {
                // What came in since is read before the next segment leaves.
                if state.withLock({ $0.isUnread }), !(await readInbox()) {
                    return await giveBack(message)
                }
                if Task.isCancelled || isEnded { return await giveBack(message) }
                switch await submit(segment, of: message) {
                case .goOn: break
                case .again(let pause):
                    try? await core.surroundings.clock.sleep(for: pause)
                    if Task.isCancelled || isEnded { return await giveBack(message) }
                    continue
                case .done: return
                }
                break
            }
        }
    }

    private enum Sent {
        /// The segment is accepted; the next one follows.
        case goOn
        /// Nothing left; the same segment again after a pause.
        case again(Duration)
        /// Nothing is left to do for this message here.
        case done
    }

    private func submit(_ segment: EncodedSegment, of message: ClaimedMessage) async -> Sent {
        var verdict: HandOver?
        let result = await session.submit(tpduLength: segment.tpduLength, pdu: segment.pdu) {
            verdict = await handOver(segment.sequence, of: message)
            guard case .go(let validity) = verdict else { return .takeBack }
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

    /// The last check and the durable mark, made while the prompt stands.
    private func handOver(_ sequence: Int, of message: ClaimedMessage) async -> HandOver {
        guard !core.gate.isClosed else { return .stop(reason: "the daemon stops") }
        guard !state.withLock({ $0.isUnread }) else {
            return .wait(until: core.surroundings.now, reason: "something came in: it is read first")
        }
        do {
            return try await core.store.handOver(message, sequence: sequence, on: terms(), at: core.surroundings.now)
        } catch {
            logger.error("\(name): nothing is sent, the hand-over could not be stored: \(error)")
            return .stop(reason: "\(error)")
        }
    }

    private func answered(_ result: SubmissionResult, _ sequence: Int, of message: ClaimedMessage) async -> Sent {
        let answer: SegmentAnswer
        switch result {
        case .accepted(let reference, _):
            state.withLock { state in
                state.failures = []
                state.silences = 0
            }
            answer = .accepted(reference: reference)
        case .refused(let failure) where failure == .hungUp || failure == .restarted || failure == .timedOut:
            answer = .uncertain(reason: "\(failure)")
        case .refused(let failure):
            noteFailure(failure, of: message.id)
            let kind = SendFailure(failure)
            answer =
                kind == .uncertain
                ? .uncertain(reason: "\(failure)")
                : .refused(kind, reason: "\(failure)", jitter: core.surroundings.random.fraction())
        case .noAnswer(let failure):
            state.withLock { $0.late = (message.id, sequence) }
            answer = .uncertain(reason: "no answer after the hand-over: \(failure)")
            logger.warning("\(name): message \(message.id) is uncertain: \(failure)")
            if failure == .hungUp { end(gone: true) }
        case .takenBack, .promptMissing:
            // The segment was marked and the prompt had gone: no octet of it was written.
            answer = .refused(.temporary, reason: "the prompt was gone", jitter: core.surroundings.random.fraction())
        }
        let after = await store(answer, sequence, of: message)
        core.bells.plan.ring()
        if case .refused = answer { core.bells.queue.ring() }
        if case .accepted = answer, after == .goOn { return .goOn }
        return .done
    }

    /// Stores an answer, however long the database refuses: nobody else knows it. The line sends nothing meanwhile, and a
    /// stop makes the segment uncertain.
    private func store(_ answer: SegmentAnswer, _ sequence: Int, of message: ClaimedMessage) async -> AfterAnswer {
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

    /// Failures of so many different messages in a row are the line's.
    private func noteFailure(_ failure: ATFailure, of message: Int64) {
        worker.update { $0.lastError = "\(failure)" }
        let meaning = failure.meaning
        guard meaning?.failureClass != .permanent || meaning?.takesLineOut == true else { return }
        let count = state.withLock { state in
            if !state.failures.contains(message) { state.failures.append(message) }
            return state.failures.count
        }
        guard meaning?.takesLineOut == true || count >= core.lines.mostFailures else { return }
        let remedy = meaning?.remedy ?? "Run `smsbridge modem diagnose` on its port."
        logger.warning("\(name): out of rotation: \(failure). \(remedy)")
        end(gone: false, suspension: "\(failure). \(remedy)")
    }

    /// No prompt came, so no octet of the message left.
    private func noPrompt(_ result: SubmissionResult, _ message: ClaimedMessage) async -> Sent {
        let failure: ATFailure =
            switch result {
            case .refused(let failure), .noAnswer(let failure): failure
            case .accepted, .takenBack, .promptMissing: .promptMissing
            }
        if failure == .hungUp || failure == .restarted || failure == .timedOut {
            if failure == .timedOut { noteSilence(true) } else { end(gone: true) }
            await giveBack(message)
            return .done
        }
        if failure == .promptMissing {
            noteSilence(true)
            // Whether it still says anything at all is found out at once.
            state.withLock { $0.isUnread = true }
        }
        noteFailure(failure, of: message.id)
        // What is unknown after a hand-over is certain here: nothing left.
        let kind = SendFailure(failure) == .uncertain ? .temporary : SendFailure(failure)
        let jitter = core.surroundings.random.fraction()
        _ = await store(.refused(kind, reason: "\(failure)", jitter: jitter), message.pending.first ?? 1, of: message)
        core.bells.plan.ring()
        core.bells.queue.ring()
        return .done
    }

    private func giveBack(_ message: ClaimedMessage) async {
        try? await core.store.release(
            message,
            at: core.surroundings.now,
            reason: "\(name) could not take it; nothing left"
        )
        core.bells.queue.ring()
    }

    private func encode(_ message: ClaimedMessage, validity: Duration?) throws -> EncodedMessage {
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

extension ATAnswer {
    /// How it ended, for people.
    fileprivate var words: String { failure.map { "\($0)" } ?? "OK" }
}
