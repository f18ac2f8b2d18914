/// Writes SMS-STATUS-REPORT TPDUs, as a service centre does (3GPP TS 23.040 clause 9.2.2.3).
public enum StatusReportEncoder {
    /// The PDU of a report.
    ///
    /// Throws ``EncodeError/Code/badAddress``.
    public static func encode(_ request: StatusReportRequest) throws(EncodeError) -> EncodedSegment {
        var octets = OctetBuffer()
        try octets.append(serviceCentre: request.smsc)
        let start = octets.count
        octets.append(request.hasMoreMessages ? 0x02 : 0x06)
        octets.append(request.messageReference)
        try octets.append(request.recipient)
        octets.append(request.submittedAt)
        octets.append(request.dischargedAt)
        octets.append(request.status)
        return EncodedSegment(pdu: octets.hex, tpduLength: octets.count - start, sequence: 1, total: 1)
    }
}
