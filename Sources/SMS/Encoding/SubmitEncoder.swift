/// Writes SMS-SUBMIT TPDUs (3GPP TS 23.040 clause 9.2.2.2).
public enum SubmitEncoder {
    /// The fewest PDUs that carry the message; no escape pair and no surrogate pair is cut.
    ///
    /// Throws ``EncodeError`` with any of its codes.
    public static func encode(_ request: SubmitRequest) throws(EncodeError) -> EncodedMessage {
        let form = try MessageForm(
            request.content,
            reference: request.reference,
            referenceBits: request.referenceBits,
            messageClass: request.messageClass,
            ports: request.ports,
            national: request.national
        )
        let validity = request.validityOctet ?? request.validity.map { RelativeValidity.notShorter(thanSeconds: $0) }
        var first: UInt8 = 0x01
        if validity != nil { first |= 0x10 }
        if request.requestStatusReport { first |= 0x20 }
        if form.hasHeader { first |= 0x40 }
        var head = OctetBuffer()
        try head.append(serviceCentre: request.smsc)
        let start = head.count
        head.append(first)
        head.append(request.messageReference)
        try head.append(request.to)
        head.append(0)
        head.append(DataCoding(encoding: form.encoding, messageClass: request.messageClass).octet)
        if let validity {
            head.append(validity)
        }
        return form.message(behind: head, tpduStart: start)
    }
}
