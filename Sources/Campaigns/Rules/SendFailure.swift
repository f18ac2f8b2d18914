/// What a modem's or a provider's answer to a segment means. Every dialect and provider sorts its codes into these.
public enum SendFailure: Hashable, Sendable, Codable {
    /// Not a failure: accepted.
    case ok
    /// Too fast. Seconds to wait, where the other side said so.
    case throttled(retryAfterSeconds: Int?)
    /// May work later, here or elsewhere.
    case temporary
    /// This number cannot be reached, by anyone.
    case permanentNumber
    /// This text cannot be sent.
    case permanentMessage
    /// The other side knows of an opt-out: write a suppression.
    case optedOut
    /// The network refuses what this line or sender sends.
    case senderBlocked
    /// The line or the account is set up wrongly: take it out of rotation.
    case configuration
    /// No credit left on the SIM or the account.
    case credit
    /// Refused by a rule of the other side that concerns this message.
    case policy
    /// Handed over, and nobody can tell whether it left.
    case uncertain

    /// Whether nobody can send it: the number, the text or a rule stands against it.
    public var isPermanent: Bool {
        switch self {
        case .permanentNumber, .permanentMessage, .optedOut, .policy: true
        case .ok, .throttled, .temporary, .senderBlocked, .configuration, .credit, .uncertain: false
        }
    }

    /// One word for tables.
    public var name: String {
        switch self {
        case .ok: "ok"
        case .throttled: "throttled"
        case .temporary: "temporary"
        case .permanentNumber: "permanentNumber"
        case .permanentMessage: "permanentMessage"
        case .optedOut: "optedOut"
        case .senderBlocked: "senderBlocked"
        case .configuration: "configuration"
        case .credit: "credit"
        case .policy: "policy"
        case .uncertain: "uncertain"
        }
    }

    /// Whether the route is the reason, and should rest, rather than the message or the number.
    public var concernsRoute: Bool {
        switch self {
        case .throttled, .senderBlocked, .configuration, .credit: true
        case .ok, .temporary, .permanentNumber, .permanentMessage, .optedOut, .policy, .uncertain: false
        }
    }
}
