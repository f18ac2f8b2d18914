/// Writes SMS-DELIVER TPDUs, as a service centre does (3GPP TS 23.040 clause 9.2.2.1).
public enum DeliverEncoder {
    /// The fewest PDUs that carry the message.
    ///
    /// Throws ``EncodeError`` with any of its codes.
    public static func encode(_ request: DeliverRequest) throws(EncodeError) -> EncodedMessage {
        let form = try MessageForm(
            request.content,
            reference: request.reference,
            referenceBits: request.referenceBits,
            messageClass: request.messageClass,
            ports: request.ports,
            national: request.national
        )
        var first: UInt8 = request.hasMoreMessages ? 0x00 : 0x04
        if form.hasHeader { first |= 0x40 }
        var head = OctetBuffer()
        try head.append(serviceCentre: request.smsc)
        let start = head.count
        head.append(first)
        try head.append(request.from)
        head.append(request.protocolIdentifier)
        head.append(DataCoding(encoding: form.encoding, messageClass: request.messageClass).octet)
        head.append(request.at)
        return form.message(behind: head, tpduStart: start)
    }
}
