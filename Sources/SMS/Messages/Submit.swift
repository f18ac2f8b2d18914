/// An SMS-SUBMIT: a message of ours on its way to the service centre (3GPP TS 23.040 clause 9.2.2.2).
public struct Submit: Hashable, Sendable {
    /// TP-DA.
    public var destination: Address
    /// TP-MR, which the modem sets when it sends.
    public var messageReference: UInt8
    /// TP-PID.
    public var protocolIdentifier: UInt8
    /// TP-DCS.
    public var dataCoding: DataCoding
    /// TP-VP; `nil` where there is none or its time is impossible.
    public var validity: ValidityPeriod?
    /// TP-SRR: whether a status report is asked for.
    public var requestsStatusReport: Bool
    /// TP-RD: whether the service centre shall refuse a second message with the same TP-MR and destination.
    public var rejectsDuplicates: Bool
    /// TP-RP: whether an answer may go through the same service centre.
    public var replyPath: Bool
    /// TP-UD.
    public var userData: UserData

    public init(
        destination: Address,
        messageReference: UInt8 = 0,
        protocolIdentifier: UInt8 = 0,
        dataCoding: DataCoding,
        validity: ValidityPeriod? = nil,
        requestsStatusReport: Bool = false,
        rejectsDuplicates: Bool = false,
        replyPath: Bool = false,
        userData: UserData
    ) {
        self.destination = destination
        self.messageReference = messageReference
        self.protocolIdentifier = protocolIdentifier
        self.dataCoding = dataCoding
        self.validity = validity
        self.requestsStatusReport = requestsStatusReport
        self.rejectsDuplicates = rejectsDuplicates
        self.replyPath = replyPath
        self.userData = userData
    }
}
