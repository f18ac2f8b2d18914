/// How a segment that was handed over failed, as breakers count it.
public enum HandOverFailure: String, Hashable, Sendable, Codable {
    /// Nobody has the number, or nobody takes the text.
    case permanent
    /// The operator refuses what this SIM or sender sends.
    case blocked

    /// Nil where it counts for nothing: it may work in a moment.
    public init?(_ failure: SendFailure) {
        switch failure {
        case .permanentNumber, .permanentMessage: self = .permanent
        case .senderBlocked, .configuration, .credit: self = .blocked
        case .ok, .throttled, .temporary, .optedOut, .policy, .uncertain: return nil
        }
    }
}
