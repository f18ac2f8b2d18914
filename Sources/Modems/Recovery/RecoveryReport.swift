/// What the ladder did, step by step, for people: the modem's reason, the log, its history.
public struct RecoveryReport: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        case begun
        case skipped(String)
        case passed
        case failed(String)
    }

    public var fault: RecoveryFault
    public var rung: RecoveryRung
    public var outcome: Outcome

    public init(fault: RecoveryFault, rung: RecoveryRung, outcome: Outcome) {
        self.fault = fault
        self.rung = rung
        self.outcome = outcome
    }
}

extension RecoveryReport: CustomStringConvertible {
    public var description: String {
        switch outcome {
        case .begun: "\(fault.words): step \(rung.rawValue), \(rung.words)"
        case .skipped(let why): "step \(rung.rawValue), \(rung.words), is skipped: \(why)"
        case .passed: "step \(rung.rawValue), \(rung.words), helped"
        case .failed(let why): "step \(rung.rawValue), \(rung.words), did not help: \(why)"
        }
    }
}
