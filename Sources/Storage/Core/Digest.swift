import Crypto

/// Hashes as texts of lower-case hexadecimal digits.
enum Digest {
    static func sha256(_ text: String) -> String { hex(SHA256.hash(data: Array(text.utf8))) }

    static func sha256(_ octets: [UInt8]) -> String { hex(SHA256.hash(data: octets)) }

    static func hmac(_ text: String, key: [UInt8]) -> String {
        hex(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
    }

    static func hex(_ octets: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// What ``hex(_:)`` wrote; without what is no pair of digits.
    static func octets(_ hex: String) -> [UInt8] {
        let values = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}

/// The SHA-256 of a file that is read in pieces.
public struct FileDigest: Sendable {
    private var state = SHA256()
    public private(set) var octets = 0

    public init() {}

    public mutating func take(_ piece: [UInt8]) {
        state.update(data: piece)
        octets += piece.count
    }

    /// In hexadecimal digits.
    public var text: String { Digest.hex(state.finalize()) }
}
