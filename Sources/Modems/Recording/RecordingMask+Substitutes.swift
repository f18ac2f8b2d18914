public import SMS

/// What stands in for numbers, letters and octets.
extension RecordingMask: PDUSubstitutes {
    /// Why a stream of chance is drawn: the same text as a number and as a word shall not come out alike.
    private enum Purpose: UInt8 {
        case number, hexadecimal, text, septets, units, octets
    }

    // MARK: Numbers

    public mutating func digits(_ digits: String) -> String {
        // A service number has *, # and letters among its digits.
        digits.isDecimal ? number(digits) : runs(digits, digits: 1, hexadecimal: .max)
    }

    /// Another number of the same length. The first two digits of a long one stay (the country, the kind of number), of a
    /// subscriber's number on a SIM five (country and network); a right check digit stays right.
    mutating func number(_ digits: String) -> String {
        // 0049… is +49…
        if digits.hasPrefix("00"), digits.utf8.count >= 10 { return "00" + number(String(digits.dropFirst(2))) }
        if let known = substitutes[digits] { return known }
        let values = digits.utf8.map { Int($0) - 48 }
        // All alike: no number of anybody's, and some checks look for it.
        guard Set(values).count > 1 || values.count < 5 else { return digits }
        let kept = isSubscriber(values) ? 5 : values.count >= 9 ? 2 : values.count >= 6 ? 1 : 0
        let isChecked = values.count >= 14 && IMEI.passesLuhn(values)
        var stream = hash.stream(Purpose.number.rawValue, digits.utf8)
        var found = values
        // Short ones may run out: then two become one.
        for _ in 0..<32 {
            for index in kept..<values.count {
                // No zero where none was in front.
                let least = index == 0 && values[0] > 0 ? 1 : 0
                found[index] = Int.random(in: least...9, using: &stream)
            }
            if isChecked { found[values.count - 1] = checkDigit(found) }
            if found != values, !taken.contains(Self.text(found)) { break }
        }
        let text = Self.text(found)
        substitutes[digits] = text
        taken.insert(text)
        return text
    }

    private func isSubscriber(_ values: [Int]) -> Bool {
        (14...15).contains(values.count) && (keepsNetwork || !IMEI.passesLuhn(values))
    }

    private func checkDigit(_ values: [Int]) -> Int {
        var values = values
        for digit in 0...9 {
            values[values.count - 1] = digit
            if IMEI.passesLuhn(values) { return digit }
        }
        return 0
    }

    private static func text(_ values: [Int]) -> String { values.map { "\($0)" }.joined() }

    /// Digits become digits, letters letters.
    mutating func hexadecimal(_ word: String) -> String {
        guard Set(word.utf8).count > 1 else { return word }
        var stream = hash.stream(Purpose.hexadecimal.rawValue, word.uppercased().utf8)
        let masked = word.utf8.map { other($0, letters: 6, &stream) }
        return String(decoding: masked, as: UTF8.self)
    }

    /// Another digit, or another letter of the same case; anything else stays.
    private func other(_ octet: UInt8, letters: Int = 26, _ stream: inout KeyedStream) -> UInt8 {
        let (first, count): (UInt8, Int)
        switch octet {
        case 0x30...0x39: (first, count) = (0x30, 10)
        case 0x41...0x5A: (first, count) = (0x41, letters)
        case 0x61...0x7A: (first, count) = (0x61, letters)
        default: return octet
        }
        let step = Int.random(in: 1..<count, using: &stream)
        return first + UInt8((Int(octet - first) + step) % count)
    }

    // MARK: Texts

    /// Other letters and digits; spaces and signs stay.
    mutating func text(_ text: String) -> String {
        var stream = hash.stream(Purpose.text.rawValue, text.utf8)
        var masked = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { masked.append(other(scalar, &stream)) }
        return String(masked)
    }

    private func other(_ scalar: Unicode.Scalar, _ stream: inout KeyedStream) -> Unicode.Scalar {
        if scalar.isASCII { return Unicode.Scalar(other(UInt8(truncatingIfNeeded: scalar.value), &stream)) }
        // A picture, or a letter of a script that takes two units.
        guard scalar.value < 0x10000 else { return "\u{1F642}" }
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return scalar }
        // Another letter of the neighbourhood: the same script, and mostly the same case.
        let base = scalar.value & ~0x1F
        for _ in 0..<16 {
            guard let near = Unicode.Scalar(base + UInt32.random(in: 0..<32, using: &stream)), near != scalar,
                near.properties.isAlphabetic, near.properties.isLowercase == scalar.properties.isLowercase
            else { continue }
            return near
        }
        return scalar.properties.isLowercase ? "x" : "X"
    }

    public mutating func septets(_ septets: [UInt8], tables: ShiftTables) -> [UInt8] {
        var stream = hash.stream(Purpose.septets.rawValue, septets)
        var isEscaped = false
        return septets.map { septet in
            defer { isEscaped = septet == GSMAlphabet.escape && !isEscaped }
            if isEscaped {
                // The extension of the default alphabet has signs; those of languages have letters.
                return tables.single == nil ? septet : otherOfAnyLanguage(septet, &stream)
            }
            return tables.locking == nil ? otherSeptet(septet, &stream) : otherOfAnyLanguage(septet, &stream)
        }
    }

    /// The letters of the default alphabet beyond A to Z (TS 23.038 clause 6.2.1), large and small.
    private static let large: [UInt8] = [
        0x09, 0x0B, 0x0E, 0x10, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1C, 0x1F, 0x5B, 0x5C, 0x5D,
        0x5E,
    ]
    private static let small: [UInt8] = [
        0x04, 0x05, 0x06, 0x07, 0x08, 0x0C, 0x0F, 0x1D, 0x1E, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F,
    ]

    private func otherSeptet(_ septet: UInt8, _ stream: inout KeyedStream) -> UInt8 {
        for letters in [Self.large, Self.small] {
            guard let place = letters.firstIndex(of: septet) else { continue }
            return letters[(place + Int.random(in: 1..<letters.count, using: &stream)) % letters.count]
        }
        return other(septet, &stream)
    }

    /// In the tables of other languages nearly every place has a letter; controls, space and the escape are where they are.
    private func otherOfAnyLanguage(_ septet: UInt8, _ stream: inout KeyedStream) -> UInt8 {
        switch septet {
        case 0x0A, 0x0D, 0x1B, 0x20, 0x21, 0x28, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: septet
        case 0x30...0x39, 0x61...0x7A: other(septet, &stream)
        default: 0x41 + UInt8((Int(septet) + Int.random(in: 0..<26, using: &stream)) % 26)
        }
    }

    public mutating func units(_ units: [UInt16]) -> [UInt16] {
        var stream = hash.stream(
            Purpose.units.rawValue,
            units.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        )
        return units.map { unit in
            // Halves of a pair: one picture for all, in two halves.
            if unit & 0xFC00 == 0xD800 { return 0xD83D }
            if unit & 0xFC00 == 0xDC00 { return 0xDE42 }
            guard let scalar = Unicode.Scalar(unit) else { return unit }
            return UInt16(truncatingIfNeeded: other(scalar, &stream).value)
        }
    }

    public mutating func octets(_ octets: [UInt8]) -> [UInt8] {
        var stream = hash.stream(Purpose.octets.rawValue, octets)
        return octets.map { _ in UInt8.random(in: 0...255, using: &stream) }
    }
}
