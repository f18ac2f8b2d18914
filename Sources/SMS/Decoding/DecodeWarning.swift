/// What was wrong with a PDU that could still be read.
public enum DecodeWarning: String, Hashable, Sendable, CaseIterable {
    /// There is less user data than TP-UDL says.
    case userDataTruncated = "ud-truncated"
    /// There are octets behind the PDU.
    case trailingOctets = "trailing-octets"
    /// A time is impossible and left out.
    case badTimestamp = "bad-timestamp"
    /// UCS-2 text has an odd number of octets; the last one is not in the text.
    case oddUCS2 = "ucs2-odd"
    /// A header is announced and there is none.
    case emptyHeader = "udh-empty"
    /// The user data is compressed and kept as octets.
    case compressed
    /// The text uses a national language table that is not known; it is read with the default table.
    case nationalLanguage = "national-language"
    /// A header element runs over the header's end and is left out (lenient).
    case brokenHeader = "udh-broken"
    /// The optional parameters of a status report end early.
    case parametersTruncated = "parameters-truncated"
    /// A status report ends before TP-ST (lenient).
    case statusMissing = "status-missing"
    /// An odd last hexadecimal digit was dropped (lenient).
    case oddHex = "hex-odd"
}
