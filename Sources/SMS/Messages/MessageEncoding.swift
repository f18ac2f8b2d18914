/// What the user data of a message holds.
public enum MessageEncoding: String, Hashable, Sendable, CaseIterable {
    /// Septets of the GSM 7-bit alphabet.
    case gsm7
    /// Octets without a meaning that the TPDU would tell.
    case octets = "8bit"
    /// UTF-16, high octet first.
    case ucs2
}
