/// SipHash-2-4 (Aumasson and Bernstein, 2012): who does not have the key can neither tell the input from the output nor
/// find the output of a guessed input.
struct KeyedHash: Sendable {
    private let k0: UInt64
    private let k1: UInt64

    init(key: (UInt64, UInt64)) {
        (k0, k1) = key
    }

    private struct Lanes {
        var v0: UInt64
        var v1: UInt64
        var v2: UInt64
        var v3: UInt64

        mutating func round() {
            v0 &+= v1
            v1 = Self.rotated(v1, 13) ^ v0
            v0 = Self.rotated(v0, 32)
            v2 &+= v3
            v3 = Self.rotated(v3, 16) ^ v2
            v0 &+= v3
            v3 = Self.rotated(v3, 21) ^ v0
            v2 &+= v1
            v1 = Self.rotated(v1, 17) ^ v2
            v2 = Self.rotated(v2, 32)
        }

        mutating func take(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
    }

    func hash(_ octets: some Sequence<UInt8>) -> UInt64 {
        var lanes = Lanes(
            v0: k0 ^ 0x736f_6d65_7073_6575,
            v1: k1 ^ 0x646f_7261_6e64_6f6d,
            v2: k0 ^ 0x6c79_6765_6e65_7261,
            v3: k1 ^ 0x7465_6462_7974_6573
        )
        var word: UInt64 = 0
        var count: UInt64 = 0
        for octet in octets {
            word |= UInt64(octet) << (count % 8 * 8)
            count += 1
            if count % 8 == 0 {
                lanes.take(word)
                word = 0
            }
        }
        lanes.take(word | count << 56)
        lanes.v2 ^= 0xFF
        for _ in 0..<4 { lanes.round() }
        return lanes.v0 ^ lanes.v1 ^ lanes.v2 ^ lanes.v3
    }

    /// Numbers without end that the key, the purpose and the octets decide.
    func stream(_ purpose: UInt8, _ octets: some Sequence<UInt8>) -> KeyedStream {
        KeyedStream(hash: self, seed: hash([purpose] + Array(octets)))
    }
}

/// Chance that comes again with the same key and input.
struct KeyedStream: RandomNumberGenerator, Sendable {
    private let hash: KeyedHash
    private let seed: UInt64
    private var count: UInt64 = 0

    init(hash: KeyedHash, seed: UInt64) {
        (self.hash, self.seed) = (hash, seed)
    }

    mutating func next() -> UInt64 {
        defer { count += 1 }
        return hash.hash([seed, count].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } })
    }
}
