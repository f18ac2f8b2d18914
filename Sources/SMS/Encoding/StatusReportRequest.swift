/// A status report that a simulated service centre sends.
public struct StatusReportRequest: Hashable, Sendable {
    /// TP-RA.
    public var recipient: Address
    /// TP-MR of the segment that it is about.
    public var messageReference: UInt8
    /// TP-ST.
    public var status: UInt8
    /// TP-SCTS: when the segment was submitted.
    public var submittedAt: ServiceCentreTime
    /// TP-DT: when it was delivered or last tried.
    public var dischargedAt: ServiceCentreTime
    /// TP-MMS: whether more messages wait.
    public var hasMoreMessages: Bool
    /// The service centre's address in front; `nil` writes an empty one.
    public var smsc: Address?

    public init(
        recipient: Address,
        messageReference: UInt8,
        status: UInt8,
        submittedAt: ServiceCentreTime,
        dischargedAt: ServiceCentreTime,
        hasMoreMessages: Bool = false,
        smsc: Address? = nil
    ) {
        self.recipient = recipient
        self.messageReference = messageReference
        self.status = status
        self.submittedAt = submittedAt
        self.dischargedAt = dischargedAt
        self.hasMoreMessages = hasMoreMessages
        self.smsc = smsc
    }
}
