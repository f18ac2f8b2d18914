/// The dialogue with one port, as a value: bytes and wishes in, bytes and answers out.
///
/// One command at a time, never pipelined: `send` and `submit` are taken only while `isIdle`; queueing is the caller's
/// business. Nothing here waits or reads a clock: `now` is the time since some start, and `wake(at:)` asks for a
/// `timer` event then. Each `wake` replaces the one before it; a `timer` that comes too early or too late does no harm.
///
/// Of a submission: `prompted` says that `>` stands. Nothing of the message has left yet; the caller answers with
/// `promptAnswered(.write)`, which hands over, or with `.takeBack`, which sends ESC.
public struct ATDialogue: Sendable {
    /// Times and sizes. The defaults suit modems in the field.
    public struct Settings: Sendable, Hashable {
        /// How long `>` is waited for.
        public var promptTimeout: Duration = .seconds(10)
        /// How long the caller may take at the prompt before the message is taken back.
        public var promptLimit: Duration = .seconds(30)
        /// How long the network's answer to a message is waited for. Below 50 s makes duplicates (TR1M).
        public var submissionTimeout: Duration = .seconds(120)
        /// How long `OK` is waited for after `+CMGS: n`, which already says that the message is accepted.
        public var confirmationTimeout: Duration = .seconds(5)
        /// How long the modem may take to confirm ESC; some say nothing.
        public var takeBackTimeout: Duration = .seconds(1)
        /// How long a stray `ERROR` may follow a `+CMS ERROR`; no command is written in that time.
        public var strayErrorTime: Duration = .milliseconds(300)
        /// How long the modem needs between an answer and the next command.
        public var commandGap: Duration = .zero
        /// How long it needs between the prompt and the PDU, and between the PDU and Ctrl-Z.
        public var promptDelay: Duration = .zero
        public var endDelay: Duration = .zero
        /// Starts of lines that harm the modem; such a command is answered with `notSupported` and not written.
        public var forbidden: [String] = []
        /// How long the port must be silent for `escape` to end, and how long it may take at most.
        public var drainSilence: Duration = .milliseconds(200)
        public var drainLimit: Duration = .seconds(2)
        /// How long the modem may take to say where it is, after a command that timed out. Less where the next command
        /// has less time.
        public var resyncTimeout: Duration = .seconds(5)
        /// Divides what each command says that its answer may take. At least 1.
        public var commandDivisor = 1
        /// How long the port must be silent where the modem does not say where it is.
        public var resyncSilence: Duration = .seconds(1)
        /// How long after its time-out a result of a message is still matched.
        public var lateResultLimit: Duration = .seconds(600)
        /// Bytes of the longest line; a longer one is dropped and noted.
        public var longestLine = 4096
        /// Lines of the longest answer; further ones are dropped and noted.
        public var mostLines = 2100
        /// Whether `trace` actions are made.
        public var traces = true

        public init() {}

        /// Takes over what the modem's dialect asks for.
        public mutating func adopt(_ dialect: Dialect) {
            commandGap = dialect.commandGap
            promptDelay = dialect.prompt.delay
            endDelay = dialect.prompt.endDelay
            forbidden = dialect.forbidden
        }
    }

    /// What happens to the dialogue.
    public enum Event: Sendable, Hashable {
        case received([UInt8])
        case send(ATCommand)
        /// `AT+CMGS` with the octets of the TPDU, and its PDU in hexadecimal with the service center in front.
        case submit(tpduLength: Int, pdu: String)
        case promptAnswered(PromptAnswer)
        /// Leaves a prompt that may stand from before, and reads until the port is silent; ends with `drained`.
        case escape
        case timer
        case hungUp
    }

    /// The caller's word on a message whose prompt stands.
    public enum PromptAnswer: Sendable, Hashable {
        case write
        /// The same message in another form of the same length, such as with the validity that was decided just now.
        case writeInstead(pdu: String)
        case takeBack
    }

    /// What to do, in order.
    public enum Action: Sendable, Hashable {
        case write([UInt8])
        case answered(ATAnswer)
        case prompted
        case submitted(SubmissionResult)
        /// The result of the last submission that ended as `noAnswer`, come after all.
        case lateSubmission(SubmissionResult)
        case unsolicited(Unsolicited)
        case drained
        case wake(at: Duration)
        /// The event was not taken, because something is under way or because it does not fit. A fault of the caller.
        case notTaken(String)
        /// Something odd that was survived: an over-long line, a stray ERROR.
        case noted(String)
        case trace(TraceLine)
    }

