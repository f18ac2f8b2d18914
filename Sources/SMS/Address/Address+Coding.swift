extension Address {
    /// Reads `digits` semi-octets (low nibble first) that follow the type octet. The caller has checked that they are there.
    init(typeOctet: UInt8, digits: Int, octets: ArraySlice<UInt8>) {
        let type = (typeOctet >> 4) & 0x07
        let number =
            if type == 5 {
                Self.name(digits: digits, octets: octets)
            } else {
                Self.dialString(international: type == 1, digits: digits, octets: octets)
            }
        self.init(number: number, typeOfNumber: type, numberingPlan: typeOctet & 0x0F)
    }

    /// The octet in front of the digits: 1 TTT PPPP.
    var typeOctet: UInt8 { 0x80 | typeOfNumber << 4 | numberingPlan }

    /// How the address is written in a TPDU behind the type octet.
    ///
    /// Throws ``EncodeError/Code/badAddress`` where the number cannot be written.
    func encoded() throws(EncodeError) -> EncodedAddress {
        var encoded = EncodedAddress()
        if isAlphanumeric {
            guard let septets = GSMAlphabet.septets(of: number), septets.count <= Self.maximumSeptets else {
                throw EncodeError(.badAddress, "a sender name must be at most 11 characters of the GSM alphabet")
            }
            var octets: [UInt8] = []
            Septets.pack(septets[...], fillBits: 0, into: &octets)
            for (index, octet) in octets.enumerated() {
                encoded.storage[index] = octet
            }
            encoded.digits = (septets.count * 7 + 3) / 4
            return encoded
        }
        for character in number.utf8.dropFirst(typeOfNumber == 1 && number.utf8.first == Self.plus ? 1 : 0) {
            guard let nibble = Self.semiOctet(of: character), encoded.digits < Self.maximumDigits else {
                throw EncodeError(.badAddress, "a number may hold at most 20 of the digits 0-9*#abc")
            }
            let index = encoded.digits / 2
            encoded.storage[index] =
                encoded.digits % 2 == 0 ? 0xF0 | nibble : nibble << 4 | encoded.storage[index] & 0x0F
            encoded.digits += 1
        }
        return encoded
    }

    /// The semi-octet of one digit (TS 23.040 clause 9.1.2.3); `nil` for other characters.
    static func semiOctet(of character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case UInt8(ascii: "*"): 0x0A
        case UInt8(ascii: "#"): 0x0B
        case UInt8(ascii: "a")...UInt8(ascii: "c"): character - UInt8(ascii: "a") + 0x0C
        default: nil
        }
    }

    private static func character(of nibble: UInt8) -> UInt8 {
        switch nibble {
        case 0x0A: UInt8(ascii: "*")
        case 0x0B: UInt8(ascii: "#")
        case 0x0C...0x0E: nibble - 0x0C + UInt8(ascii: "a")
        default: 0x30 + nibble
        }
    }

    /// Ends at the first filler (15), wherever it stands.
    private static func dialString(international: Bool, digits: Int, octets: ArraySlice<UInt8>) -> String {
        String(unsafeUninitializedCapacity: digits + 1) { buffer in
            var end = 0
            if international {
                buffer[0] = plus
                end = 1
            }
            for index in 0..<digits {
                let octet = octets[octets.startIndex + index / 2]
                let nibble = index % 2 == 0 ? octet & 0x0F : octet >> 4
                guard nibble != 0x0F else { break }
                buffer[end] = character(of: nibble)
                end += 1
            }
            return end
        }
    }

    private static func name(digits: Int, octets: ArraySlice<UInt8>) -> String {
        var septets = Septets.unpack(octets, skippingBits: 0, count: digits * 4 / 7)
        // Service centres that round the length up to whole octets make 7 and 15 characters look like one more, `@`.
        if septets.count % 8 == 0, septets.last == 0 {
            septets.removeLast()
        }
        return GSMAlphabet.text(of: septets)
    }
}
