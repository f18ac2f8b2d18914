/// A message that a simulated service centre delivers.
public struct DeliverRequest: Hashable, Sendable {
    /// TP-OA.
    public var from: Address
    /// The text or data.
    public var content: MessageContent
    /// TP-SCTS of every part.
    public var at: ServiceCentreTime
    /// What the parts of one message have in common: 0 to 255, or to 65535 with 16 bits.
    public var reference: Int
    /// 8 or 16.
    public var referenceBits: Int
    /// TP-PID.
    public var protocolIdentifier: UInt8
    /// 0 to 3.
    public var messageClass: UInt8?
    /// The application that the message is for.
    public var ports: ApplicationPorts?
    /// A language whose tables may be used for a text; see ``SubmitRequest/national``.
    public var national: NationalLanguage?
    /// TP-MMS of every part: whether more messages wait.
    public var hasMoreMessages: Bool
    /// The service centre's address in front; `nil` writes an empty one.
    public var smsc: Address?

    public init(
        from: Address,
        content: MessageContent,
        at: ServiceCentreTime,
        reference: Int = 0,
        referenceBits: Int = 8,
        protocolIdentifier: UInt8 = 0,
        messageClass: UInt8? = nil,
        ports: ApplicationPorts? = nil,
        national: NationalLanguage? = nil,
        hasMoreMessages: Bool = false,
        smsc: Address? = nil
    ) {
        self.from = from
        self.content = content
        self.at = at
        self.reference = reference
        self.referenceBits = referenceBits
        self.protocolIdentifier = protocolIdentifier
        self.messageClass = messageClass
        self.ports = ports
        self.national = national
        self.hasMoreMessages = hasMoreMessages
        self.smsc = smsc
    }

    public init(
        from: Address,
        text: String,
        at: ServiceCentreTime,
        encoding: EncodingChoice = .auto,
        reference: Int = 0,
        referenceBits: Int = 8,
        smsc: Address? = nil
    ) {
        self.init(
            from: from,
            content: .text(text, encoding),
            at: at,
            reference: reference,
            referenceBits: referenceBits,
            smsc: smsc
        )
    }
}
