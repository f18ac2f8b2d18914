/// What is known while a modem is diagnosed: the facts from outside, and what its earlier answers told.
public struct DiagnosisContext: Sendable, Hashable {
    public var facts: DiagnosisFacts
    public var dialect: Dialect
    /// True where a line has started on the modem: then its settings are the gateway's.
    public var isDriven = false
    /// The memories that the line reads; empty where none has started.
    public var storages: [String] = []
    /// True where it answered only after it was told to give answers again (`ATQ0`).
    public var wasQuiet = false
    public private(set) var identity = ModemIdentity()
    /// Why the SIM cannot be used.
    public private(set) var simFailure: ATFailure?
    /// True where the card asks for a code, or the device for another card.
    public private(set) var isLocked = false
    public private(set) var iccid: String?
    public private(set) var imsi: String?
    public private(set) var registrations: [Registration] = []
    public private(set) var network: OperatorChoice?

    public init(facts: DiagnosisFacts = DiagnosisFacts(), dialect: Dialect = .generic) {
        self.facts = facts
        self.dialect = dialect
    }

    /// Keeps what the answers to a check tell for those that follow.
    public mutating func learn(from answers: [ATAnswer], to check: DiagnosticCheck) {
        switch check {
        case .identity:
            identity = Diagnosis.identity(of: answers)
            dialect = Dialect.of(identity)
        case .sim:
            simFailure = answers.last?.failure
            if let answer = answers.last, answer.isOK, let state = PINState.parse(answer.lines) {
                isLocked = state != .ready
            }
        case .iccid:
            iccid = answers.lazy.compactMap { $0.isOK ? IdentityAnswer.parseICCID($0.lines) : nil }.first
        case .imsi: imsi = answers.first.flatMap { $0.isOK ? IdentityAnswer.parseIMSI($0.lines) : nil }
        case .registration: registrations = answers.compactMap { $0.isOK ? Registration.parse($0.lines) : nil }
        case .network: network = answers.first.flatMap { $0.isOK ? OperatorChoice.parse($0.lines) : nil }
        default: break
        }
    }

    /// True where the modem says that there is no card, or that it cannot read it.
    var lacksSIM: Bool {
        switch simFailure {
        case .cme(10), .cme(13), .cms(310), .cms(313): true
        default: false
        }
    }

    var isRegistered: Bool { registrations.contains { $0.state.canSendSMS } }

    /// The technology in use.
    var technology: Technology? {
        let numbers = [network?.technology] + registrations.filter { $0.state.canSendSMS }.map(\.technology)
        return numbers.compactMap(\.self).first.flatMap(Technology.init(accessTechnology:))
    }

    /// The country of the SIM's network (MCC).
    var country: String? { imsi.map { String($0.prefix(3)) } }

    /// True where only LTE is there, as a network for data: neither is a call's network, nor one "for SMS only".
    var isForDataOnly: Bool {
        let usable = registrations.filter { $0.state.canSendSMS }
        return !usable.isEmpty
            && usable.allSatisfy { registration in
                registration.domain != .circuit && (registration.state == .home || registration.state == .roaming)
            }
    }
}
