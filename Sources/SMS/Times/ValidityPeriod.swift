/// How long the service centre tries to deliver, TP-VP (3GPP TS 23.040 clause 9.2.3.12).
public enum ValidityPeriod: Hashable, Sendable {
    /// Counted from when the service centre gets the message.
    case relative(RelativeValidity)
    /// Until a moment.
    case absolute(ServiceCentreTime)
    /// The enhanced format: its seven octets as they are.
    case enhanced([UInt8])
}
