/// How a text shall be coded.
public enum EncodingChoice: String, Hashable, Sendable, CaseIterable {
    /// The GSM alphabet where every character is in it or in its extension, else UCS-2.
    case auto
    /// The GSM alphabet, or an error.
    case gsm7
    /// UCS-2 in any case.
    case ucs2
}
