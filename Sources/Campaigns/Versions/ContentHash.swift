import Crypto
import Foundation

/// The SHA-256 (FIPS 180-4) of some content: two that are equal stand for the same content.
public struct ContentHash: Hashable, Sendable {
    /// 64 hexadecimal digits in lower case.
    public let hex: String

    /// Takes a hash as it was stored; nil when the text is none.
    public init?(hex: String) {
        guard hex.utf8.count == 64, hex.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.hex = hex
    }

    public init(of octets: some Sequence<UInt8>) {
        self.init(SHA256.hash(data: Array(octets)))
    }

    public init(of text: String) {
        self.init(of: text.utf8)
    }

    init(_ digest: SHA256.Digest) {
        hex = Self.hex(digest)
    }

    private static func hex(_ octets: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Enough of it to tell versions apart, for people.
    public var short: Substring { hex.prefix(12) }
}

extension ContentHash: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = ContentHash(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected 64 hexadecimal digits")
        }
        self = hash
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}

extension ContentHash: CustomStringConvertible {
    public var description: String { hex }
}

/// JSON in the one form that is hashed: keys in order, no blanks, slashes as they are.
public enum CanonicalJSON {
    public static func octets(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    public static func hash(of value: some Encodable) throws -> ContentHash {
        ContentHash(of: try octets(of: value))
    }
}
