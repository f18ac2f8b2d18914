/// Reads PDUs (3GPP TS 23.040 clause 9.2.2). Any octets give a message, perhaps with warnings, or a ``DecodeError``.
public enum PDUDecoder {
    /// Reads a PDU from hexadecimal text, digits in either case.
    public static func decode(hex: String, options: DecodeOptions = .strict) throws(DecodeError) -> DecodedPDU {
        guard let octets = Hex.decode(hex.utf8, droppingOddDigit: options.lenient) else {
            throw DecodeError(
                .badHex,
                field: "PDU",
                offset: 0,
                message: hex.utf8.count % 2 == 0
                    ? "the PDU holds characters that are not hexadecimal digits"
                    : "the PDU has an odd number of hexadecimal digits, or other characters"
            )
        }
        var reader = PDUReader(octets: octets, options: options)
        if hex.utf8.count % 2 != 0 {
            reader.warn(.oddHex)
        }
        return try reader.read()
    }

    /// Reads a PDU from octets.
    public static func decode(_ octets: [UInt8], options: DecodeOptions = .strict) throws(DecodeError) -> DecodedPDU {
        var reader = PDUReader(octets: octets, options: options)
        return try reader.read()
    }

    /// Reads a PDU as a modem lists it, with the length that `+CMGL`, `+CMGR`, `+CMT` or `+CDS` gives: the octets of the
    /// TPDU (3GPP TS 27.005 clause 3.1). It tells whether the service centre's address is in front, which overrides the
    /// option.
    public static func decode(
        hex: String,
        tpduLength: Int,
        options: DecodeOptions = .inbox
    ) throws(DecodeError) -> DecodedPDU {
        var options = options
        options.hasServiceCentre = hex.utf8.count / 2 != tpduLength
        return try decode(hex: hex, options: options)
    }
}
