/// Brings a port that was just opened to "ready to read and send", as a value: it says what to do next and is told what
/// came of it.
///
/// Start with `handle(.begin)`. Carry out each step and report its end with the event named there. A restart of the
/// modem (`Unsolicited.restarted`) is reported with `.restarted` in place of the end of the step under way.
public struct StartUp: Sendable {
    /// Times and tries.
    public struct Settings: Sendable, Hashable {
        /// How often `AT` is tried, a second each.
        public var attentionTries = 10
        /// How long a SIM that is absent, failing or busy is asked again.
        public var simPatience: Duration = .seconds(30)
        /// The pause between two askings.
        public var simPause: Duration = .milliseconds(1500)
        /// Memories that are wished for, best first.
        public var wishedStorages = ["ME", "SM"]
        /// How often it starts over because the modem restarts.
        public var mostRestarts = 3

        public init() {}
    }

    /// What happened.
    public enum Event: Sendable, Hashable {
        case begin
        /// The dialogue's `drained`, after the step `escape`.
        case escaped
        /// After the step `send`.
        case answered(ATAnswer)
        /// After the step `pause`.
        case paused
        /// After the step `needsPIN`.
        case pin(PINAnswer)
        case restarted
        case hungUp
    }

    /// The caller's word on a PIN question, as `PINRules.decide` has it.
    public enum PINAnswer: Sendable, Hashable {
        case enter(String)
        case none(reason: String)
    }

    /// What to do next.
    public enum Step: Sendable, Hashable {
        case escape
        case send(ATCommand)
        case pause(Duration)
        case needsPIN(PINQuestion)
        case ready(ModemProfile)
        case failed(StartUpProblem)
    }

    enum Stage: Sendable, Hashable {
        case attention(tries: Int)
        case settings(Int)
        case identity(Int)
        case silencing(Int)
        case radio
        case radioOn
        case earlyICCID(Int)
        case pinState
        case attemptsLeft(general: Bool)
        case question
        case enteringPIN
        case afterPIN
        case readiness
        case afterSIM(Int)
        case pduMode
        case characterSet
        case callerNumbers
        case smsService
        case domain
        case preferredDomain
        case storageChoices
        case storage([[String]])
        case storageState
        case notificationChoices
        case notifications([[Int]])
        case phaseTwoPlus
        case notices(Int)
        case serviceCenter
        case network(Int)
        case automaticNetwork
        case lateICCID(Int)
        case subscriber
        case ownNumber
        case ended
    }

    public var settings: Settings
    var stage: Stage = .ended
    var profile = ModemProfile()
    var dialect = Dialect.generic
    /// What is waited for in the present stage so far.
    var waited: Duration = .zero
    /// The command to send again after a pause.
    var pending: ATCommand?
    var attemptsLeft: Int?
    var enteredPIN = false
    var restarts = 0
    /// True where the modem announced a restart while it was being started.
    var sawRestart = false
    /// What it announced since, in its words. At most 16.
    var announcements: [String] = []
    /// True where the modem says that it has no memory for messages.
    var offersNothing = false
    /// Memories that can be read.
    var offered: [String] = []

    public init(settings: Settings = Settings()) {
        self.settings = settings
    }

    /// Takes note of what the modem says unasked: some say when messages work. Changes no step.
    public mutating func notice(_ notice: Unsolicited) {
        guard announcements.count < 16 else { return }
        switch notice {
        case .partReady(let words), .bootNotice(let words): announcements.append(words)
        case .restarted(let words):
            announcements = [words]
            sawRestart = true
        default: break
        }
    }

    /// Takes one event and says what to do next.
    public mutating func handle(_ event: Event) -> Step {
        switch event {
        case .begin:
            self = StartUp(settings: settings)
            stage = .attention(tries: 0)
            return .escape
        case .restarted: return restart()
        case .hungUp:
            return fail(.hungUp, "The port was closed while the modem was starting.", "Plug it in again.")
        case .escaped: return .send(.attention)
        case .paused:
            if stage == .readiness { return awaitReadiness() }
            guard let pending else { return .send(.attention) }
            return .send(pending)
        case .pin(let answer): return pinAnswered(answer)
        case .answered(let answer): return answered(answer)
        }
    }

    /// Settings that are not stored are gone: start over, and never with the PIN entered twice.
    private mutating func restart() -> Step {
        guard stage != .ended else { return .escape }
        restarts += 1
        guard restarts <= settings.mostRestarts else {
            return fail(.silent, "The modem keeps restarting.", "Check its power supply and cable.")
        }
        let entered = enteredPIN
        let count = restarts
        self = StartUp(settings: settings)
        enteredPIN = entered
        restarts = count
        sawRestart = true
        stage = .attention(tries: 0)
        return .escape
    }

    mutating func fail(_ kind: StartUpProblem.Kind, _ what: String, _ remedy: String) -> Step {
        stage = .ended
        return .failed(StartUpProblem(kind, what: what, remedy: remedy))
    }

    mutating func send(_ command: ATCommand, _ next: Stage) -> Step {
        stage = next
        pending = command
        return .send(command)
    }

    /// A pause, then the same command again; nil when patience is at its end.
    mutating func again(atMost patience: Duration? = nil) -> Step? {
        guard waited < patience ?? settings.simPatience else { return nil }
        waited += settings.simPause
        return .pause(settings.simPause)
    }
}
