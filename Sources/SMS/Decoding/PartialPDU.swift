/// What could be read of a PDU before it broke. A readable ``address`` is enough to know who wrote.
public struct PartialPDU: Hashable, Sendable {
    /// The service centre's address.
    public var smsc: Address?
    /// The type, as asked for or as TP-MTI says.
    public var direction: Direction?
    /// TP-MR.
    public var messageReference: UInt8?
    /// The originator, destination or recipient.
    public var address: Address?
    /// TP-PID.
    public var protocolIdentifier: UInt8?
    /// TP-DCS.
    public var dataCoding: DataCoding?
    /// TP-SCTS.
    public var timestamp: ServiceCentreTime?
    /// TP-DT of a status report.
    public var dischargeTime: ServiceCentreTime?
    /// TP-VP of a submit.
    public var validity: ValidityPeriod?
    /// TP-ST of a status report.
    public var status: DeliveryStatus?
    /// TP-FCS of a report in an RP-ERROR.
    public var failureCause: FailureCause?
    /// What was odd but readable.
    public var warnings: [DecodeWarning] = []

    public init() {}
}
