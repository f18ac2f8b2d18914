/// A message that shall be submitted.
public struct SubmitRequest: Hashable, Sendable {
    /// TP-DA.
    public var to: Address
    /// The text or data.
    public var content: MessageContent
    /// What the segments of one message have in common: 0 to 255, or to 65535 with 16 bits. A single segment has none.
    public var reference: Int
    /// 8 or 16.
    public var referenceBits: Int
    /// TP-MR of every segment; modems set their own.
    public var messageReference: UInt8
    /// TP-SRR.
    public var requestStatusReport: Bool
    /// How long the service centre shall try, in seconds: the smallest step that is not shorter, at most 63 weeks. `nil`
    /// leaves it to the service centre.
    public var validity: Int?
    /// TP-VP in the relative format as it shall be written, instead of ``validity``; see
    /// ``RelativeValidity/notLonger(thanSeconds:)``.
    public var validityOctet: UInt8?
    /// 0 to 3.
    public var messageClass: UInt8?
    /// The application that the message is for.
    public var ports: ApplicationPorts?
    /// A language whose tables are used for a text that the default alphabet cannot hold, where they need no more segments
    /// than UCS-2: its single shift table, its locking shift table, or both. Phones that do not know them show wrong
    /// letters, so it is off unless asked for.
    public var national: NationalLanguage?
    /// The service centre; `nil` for the SIM's own.
    public var smsc: Address?

    public init(
        to: Address,
        content: MessageContent,
        reference: Int = 0,
        referenceBits: Int = 8,
        messageReference: UInt8 = 0,
        requestStatusReport: Bool = false,
        validity: Int? = nil,
        validityOctet: UInt8? = nil,
        messageClass: UInt8? = nil,
        ports: ApplicationPorts? = nil,
        national: NationalLanguage? = nil,
        smsc: Address? = nil
    ) {
        self.to = to
        self.content = content
        self.reference = reference
        self.referenceBits = referenceBits
        self.messageReference = messageReference
        self.requestStatusReport = requestStatusReport
        self.validity = validity
        self.validityOctet = validityOctet
        self.messageClass = messageClass
        self.ports = ports
        self.national = national
        self.smsc = smsc
    }

    public init(
        to: Address,
        text: String,
        encoding: EncodingChoice = .auto,
        reference: Int = 0,
        referenceBits: Int = 8,
        messageReference: UInt8 = 0,
        requestStatusReport: Bool = false,
        validity: Int? = nil,
        validityOctet: UInt8? = nil,
        messageClass: UInt8? = nil,
        national: NationalLanguage? = nil,
        smsc: Address? = nil
    ) {
        self.init(
            to: to,
            content: .text(text, encoding),
            reference: reference,
            referenceBits: referenceBits,
            messageReference: messageReference,
            requestStatusReport: requestStatusReport,
            validity: validity,
            validityOctet: validityOctet,
            messageClass: messageClass,
            national: national,
            smsc: smsc
        )
    }
}
