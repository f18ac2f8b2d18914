import Logging
import Modems
import Synchronization

/// The dialogue with one open port: carries out what ``ATDialogue`` decides. One command at a time, in the order asked.
actor ModemSession {
    private let port: any Port
    private let timers: Timers
    private let stopwatch: Stopwatch
    private let logger: Logger
    private let wire: Wiretap
    /// When the session began, as of the wire.
    private let origin: Duration
    private var dialogue: ATDialogue
    private var isHungUp = false

    /// Who waits for the end of what is under way.
    private var answer: UnsafeContinuation<ATAnswer, Never>?
    private var drained: UnsafeContinuation<Void, Never>?
    private var prompt: UnsafeContinuation<PromptOrEnd, Never>?
    private var submitted: UnsafeContinuation<SubmissionResult, Never>?

    /// Whose turn it is.
    private var isBusy = false
    private var queue: [UnsafeContinuation<Void, Never>] = []

    private var wakeAt: Duration?
    private var sleepsUntil: Duration?
    private let alarm = Bell()

    private let output: AsyncStream<[UInt8]>
    private let outputEnd: AsyncStream<[UInt8]>.Continuation

    /// Where notices go; what comes while nobody listens is found by the next poll.
    private var noticesEnd: AsyncStream<Notice>.Continuation?
    /// Rings when the port is gone.
    nonisolated let ending = Bell()

    enum Notice: Sendable {
        case unsolicited(Unsolicited)
        /// The result of the submission that was given up last.
        case lateSubmission(SubmissionResult)
    }

    private enum PromptOrEnd: Sendable {
        case prompted
        case ended(SubmissionResult)
    }

    /// More notices than this, unread, are dropped; what they tell of is found by the next poll.
    private static let mostNotices = 1000

    init(
        port: any Port,
        settings: ATDialogue.Settings,
        clock: any Clock<Duration>,
        timers: Timers,
        logger: Logger,
        wire: Wiretap = Wiretap()
    ) {
        self.port = port
        self.timers = timers
        self.logger = logger
        self.wire = wire
        origin = wire.elapsed
        stopwatch = Stopwatch(clock)
        dialogue = ATDialogue(settings: settings)
        (output, outputEnd) = AsyncStream.makeStream()
    }

    /// What the modem says unasked from now on. Ends with the session, and when somebody else listens.
    func notices() -> AsyncStream<Notice> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Notice.self,
            bufferingPolicy: .bufferingOldest(Self.mostNotices)
        )
        noticesEnd?.finish()
        noticesEnd = continuation
        if isHungUp { continuation.finish() }
        return stream
    }

    /// Whether the port is gone.
    var isEnded: Bool { isHungUp }

    /// Serves the port until it hangs up or the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.read() }
            group.addTask { await self.write() }
            group.addTask { await self.ticks() }
            await group.next()
            group.cancelAll()
        }
        hungUp()
    }

    /// Sends a command and waits for its answer; first come, first served.
    func ask(_ command: ATCommand) async -> ATAnswer {
        await takeTurn()
        defer { passTurn() }
        guard !isHungUp else { return ATAnswer(result: .error(.hungUp)) }
        return await withUnsafeContinuation { continuation in
            answer = continuation
            handle(.send(command))
        }
    }

    /// Leaves a prompt that may stand, and reads until the port is silent.
    func escape() async {
        await takeTurn()
        defer { passTurn() }
        guard !isHungUp else { return }
        await withUnsafeContinuation { continuation in
            drained = continuation
            handle(.escape)
        }
    }

    /// Submits one segment. When the prompt stands, `decide` says whether it is written, and in which form.
    func submit(
        tpduLength: Int,
        pdu: String,
        decide: () async -> ATDialogue.PromptAnswer
    ) async -> SubmissionResult {
        await takeTurn()
        defer { passTurn() }
        guard !isHungUp else { return .refused(.hungUp) }
        endedEarly = nil
        let first = await withUnsafeContinuation { (continuation: UnsafeContinuation<PromptOrEnd, Never>) in
            prompt = continuation
            handle(.submit(tpduLength: tpduLength, pdu: pdu))
        }
        switch first {
        case .ended(let result):
            return result
        case .prompted:
            let decision = await decide()
            return await withUnsafeContinuation { continuation in
                // The port may have gone, or the prompt have been left, while the decision was made: nothing was written.
                if endedEarly != nil || isHungUp {
                    continuation.resume(returning: .takenBack)
                    return
                }
                submitted = continuation
                handle(.promptAnswered(decision))
            }
        }
    }

    /// How often the modem said that something is in its storage: known here before the notice is read.
    private(set) var announced = 0

    /// What the modem said since its last restart about being ready. At most 16.
    private(set) var announcements: [Unsolicited] = []

    /// Takes over what the modem's dialect asks of the dialogue.
    func adopt(_ dialect: Dialect) {
        dialogue.settings.adopt(dialect)
    }

    /// How a submission ended while its decision was being made.
    private var endedEarly: SubmissionResult?

    private func read() async {
        for await bytes in port.input {
            handle(.received(bytes))
        }
    }

    private func write() async {
        for await bytes in output {
            do {
                try await port.write(bytes)
            } catch {
                return
            }
        }
    }

    /// Gives the dialogue its timer events.
    private func ticks() async {
        while !Task.isCancelled {
            let seen = alarm.count
            guard let due = wakeAt else {
                sleepsUntil = nil
                await alarm.wait(since: seen)
                continue
            }
            let rest = due - stopwatch.elapsed
            if rest <= .zero {
                wakeAt = nil
                handle(.timer)
                continue
            }
            sleepsUntil = due
            await alarm.wait(since: seen, atMost: rest, timers)
        }
    }

    private func handle(_ event: ATDialogue.Event) {
        let now = stopwatch.elapsed
        for action in dialogue.handle(event, at: now) {
            carryOut(action, at: now)
        }
        if dialogue.isIdle { leaveNobodyWaiting() }
    }

    /// Where the dialogue has nothing under way, nobody will be told anything any more: a wish that it did not take.
    private func leaveNobodyWaiting() {
        resume(&answer, ATAnswer(result: .error(isHungUp ? .hungUp : .plain)))
        resume(&drained, ())
        resume(&prompt, .ended(.refused(isHungUp ? .hungUp : .plain)))
        resume(&submitted, .takenBack)
    }

    private func carryOut(_ action: ATDialogue.Action, at now: Duration) {
        switch action {
        case .write(let bytes):
            outputEnd.yield(bytes)
        case .answered(let result):
            resume(&answer, result)
        case .drained:
            resume(&drained, ())
        case .prompted:
            resume(&prompt, .prompted)
        case .submitted(let result):
            if prompt != nil {
                resume(&prompt, .ended(result))
            } else if submitted != nil {
                resume(&submitted, result)
            } else {
                endedEarly = result
            }
        case .lateSubmission(let result):
            noticesEnd?.yield(.lateSubmission(result))
        case .unsolicited(let notice):
            if notice.announcesStorage { announced += 1 }
            keep(notice)
            noticesEnd?.yield(.unsolicited(notice))
            wire.tell(.notice(notice), at: origin + now)
        case .wake(let at):
            wakeAt = at
            // A sleep that ends too early does no harm; only one that ends too late must be cut short.
            if sleepsUntil.map({ at < $0 }) ?? true { alarm.ring() }
        case .notTaken(let reason):
            logger.error("\(port.path): \(reason)")
        case .noted(let what):
            logger.debug("\(port.path): \(what)")
        case .trace(let line):
            logger.trace("\(port.path) \(line.direction.rawValue) \(line.text)")
            wire.tell(.line(line), at: origin + now)
        }
    }

    private func keep(_ notice: Unsolicited) {
        switch notice {
        case .restarted: announcements = [notice]
        case .partReady where announcements.count < 16: announcements.append(notice)
        default: break
        }
    }

    private func resume<Value>(_ continuation: inout UnsafeContinuation<Value, Never>?, _ value: sending Value) {
        let waiter = continuation
        continuation = nil
        waiter?.resume(returning: value)
    }

    private func hungUp() {
        guard !isHungUp else { return }
        isHungUp = true
        handle(.hungUp)
        // Whatever the dialogue left open ends here.
        resume(&answer, ATAnswer(result: .error(.hungUp)))
        resume(&drained, ())
        resume(&prompt, .ended(.refused(.hungUp)))
        resume(&submitted, .noAnswer(.hungUp))
        outputEnd.finish()
        noticesEnd?.finish()
        ending.ring()
    }

    private func takeTurn() async {
        guard isBusy else {
            isBusy = true
            return
        }
        await withUnsafeContinuation { continuation in queue.append(continuation) }
    }

    private func passTurn() {
        if queue.isEmpty {
            isBusy = false
        } else {
            queue.removeFirst().resume()
        }
    }
}

extension Unsolicited {
    /// Whether something waits to be read.
    fileprivate var announcesStorage: Bool {
        switch self {
        case .messageStored, .reportStored: true
        default: false
        }
    }
}
