/// Random numbers that are the same for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func octets(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Text of the given characters.
    mutating func text(of characters: [Character], upTo count: Int) -> String {
        text(of: characters, exactly: Int.random(in: 0...count, using: &self))
    }

    mutating func text(of characters: [Character], exactly count: Int) -> String {
        String((0..<count).compactMap { _ in characters.randomElement(using: &self) })
    }
}

/// Characters of the GSM alphabet, those of the extension table among them.
let gsmCharacters: [Character] =
    Array("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà")
    + Array("^{}\\[~]|€\u{0C}")

/// Characters of one and of two UTF-16 units, and clusters of several.
let unicodeCharacters: [Character] = Array("aé€żЖ中文한") + ["😀", "👩‍👩‍👧", "🇩🇪", "e\u{301}", "न\u{94D}"]
