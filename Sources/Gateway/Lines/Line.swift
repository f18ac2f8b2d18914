import Campaigns
import Logging
import Modems
import Storage
import Synchronization

/// A SIM in a modem that has started: reads, pulls, sends, until the modem goes, hangs, or is taken out of rotation.
final class Line: Sendable {
    let worker: ModemWorker
    let session: ModemSession
    let route: RouteID
    let profile: ModemProfile
    let dialect: Dialect

    struct State {
        /// Something may wait in the storage.
        var isUnread = true
        /// The announcement of the modem up to which its storage was read.
        var readUpTo = 0
        var ending: Ending?
        /// Commands in a row without an answer.
        var silences = 0
        /// How often in a row the messages that the modem holds could not be read.
        var failedReadings = 0
        /// The segment whose answer did not come in time.
        var late: (message: Int64, sequence: Int)?
        var isRegistered: Bool
        /// As the modem told it last.
        var registration: RegistrationState?
        var isRoaming: Bool
        /// On the stopwatch; `nil` while it is registered.
        var unregisteredSince: Duration?
        /// When the check of a line that is out of rotation is due, on the stopwatch.
        var checkAt: Duration?
        var storage: StorageUse?
        /// What was written to the history last, and when.
        var told: ModemHistoryEntry?
        /// The network said something new about the registration.
        var wantsSurvey = false
        /// What is broken about its lists of messages.
        var reading = StorageReading.Knowledge()
        /// Messages that were found and that no notice announced.
        var unannounced = 0
        var toldDeaf = false
        /// No other port was found that would announce them.
        var staysDeaf = false
        var hasRead = false
        /// `+CMMS` was refused: it is not sent again.
        var refusesMoreMessages = false
        /// Until when the modem surely keeps the link open after `+CMMS`, on the stopwatch; zero: it was not asked to.
        var linkUntil: Duration = .zero
        /// When the storage or the registration is due to be looked at, on the stopwatch: until then, message follows message.
        var busyUntil: Duration = .zero
        /// The question for the balance that is under way, and when the next one is due.
        var ussd: USSDSession?
        var ussdUntil: Duration?
        var balanceDue: Timestamp?
        /// On the stopwatch: the line takes nothing before, so that its messages leave at no machine's pace.
        var restsUntil: Duration = .zero
    }

    let state: Mutex<State>
    /// Rings when the modem says something that the work has to look at.
    let attention = Bell()
    /// Since it is in service.
    let service: Stopwatch

    var core: Core { worker.core }
    var name: String { worker.name }
    var handle: String { worker.handle }
    var logger: Logger { core.surroundings.logger }

    init(worker: ModemWorker, session: ModemSession, route: RouteID, profile: ModemProfile) {
        self.worker = worker
        self.session = session
        self.route = route
        self.profile = profile
        dialect = Dialect.named(profile.dialect) ?? .generic
        service = Stopwatch(worker.core.surroundings.clock)
        state = Mutex(
            State(
                isRegistered: profile.isRegistered,
                registration: profile.registrations.map(\.state).best,
                isRoaming: profile.isRoaming
            )
        )
    }

    /// How the work with a line ends.
    enum Ending: Sendable {
        case gone
        /// The ladder has to see to it.
        case broken(RecoveryFault)
        /// The modem is to be started anew: it lost its settings, or asks for its PIN.
        case startsAgain
        /// The modem is worked with at another of its ports.
        case moves(String)
    }

    /// `nil` while it works.
    var ending: Ending? { state.withLock { $0.ending } }
    var isEnded: Bool { ending != nil }

