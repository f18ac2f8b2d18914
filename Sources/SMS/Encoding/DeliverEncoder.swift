/// Writes SMS-DELIVER TPDUs, as a service centre does (3GPP TS 23.040 clause 9.2.2.1).
public enum DeliverEncoder {
    /// The fewest PDUs that carry the message.
    ///
    /// Throws ``EncodeError`` with any of its codes.
    public static func encode(_ request: DeliverRequest) throws(EncodeError) -> EncodedMessage {
        let body = try MessageBody(
            request.content,
            reference: request.reference,
            referenceBits: request.referenceBits,
            messageClass: request.messageClass,
            ports: request.ports,
            national: request.national
        )
        let serviceCentre = try PDUWriter.serviceCentre(request.smsc)
        let originator = try request.from.encoded()
        var first: UInt8 = request.hasMoreMessages ? 0x00 : 0x04
        if body.hasHeader { first |= 0x40 }
        return body.message(serviceCentre: serviceCentre) { octets in
            octets.append(first)
            PDUWriter.append(request.from, originator, to: &octets)
            octets.append(request.protocolIdentifier)
            octets.append(body.dataCoding.octet)
            request.at.append(to: &octets)
        }
    }
}
