/// An input that is read as a list of choices. Behind its end everything is 0.
struct Script {
    private let octets: [UInt8]
    private var position = 0

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    var isAtEnd: Bool { position >= octets.count }

    mutating func octet() -> UInt8 {
        guard position < octets.count else { return 0 }
        defer { position += 1 }
        return octets[position]
    }

    /// At most `count` octets.
    mutating func octets(_ count: Int) -> [UInt8] {
        let end = min(octets.count, position + count)
        defer { position = end }
        return Array(octets[position..<end])
    }

    mutating func rest() -> [UInt8] { octets(octets.count) }
}
