/// Whether a line may send, by what the network said to its last messages: as a value.
///
/// A line that fails its recipients goes out of rotation, at once where a failure says that only a person can help, and
/// otherwise when failures in a row, of different recipients, can only be its own. It returns after a passed check, never
/// by time alone: to trial first, where the next failure of its own takes it out again for longer, or, where a message to
/// itself came back, at once.
public struct Rotation: Sendable, Hashable {
    public struct Settings: Sendable, Hashable {
        /// Failures of the line in a row, of different recipients, that make it suspect,
        public var suspectAfter = 3
        /// and that take it out.
        public var outAfter = 5
        /// Refusals by the operator in a row that count as a blocked SIM, and faults of the modem that call for the ladder.
        public var sameInRow = 3
        /// Waits before the check, after the first, second, … time out in a row; the last one stays.
        public var checks: [Duration] = [.seconds(300), .seconds(900), .seconds(3600)]
        /// The same for a line that a loopback proved not to work: each check costs a message.
        public var loopbackChecks: [Duration] = [.seconds(600), .seconds(3600), .seconds(21_600)]
        /// The pause after the network asked for less.
        public var slowDown: Duration = .seconds(60)

        public init() {}
    }

    /// Why a line is out.
    public struct Outage: Sendable, Hashable {
        /// What happened, in few words.
        public var cause: String
        /// What happened and what to do, for people.
        public var reason: String
        public var check: ReturnCheck
        /// The refusal that was one too many; `nil` where a loopback showed it.
        public var failure: ATFailure?

        public var isByLoopback: Bool { failure == nil }
    }

    public enum Standing: Sendable, Hashable {
        case inRotation
        case suspect
        case out(Outage)
        /// Its check passed; the next message decides.
        case onTrial(Outage)
    }

    public enum Event: Sendable, Hashable {
        /// The network took a segment.
        case accepted
        /// A segment for this recipient was refused, or could not be submitted.
        case failed(ATFailure, recipient: String)
        /// Messages from it or to it did not come: what that shows, for people.
        case proven(String)
        /// After `check`: what stands against a return, if anything, and whether a test message came back; `nil` where none
        /// was sent.
        case checked(objection: String?, loopback: Bool?)
        /// The time named by `wake`.
        case timer
    }

    public enum Action: Sendable, Hashable {
        /// Shown, and nothing else yet.
        case suspect(String)
        case takeOut(Outage)
        /// Carry the check out, and tell with `checked`.
        case check(ReturnCheck)
        /// Say `timer` at this time.
        case wake(at: Duration)
        case onTrial
        case returned
        /// The recovery ladder.
        case climb(RecoveryFault)
        /// Read and delete what the storage holds, now.
        case emptyStorage
        /// Ask for the registration, now.
        case survey
        /// Send nothing for so long.
        case slowDown(Duration)
        /// Start the modem anew, with the PIN rules.
        case startAgain
    }

    public var settings: Settings
    public private(set) var standing = Standing.inRotation
    /// Recipients of the failures in a row that are the line's own, and what kind they are of.
    private var row: [Failure] = []
    /// Times out in a row without an accepted message between.
    private var outages = 0
    private var checkAt: Duration?

    private struct Failure: Sendable, Hashable {
        var recipient: String
        var kind: FailureClass
    }

    public init(settings: Settings = Settings()) {
        self.settings = settings
    }

    /// Whether the line may take messages.
    public var maySend: Bool {
        if case .out = standing { false } else { true }
    }

