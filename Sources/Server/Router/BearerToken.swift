/// The secret that opens the API on TCP.
public struct BearerToken: Sendable, CustomStringConvertible, CustomReflectable {
    private let octets: [UInt8]

    /// Fewer octets could be guessed.
    public static let leastOctets = 16
    public static let mostOctets = 512

    /// `nil` for a token that is too short, too long or holds anything but printable ASCII without spaces.
    public init?(_ text: String) {
        let octets = Array(text.utf8)
        guard (Self.leastOctets...Self.mostOctets).contains(octets.count), octets.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.octets = octets
    }

    /// Compares in a time that depends on the length of what was sent alone.
    public func matches(_ other: some StringProtocol) -> Bool {
        var difference = UInt(bitPattern: octets.count ^ other.utf8.count)
        for (index, octet) in other.utf8.enumerated() {
            difference |= UInt(octet ^ octets[index % octets.count])
        }
        return difference == 0
    }

    public var description: String { "•••" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