    struct Submission: Sendable, Hashable {
        var tpduLength: Int
        var pdu: String
        var commandText: String { "AT+CMGS=\(tpduLength)" }
    }

    struct Running: Sendable, Hashable {
        var command: ATCommand
        var prefixes: [String]
        var lines: [String] = []
        var deadline: Duration
        var quietDeadline: Duration?
        /// OK came, and the answer's line may still follow.
        var isConfirmed = false
    }

    enum State: Sendable, Hashable {
        case idle
        /// Waits until the guard time after an error is over, then starts.
        case holding(Held)
        /// An answer may still come: finds out which answer belongs to what, then starts.
        case resyncing(Resync)
        case draining(silentAt: Duration, limit: Duration)
        case command(Running)
        case awaitingPrompt(Submission, deadline: Duration)
        case prompted(Submission, deadline: Duration)
        /// The modem needs a moment before the PDU, or between it and Ctrl-Z.
        case writing(Submission, WritingStep, deadline: Duration)
        case escaping(SubmissionResult, deadline: Duration)
        case awaitingResult(Submission, deadline: Duration, accepted: SubmissionResult?)
    }

    enum WritingStep: Sendable, Hashable {
        case pdu
        case end
    }

    enum Held: Sendable, Hashable {
        case command(ATCommand)
        case submission(Submission)

        var isBlind: Bool {
            if case .command(let command) = self { command.isBlind } else { false }
        }
    }

    /// A submission that timed out.
    struct LateSubmission: Sendable, Hashable {
        var until: Duration
        /// True while nothing else was written, so that a bare `OK` or `ERROR` can only be its result.
        var isAlone = true
    }

    /// A first line of a two-line notice.
    struct Header: Sendable, Hashable {
        var line: String
        var isReport: Bool
        /// Octets of the TPDU; nil in text mode.
        var length: Int?
        var patience = 3
    }

    public var settings: Settings
    var state: State = .idle
    var buffer: [UInt8] = []
    var isOverlong = false
    var header: Header?
    /// Answers that did not come in their time, and may still come.
    var owed = 0
    /// Which register is asked next.
    var probesAsked = 0
    var late: LateSubmission?
    /// Until when an `OK` that belongs to a late `+CMGS` is swallowed.
    var swallowsResultUntil: Duration?
    var strayErrorUntil: Duration?
    /// No command is written before.
    var gapUntil: Duration = .zero
    var announcedWake: Duration?

    public init(settings: Settings = Settings()) {
        self.settings = settings
    }

    /// True while a command or a submission would be taken.
    public var isIdle: Bool { state == .idle }

    /// True from the moment the PDU is written until its answer.
    public var isHandedOver: Bool {
        switch state {
        case .awaitingResult, .writing(_, .end, _): true
        default: false
        }
    }

    /// Takes one event and says what to do.
    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        var actions: [Action] = []
        expire(at: now)
        switch event {
        case .received(let bytes): receive(bytes, at: now, &actions)
        case .send(let command): start(.command(command), at: now, &actions)
        case .submit(let length, let pdu): submit(length: length, pdu: pdu, at: now, &actions)
        case .promptAnswered(let answer): promptAnswered(answer, at: now, &actions)
        case .escape: escape(at: now, &actions)
        case .timer: timer(at: now, &actions)
        case .hungUp: hungUp(&actions)
        }
        if let deadline, deadline != announcedWake || event == .timer {
            announcedWake = deadline
            actions.append(.wake(at: deadline))
        }
        return actions
    }

    /// When the next `timer` is due, nil while nothing runs.
    public var deadline: Duration? {
        switch state {
        case .idle: nil
        case .holding: holdsUntil
        case .resyncing(let resync): resync.settlesAt ?? resync.deadline
        case .draining(let silentAt, let limit): min(silentAt, limit)
        case .command(let running): min(running.deadline, running.quietDeadline ?? running.deadline)
        case .awaitingPrompt(_, let deadline), .prompted(_, let deadline), .escaping(_, let deadline),
            .writing(_, _, let deadline), .awaitingResult(_, let deadline, _):
            deadline
        }
    }

    private mutating func expire(at now: Duration) {
        if let until = late?.until, until <= now { late = nil }
        if let until = swallowsResultUntil, until <= now { swallowsResultUntil = nil }
        if let until = strayErrorUntil, until <= now, !isHolding { strayErrorUntil = nil }
    }

    /// Until when nothing is written: a stray ERROR may come, or the modem needs its pause.
    var holdsUntil: Duration { max(strayErrorUntil ?? .zero, gapUntil) }

    private var isHolding: Bool {
        if case .holding = state { true } else { false }
    }
}
