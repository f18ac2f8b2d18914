/// Writes SMS-SUBMIT TPDUs (3GPP TS 23.040 clause 9.2.2.2).
public enum SubmitEncoder {
    /// The fewest PDUs that carry the message; no escape pair and no surrogate pair is cut.
    ///
    /// Throws ``EncodeError`` with any of its codes.
    public static func encode(_ request: SubmitRequest) throws(EncodeError) -> EncodedMessage {
        let body = try MessageBody(
            request.content,
            reference: request.reference,
            referenceBits: request.referenceBits,
            messageClass: request.messageClass,
            ports: request.ports,
            national: request.national
        )
        let serviceCentre = try PDUWriter.serviceCentre(request.smsc)
        let destination = try request.to.encoded()
        let validity = request.validityOctet ?? request.validity.map { RelativeValidity.notShorter(thanSeconds: $0) }
        var first: UInt8 = 0x01
        if validity != nil { first |= 0x10 }
        if request.requestStatusReport { first |= 0x20 }
        if body.hasHeader { first |= 0x40 }
        return body.message(serviceCentre: serviceCentre) { octets in
            octets.append(first)
            octets.append(request.messageReference)
            PDUWriter.append(request.to, destination, to: &octets)
            octets.append(0)
            octets.append(body.dataCoding.octet)
            if let validity {
                octets.append(validity)
            }
        }
    }
}
