/// An SMS-DELIVER: a message that we received (3GPP TS 23.040 clause 9.2.2.1).
public struct Deliver: Hashable, Sendable {
    /// TP-OA.
    public var originator: Address
    /// TP-PID.
    public var protocolIdentifier: UInt8
    /// TP-DCS.
    public var dataCoding: DataCoding
    /// TP-SCTS; `nil` where the octets are no possible time.
    public var timestamp: ServiceCentreTime?
    /// TP-MMS: whether more messages wait at the service centre.
    public var hasMoreMessages: Bool
    /// TP-SRI: whether the sender asked for a status report.
    public var statusReportIndication: Bool
    /// TP-RP: whether an answer may go through the sender's service centre.
    public var replyPath: Bool
    /// TP-UD.
    public var userData: UserData

    public init(
        originator: Address,
        protocolIdentifier: UInt8 = 0,
        dataCoding: DataCoding,
        timestamp: ServiceCentreTime?,
        hasMoreMessages: Bool = false,
        statusReportIndication: Bool = false,
        replyPath: Bool = false,
        userData: UserData
    ) {
        self.originator = originator
        self.protocolIdentifier = protocolIdentifier
        self.dataCoding = dataCoding
        self.timestamp = timestamp
        self.hasMoreMessages = hasMoreMessages
        self.statusReportIndication = statusReportIndication
        self.replyPath = replyPath
        self.userData = userData
    }

    /// Whether a person may have written it to be read, as ``InboundKind`` decides.
    public var isConversation: Bool {
        switch InboundKind(of: self) {
        case .conversation, .flash: true
        case .application, .messageWaiting, .silent, .simData: false
        }
    }
}
