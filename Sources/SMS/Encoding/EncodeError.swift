/// Why something cannot be written as a TPDU.
public struct EncodeError: Error, Hashable, Sendable {
    /// The kinds of fault, named as the line protocol of the codec names them.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// A number or name that no address can hold.
        case badAddress = "bad-address"
        /// A character that is not in the GSM alphabet, which was asked for.
        case unencodable
        /// More than 255 segments.
        case tooLong = "too-long"
        /// A value is out of its range.
        case badRequest = "bad-request"
    }

    public var code: Code
    /// What happened, for people.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension EncodeError: CustomStringConvertible {
    public var description: String { message }
}
