/// What a message shall carry.
public enum MessageContent: Hashable, Sendable {
    case text(String, EncodingChoice = .auto)
    /// 8-bit data.
    case octets([UInt8])
}
