/// An SMS-STATUS-REPORT: what became of a segment of ours (3GPP TS 23.040 clause 9.2.2.3).
public struct StatusReport: Hashable, Sendable {
    /// TP-MR: the reference that the modem gave for the segment.
    public var messageReference: UInt8
    /// TP-RA. Networks may write the number in another way than it was dialled.
    public var recipient: Address
    /// TP-SCTS of the segment that was submitted; `nil` where the octets are no possible time.
    public var timestamp: ServiceCentreTime?
    /// TP-DT: when it was delivered, or last tried; `nil` where the octets are no possible time.
    public var dischargeTime: ServiceCentreTime?
    /// TP-ST; `nil` only where it is missing and the options allow that.
    public var status: DeliveryStatus?
    /// TP-MMS: whether more messages wait at the service centre.
    public var hasMoreMessages: Bool
    /// TP-SRQ: whether the report answers an SMS-COMMAND instead of an SMS-SUBMIT.
    public var answersCommand: Bool
    /// TP-PID, where there is one.
    public var protocolIdentifier: UInt8?
    /// TP-DCS, where there is one.
    public var dataCoding: DataCoding?
    /// TP-UD, where there is one.
    public var userData: UserData?

    public init(
        messageReference: UInt8,
        recipient: Address,
        timestamp: ServiceCentreTime?,
        dischargeTime: ServiceCentreTime?,
        status: DeliveryStatus?,
        hasMoreMessages: Bool = false,
        answersCommand: Bool = false,
        protocolIdentifier: UInt8? = nil,
        dataCoding: DataCoding? = nil,
        userData: UserData? = nil
    ) {
        self.messageReference = messageReference
        self.recipient = recipient
        self.timestamp = timestamp
        self.dischargeTime = dischargeTime
        self.status = status
        self.hasMoreMessages = hasMoreMessages
        self.answersCommand = answersCommand
        self.protocolIdentifier = protocolIdentifier
        self.dataCoding = dataCoding
        self.userData = userData
    }
}
