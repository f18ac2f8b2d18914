/// The TP-Status octet of a status report (3GPP TS 23.040 clause 9.2.3.15).
public struct DeliveryStatus: Hashable, Sendable {
    /// The octet as it came.
    public var octet: UInt8

    public init(octet: UInt8) {
        self.octet = octet
    }

    /// What it means for the message.
    public var statusClass: StatusClass { StatusClass(status: octet) }

    /// What it says, in words for people.
    public var meaning: String {
        switch octet {
        case 0x00: "received by the phone"
        case 0x01: "forwarded; the service centre cannot confirm delivery"
        case 0x02: "replaced by the service centre"
        case 0x03...0x0F: "completed (reserved value)"
        case 0x10...0x1F: "completed (value of this service centre)"
        case 0x20...0x25: "still trying: \(Self.reasons[Int(octet) - 0x20])"
        case 0x26...0x2F: "still trying (reserved value)"
        case 0x30...0x3F: "still trying (value of this service centre)"
        case 0x40...0x49: "given up: \(Self.permanentReasons[Int(octet) - 0x40])"
        case 0x4A...0x4F: "given up (reserved value)"
        case 0x50...0x5F: "given up (value of this service centre)"
        case 0x60...0x65: "not trying any more: \(Self.reasons[Int(octet) - 0x60])"
        case 0x66...0x6F: "not trying any more (reserved value)"
        case 0x70...0x7F: "not trying any more (value of this service centre)"
        default: "not trying any more: service rejected (reserved value)"
        }
    }

    private static let reasons = [
        "congestion", "the phone is busy", "no response from the phone", "service rejected",
        "quality of service not available", "error in the phone",
    ]

    private static let permanentReasons = [
        "remote procedure error", "incompatible destination", "connection rejected by the phone", "not obtainable",
        "quality of service not available", "no interworking with the other network", "validity period expired",
        "deleted by the sender", "deleted by the service centre's administration", "unknown to the service centre",
    ]
}