    /// Works until the line ends; ``ending`` says how.
    func work() async {
        let notices = await session.notices()
        begin()
        core.routes.add(route) { [self] in situation }
        defer { core.routes.remove(route) }
        await recallBalance()
        await recallLoopback()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen(notices) }
            group.addTask { await self.pull() }
            await group.next()
            group.cancelAll()
        }
        core.loopbacks.leave(route)
        core.gate.settled(name)
    }

    /// Asks the modem; two silences in a row mean that it hangs.
    func ask(_ command: ATCommand) async -> ATAnswer {
        let answer = await session.ask(command)
        noteSilence(answer.failure == .timedOut)
        if answer.failure == .hungUp { end(.gone) }
        if answer.failure == .restarted { end(.startsAgain) }
        return answer
    }

    func noteSilence(_ isSilent: Bool) {
        let hangs = state.withLock { state in
            state.silences = isSilent ? state.silences + 1 : 0
            return state.silences >= 2
        }
        guard hangs, !isEnded else { return }
        worker.update { view in
            view.state = "recovering"
            view.reason = "the modem does not answer"
            view.lastError = "the modem did not answer two commands"
        }
        end(.broken(.silence))
    }

    func pull() async {
        var lastPoll = Stopwatch(core.surroundings.clock)
        var lastWord = Stopwatch(core.surroundings.clock)
        var lastSurvey: Stopwatch?
        while !Task.isCancelled, !isEnded {
            let seenQueue = core.bells.queue.count
            let seenAttention = attention.count
            let seenDesk = desk.moved.count
            if desk.isBorrowWanted {
                await lend()
                continue
            }
            if lastPoll.elapsed >= core.lines.poll {
                state.withLock { $0.isUnread = true }
            }
            if state.withLock({ $0.isUnread }) {
                lastPoll = Stopwatch(core.surroundings.clock)
                lastWord = lastPoll
                guard await readInbox() else {
                    await pauseAfterReading()
                    continue
                }
            }
            if state.withLock({ $0.wantsSurvey }) || lastSurvey.map({ $0.elapsed >= core.lines.survey }) ?? true {
                state.withLock { $0.wantsSurvey = false }
                lastSurvey = Stopwatch(core.surroundings.clock)
                lastWord = Stopwatch(core.surroundings.clock)
                await survey()
                if isEnded { break }
            }
            if lastWord.elapsed >= core.lines.keepAlive {
                lastWord = Stopwatch(core.surroundings.clock)
                // One that does not answer is called once more, at once: two silences are a hung modem.
                for _ in 0..<2 where await ask(Self.probe).failure != .timedOut { break }
                if isEnded { break }
            }
            await introduce()
            if isEnded { break }
            await takeVerdicts()
            await checkReturn()
            let claim = await claim()
            if case .message(let message) = claim {
                let due = min(core.lines.poll - lastPoll.elapsed, core.lines.survey - (lastSurvey?.elapsed ?? .zero))
                state.withLock { $0.busyUntil = core.stopwatch.elapsed + due }
                var next = await send(message, follows: false)
                while let message = next { next = await send(message, follows: true) }
                lastWord = Stopwatch(core.surroundings.clock)
                restAWhile()
                continue
            }
            let balance = await checkBalance()
            var wait = min(core.lines.poll - lastPoll.elapsed, core.lines.keepAlive - lastWord.elapsed)
            if case .nothing(let until?) = claim {
                wait = min(wait, max(until - core.surroundings.now, .milliseconds(1)))
            }
            if let balance { wait = min(wait, balance) }
            if let again = core.gate.campaignsMayLeave().again { wait = min(wait, again) }
            if let checkAt = state.withLock({ $0.checkAt }) { wait = min(wait, checkAt - core.stopwatch.elapsed) }
            await Waiter.wait(
                on: [(core.bells.queue, seenQueue), (attention, seenAttention), (desk.moved, seenDesk)],
                atMost: (max(wait, .milliseconds(1)), core.timers)
            )
        }
    }

    /// A pause that ends early when the modem is wanted, or the line ends.
    func pause(_ duration: Duration) async {
        let stopwatch = Stopwatch(core.surroundings.clock)
        while !Task.isCancelled, !isEnded {
            let seen = desk.moved.count
            let rest = duration - stopwatch.elapsed
            guard !desk.isBorrowWanted, rest > .zero else { return }
            await desk.moved.wait(since: seen, atMost: rest, core.timers)
        }
    }

    func terms() -> RouteTerms {
        RouteTerms(
            route: route,
            limits: worker.settings.limits,
            campaignsMayLeave: core.gate.campaignsMayLeave().allowed,
            campaignObstacle: campaignObstacle,
            window: worker.settings.window,
            tariff: worker.settings.tariff
        )
    }

    /// Adds up to the jitter's part of the time that one segment has by the limit of a minute.
    private func restAWhile() {
        let limits = worker.settings.limits
        guard let perMinute = limits.perMinute, perMinute > 0, limits.jitterPercent > 0 else { return }
        let most = 60_000 / perMinute * min(limits.jitterPercent, 100) / 100
        let rest = Duration.milliseconds(Int(Double(most) * core.surroundings.random.fraction()))
        state.withLock { $0.restsUntil = core.stopwatch.elapsed + rest }
    }

    func claim() async -> Claim {
        let rest = state.withLock { $0.restsUntil } - core.stopwatch.elapsed
        if rest > .zero { return .nothing(until: core.surroundings.now + rest) }
        guard !core.gate.isClosed, canSend else { return .nothing(until: nil) }
        var terms = terms()
        // A line that is out of rotation sends nothing but the test that may bring it back.
        terms.takesTestsAlone = isOut
        guard !isOut || core.loopbacks.isChecking(route) else { return .nothing(until: nil) }
        do {
            return try await core.store.claim(terms, at: core.surroundings.now)
        } catch {
            logger.error("\(name): \(error)")
            return .nothing(until: core.surroundings.now + .seconds(5))
        }
    }

    func end(_ ending: Ending) {
        state.withLock { $0.ending = $0.ending ?? ending }
        attention.ring()
    }
}
