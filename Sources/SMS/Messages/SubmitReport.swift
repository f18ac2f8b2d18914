/// An SMS-SUBMIT-REPORT: how the service centre acknowledges a message of ours, as `+CMGS` returns it with phase 2+
/// (3GPP TS 23.040 clause 9.2.2.2a, TS 27.005 clause 4.3).
public struct SubmitReport: Hashable, Sendable {
    /// TP-FCS: why it is refused; `nil` in the form for an RP-ACK.
    public var failureCause: FailureCause?
    /// TP-PI: which of the fields behind the time are there.
    public var parameterIndicator: UInt8
    /// TP-SCTS: when the service centre got the message; `nil` where the octets are no possible time.
    public var timestamp: ServiceCentreTime?
    /// TP-PID, where there is one.
    public var protocolIdentifier: UInt8?
    /// TP-DCS, where there is one.
    public var dataCoding: DataCoding?
    /// TP-UD, where there is one.
    public var userData: UserData?

    public init(
        failureCause: FailureCause? = nil,
        parameterIndicator: UInt8 = 0,
        timestamp: ServiceCentreTime?,
        protocolIdentifier: UInt8? = nil,
        dataCoding: DataCoding? = nil,
        userData: UserData? = nil
    ) {
        self.failureCause = failureCause
        self.parameterIndicator = parameterIndicator
        self.timestamp = timestamp
        self.protocolIdentifier = protocolIdentifier
        self.dataCoding = dataCoding
        self.userData = userData
    }

    /// Whether the message was accepted.
    public var isAccepted: Bool { failureCause == nil }
}