    /// Takes one event and says what to do, in order.
    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        var actions: [Action] = []
        switch event {
        case .accepted:
            row = []
            outages = 0
            switch standing {
            case .inRotation: break
            case .suspect, .onTrial:
                standing = .inRotation
                actions.append(.returned)
            // An answer that was still to come when the line went out.
            case .out: break
            }
        case .failed(let failure, let recipient): failed(failure, recipient, at: now, &actions)
        case .proven(let what):
            guard maySend else { break }
            let outage = Outage(
                cause: what,
                reason: "\(what). Try the SIM in a phone, and run `smsbridge modem diagnose`",
                check: ReturnCheck([.registration])
            )
            takeOut(outage, at: now, &actions)
        case .checked(let objection, let loopback): checked(objection, loopback, at: now, &actions)
        case .timer:
            guard case .out(let outage) = standing, let checkAt else { break }
            actions.append(now >= checkAt ? .check(outage.check) : .wake(at: checkAt))
        }
        return actions
    }

    private mutating func failed(
        _ failure: ATFailure,
        _ recipient: String,
        at now: Duration,
        _ actions: inout [Action]
    ) {
        guard maySend else { return }
        let meaning = ErrorMeaning.of(failure)
        for action in meaning?.actions ?? [] {
            switch action {
            case .emptyStorage: actions.append(.emptyStorage)
            case .awaitNetwork: actions.append(.survey)
            case .slowDown: actions.append(.slowDown(settings.slowDown))
            case .applyPINRules: actions.append(.startAgain)
            case .recover where meaning?.action == .recover: actions.append(.climb(Self.fault(of: failure)))
            case .recover, .retrySameLine, .otherLine, .provider, .stop, .takeOutOfRotation, .changeCommand, .ignore:
                break
            }
        }
        // Where the ladder may help it comes first, and where a pause may help, the pause.
        let needsPerson = meaning?.action == .takeOutOfRotation
        guard let kind = Self.ownKind(of: failure) else { return }
        if !row.contains(where: { $0.recipient == recipient }) { row.append(Failure(recipient: recipient, kind: kind)) }
        let same = row.reversed().prefix { $0.kind == kind }.count
        let isBlocked = kind == .blocked && same >= settings.sameInRow
        var isOut = needsPerson || isBlocked || row.count >= settings.outAfter
        if case .onTrial = standing { isOut = true }
        if isOut { return takeOut(failure, at: now, &actions) }
        if kind == .modemFault, same == settings.sameInRow, meaning?.action != .recover {
            actions.append(.climb(Self.fault(of: failure)))
        }
        if row.count == settings.suspectAfter, standing == .inRotation {
            standing = .suspect
            actions.append(.suspect("\(row.count) messages in a row failed, the last one: \(failure)"))
        }
    }

    private mutating func takeOut(_ failure: ATFailure, at now: Duration, _ actions: inout [Action]) {
        let remedy = ErrorMeaning.of(failure)?.remedy ?? "Run `smsbridge modem diagnose` on its port."
        let outage = Outage(
            cause: "\(failure)",
            reason: "\(failure). \(remedy)",
            check: ReturnCheck(after: failure),
            failure: failure
        )
        takeOut(outage, at: now, &actions)
    }

    private mutating func takeOut(_ outage: Outage, at now: Duration, _ actions: inout [Action]) {
        row = []
        standing = .out(outage)
        actions.append(.takeOut(outage))
        awaitCheck(of: outage, at: now, &actions)
        outages += 1
    }

    private mutating func awaitCheck(of outage: Outage, at now: Duration, _ actions: inout [Action]) {
        let checks = outage.isByLoopback ? settings.loopbackChecks : settings.checks
        let wait = checks.isEmpty ? .seconds(300) : checks[min(outages, checks.count - 1)]
        checkAt = now + wait
        actions.append(.wake(at: now + wait))
    }

    private mutating func checked(
        _ objection: String?,
        _ loopback: Bool?,
        at now: Duration,
        _ actions: inout [Action]
    ) {
        guard case .out(var outage) = standing else { return }
        if let objection = objection ?? (loopback == false ? "a test message did not come back" : nil) {
            outage.reason = "\(outage.cause); it was checked and stays out: \(objection)"
            standing = .out(outage)
            actions.append(.takeOut(outage))
            awaitCheck(of: outage, at: now, &actions)
            // What costs a message is done ever more rarely.
            if outage.isByLoopback || loopback == false { outages += 1 }
        } else if loopback == true {
            standing = .inRotation
            outages = 0
            actions.append(.returned)
        } else {
            standing = .onTrial(outage)
            actions.append(.onTrial)
        }
    }

    /// What kind of failure of the line itself it is; `nil` where it is the message's, the number's or the network's.
    static func ownKind(of failure: ATFailure) -> FailureClass? {
        switch failure {
        case .plain, .words, .notSupported, .promptMissing: return .modemFault
        case .noCarrier, .timedOut, .hungUp, .restarted, .takenBack: return nil
        case .cms, .cme: break
        }
        guard let meaning = ErrorMeaning.of(failure), !meaning.outcomeIsUnknown else { return nil }
        if !meaning.isKnown { return .modemFault }
        // "Unknown error" is what many a modem says for no credit, a blocked SIM, a network without SMS.
        if (meaning.kind, meaning.number) == (.cms, 500) || (meaning.kind, meaning.number) == (.cme, 100) {
            return .configuration
        }
        switch meaning.failureClass {
        case .blocked, .configuration, .modemFault: return meaning.failureClass
        // A full storage is emptied; a permanent failure that takes the line out is none of the message's.
        case .permanent, .temporary, .harmless:
            return meaning.action == .takeOutOfRotation ? .configuration : nil
        }
    }

    private static func fault(of failure: ATFailure) -> RecoveryFault {
        switch failure {
        case .cms(313), .cms(772), .cme(13): .sim
        case .cme(104): .registration
        default: .sending
        }
    }
}
