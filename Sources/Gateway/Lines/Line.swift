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

    struct State {
        /// Something may wait in the storage.
        var isUnread = true
        /// The announcement of the modem up to which its storage was read.
        var readUpTo = 0
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
        /// The network said something new about the registration.
        var wantsSurvey = false
        /// On the stopwatch: the line takes nothing before, so that its messages leave at no machine's pace.
        var restsUntil: Duration = .zero
    }

    let state: Mutex<State>
    /// Rings when the modem says something that the work has to look at.
    let attention = Bell()

    var core: Core { worker.core }
    var name: String { worker.name }
    var logger: Logger { core.surroundings.logger }

    init(worker: ModemWorker, session: ModemSession, route: RouteID, profile: ModemProfile) {
        self.worker = worker
        self.session = session
        self.route = route
        self.profile = profile
        state = Mutex(State())
    }

    var isGone: Bool { state.withLock { $0.isGone } }
    var suspension: String? { state.withLock { $0.suspension } }
    var isEnded: Bool { state.withLock { $0.isGone || $0.suspension != nil } }

    /// Works until the line ends; ``isGone`` and ``suspension`` say how.
    func work() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen() }
            group.addTask {
                await self.pull()
                await self.restSuspended()
            }
            await group.next()
            group.cancelAll()
        }
        core.gate.settled(name)
    }

    /// Out of rotation it still hears what comes in, until it begins anew.
    private func restSuspended() async {
        guard !isGone, let reason = suspension else { return }
        core.gate.settled(name)
        worker.update { view in
            view.state = "suspended"
            view.reason = reason
        }
        await worker.rest(session)
    }

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
        worker.update { view in
            view.state = "recovering"
            view.lastError = "the modem did not answer two commands"
        }
        end(gone: true)
    }

    func pull() async {
        var lastPoll = Stopwatch(core.surroundings.clock)
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
                guard await readInbox() else {
                    await pauseAfterReading()
                    continue
                }
            }
            if state.withLock({ $0.wantsSurvey }) || lastSurvey.map({ $0.elapsed >= core.lines.survey }) ?? true {
                state.withLock { $0.wantsSurvey = false }
                lastSurvey = Stopwatch(core.surroundings.clock)
                await survey()
                if isEnded { break }
            }
            let (claim, terms) = await claim()
            if case .message(let message) = claim {
                await send(message, terms)
                restAWhile()
                continue
            }
            var wait = core.lines.poll - lastPoll.elapsed
            if case .nothing(let until?) = claim {
                wait = min(wait, max(until - core.surroundings.now, .milliseconds(1)))
            }
            if let again = core.gate.campaignsMayLeave().again { wait = min(wait, again) }
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
            campaignsMayLeave: core.gate.campaignsMayLeave().allowed
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

    func claim() async -> (Claim, RouteTerms) {
        let terms = terms()
        let rest = state.withLock { $0.restsUntil } - core.stopwatch.elapsed
        if rest > .zero { return (.nothing(until: core.surroundings.now + rest), terms) }
        guard state.withLock({ $0.canSend }), !core.gate.isClosed else { return (.nothing(until: nil), terms) }
        do {
            return (try await core.store.claim(terms, at: core.surroundings.now), terms)
        } catch {
            logger.error("\(name): \(error)")
            return (.nothing(until: core.surroundings.now + .seconds(5)), terms)
        }
    }

    func end(gone: Bool, suspension: String? = nil) {
        state.withLock { state in
            state.isGone = state.isGone || gone
            state.suspension = state.suspension ?? suspension
        }
        attention.ring()
    }
}
