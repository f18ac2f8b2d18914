/// An SMS-DELIVER-REPORT: how we acknowledge a message that we received (3GPP TS 23.040 clause 9.2.2.1a).
public struct DeliverReport: Hashable, Sendable {
    /// TP-FCS: why it is refused; `nil` in the form for an RP-ACK.
    public var failureCause: FailureCause?
    /// TP-PI: which of the following are there.
    public var parameterIndicator: UInt8
    /// TP-PID, where there is one.
    public var protocolIdentifier: UInt8?
    /// TP-DCS, where there is one.
    public var dataCoding: DataCoding?
    /// TP-UD, where there is one.
    public var userData: UserData?

    public init(
        failureCause: FailureCause? = nil,
        parameterIndicator: UInt8 = 0,
        protocolIdentifier: UInt8? = nil,
        dataCoding: DataCoding? = nil,
        userData: UserData? = nil
    ) {
        self.failureCause = failureCause
        self.parameterIndicator = parameterIndicator
        self.protocolIdentifier = protocolIdentifier
        self.dataCoding = dataCoding
        self.userData = userData
    }

    /// Whether the message was accepted.
    public var isAccepted: Bool { failureCause == nil }
}
