/// One USSD session (TS 27.007 clause 7.15, TS 22.090) as a value: a code, and as many answers as the network asks for.
///
/// The network's word may come before the modem's `OK`, or up to half a minute after it.
public struct USSDSession: Sendable {
    public struct Settings: Sendable, Hashable {
        /// From the code to the network's word.
        public var answerTimeout: Duration = .seconds(40)
        /// How long the person may think about an answer.
        public var replyLimit: Duration = .seconds(120)
        /// Questions of the network that are answered at most.
        public var mostSteps = 20

        public init() {}
    }

    public enum Event: Sendable, Hashable {
        /// A code such as `*100#`.
        case begin(String)
        /// The answer to the command of the action `send`.
        case answered(ATAnswer)
        /// `+CUSD` (`Unsolicited.ussd`).
        case notice(mode: Int, text: String?, coding: Int?)
        /// The answer to the network's question.
        case reply(String)
        case cancel
        case timer
    }

    public enum Action: Sendable, Hashable {
        case send(ATCommand)
        /// The network asks: an answer is wanted.
        case asked(String)
        case ended(End)
        /// A `timer` is wanted then; replaces the one before.
        case wake(at: Duration)
    }

    /// How a session ended.
    public enum End: Sendable, Hashable {
        /// The network's last word.
        case answered(String)
        /// It ended without a word.
        case endedByNetwork
        /// Another part of the modem answered the network.
        case takenByAnother
        case notSupported
        case timedOut
        case cancelled
        case failed(ATFailure)
        /// A code with a character that has no place in it.
        case malformed
    }

    enum Stage: Sendable, Hashable {
        case idle
        case waiting(until: Duration)
        case asking(until: Duration)
    }

    public let form: Dialect.USSDForm
    public let settings: Settings
    private var stage = Stage.idle
    private var steps = 0

    public init(form: Dialect.USSDForm, settings: Settings = Settings()) {
        self.form = form
        self.settings = settings
    }

    /// True while the network's word or a person's answer is waited for.
    public var isOpen: Bool { stage != .idle }

    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        switch (event, stage) {
        case (.begin(let code), .idle):
            steps = 0
            return submit(code, at: now)
        case (.answered(let answer), .waiting):
            guard let failure = answer.failure else { return [] }
            return end(.failed(failure))
        case (.notice(let mode, let text, let coding), .waiting), (.notice(let mode, let text, let coding), .asking):
            return noticed(mode, text.map { USSDText.decode($0, coding: coding, form: form) }, at: now)
        case (.reply(let text), .asking): return submit(text, at: now)
        case (.cancel, .waiting), (.cancel, .asking): return [.send(.cancelUSSD)] + end(.cancelled)
        case (.timer, .waiting(let until)), (.timer, .asking(let until)):
            return until <= now ? [.send(.cancelUSSD)] + end(.timedOut) : [.wake(at: until)]
        default: return []
        }
    }

    private mutating func end(_ end: End) -> [Action] {
        stage = .idle
        return [.ended(end)]
    }

    private mutating func submit(_ text: String, at now: Duration) -> [Action] {
        let isFit =
            !text.isEmpty && text.utf8.count <= 160 && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 }
        guard isFit, let string = USSDText.encode(text, form: form) else {
            // A session that is open would stay open in the network.
            return (isOpen ? [.send(.cancelUSSD)] : []) + end(.malformed)
        }
        let until = now + settings.answerTimeout
        stage = .waiting(until: until)
        return [.send(.ussd(string)), .wake(at: until)]
    }

    private mutating func noticed(_ mode: Int, _ text: String?, at now: Duration) -> [Action] {
        switch mode {
        case 1:
            steps += 1
            guard steps <= settings.mostSteps else { return [.send(.cancelUSSD)] + end(.answered(text ?? "")) }
            let until = now + settings.replyLimit
            stage = .asking(until: until)
            return [.asked(text ?? ""), .wake(at: until)]
        // Many networks end the session with the answer itself.
        case 0, 2:
            if let text, !text.isEmpty { return end(.answered(text)) }
            return end(mode == 2 ? .endedByNetwork : .answered(""))
        case 3: return end(.takenByAnother)
        case 4: return end(.notSupported)
        default: return end(.timedOut)
        }
    }
}

extension ATCommand {
    /// `+CUSD=2`: ends a session.
    public static let cancelUSSD = ATCommand("AT+CUSD=2", timeout: .seconds(10))
}

extension USSDSession.End: CustomStringConvertible {
    /// What happened, for people.
    public var description: String {
        switch self {
        case .answered(let text): text
        case .endedByNetwork: "the network ended the session without an answer: is the code right?"
        case .takenByAnother: "another part of the modem answered: try again"
        case .notSupported: "the network does not know this code"
        case .timedOut: "the network did not answer in time: try again"
        case .cancelled: "cancelled"
        case .failed(let failure): "the modem refused: \(failure)"
        case .malformed: "a code has 1 to 160 letters, digits and signs, and no quotation mark"
        }
    }
}
