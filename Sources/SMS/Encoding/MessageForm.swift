/// A content as it will be written: packed at once where it is one segment, else cut by a plan.
enum MessageForm {
    case packed(PackedText)
    case cut(MessageBody)

    // In place, since the packed text is too large to be handed on by copies.
    @inline(__always)
    init(
        _ content: MessageContent,
        reference: Int,
        referenceBits: Int,
        messageClass: UInt8?,
        ports: ApplicationPorts?,
        national: NationalLanguage?
    ) throws(EncodeError) {
        try MessageBody.check(
            reference: reference,
            referenceBits: referenceBits,
            messageClass: messageClass,
            ports: ports
        )
        if ports == nil, national == nil, let text = PackedText(content) {
            self = .packed(text)
        } else {
            self = .cut(
                try MessageBody(
                    content,
                    reference: reference,
                    referenceBits: referenceBits,
                    ports: ports,
                    national: national
                )
            )
        }
    }

    var encoding: MessageEncoding {
        switch self {
        case .packed(let text): text.encoding
        case .cut(let body): body.units.encoding
        }
    }

    /// Whether the segments have a user data header.
    var hasHeader: Bool {
        switch self {
        case .packed: false
        case .cut(let body): body.hasHeader
        }
    }

    /// The segments, each behind what stands before TP-UDL. `start` is where the TPDU begins.
    func message(behind head: OctetBuffer, tpduStart start: Int) -> EncodedMessage {
        switch self {
        case .packed(let text): text.message(behind: head, tpduStart: start)
        case .cut(let body): body.message(behind: head, tpduStart: start)
        }
    }
}
