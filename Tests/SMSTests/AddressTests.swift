import Testing

@testable import SMS

@Suite struct AddressTests {
    @Test(arguments: [
        ("+46708251358", 11, "916407281553F8"), ("1234", 4, "812143"), ("*#abc", 5, "81BADCFE"), ("0", 1, "81F0"),
        ("+12345678901234567890", 20, "9121436587092143658709"),
    ])
    func numbersAreWritten(number: String, digits: Int, octets: String) throws {
        let address = try Address(number)
        let encoded = try address.encoded()
        #expect(encoded.digits == digits)
        #expect(Hex.encode([address.typeOctet] + encoded.octets) == octets)
        let back = Address(typeOctet: address.typeOctet, digits: digits, octets: encoded.octets[...])
        #expect(back == address)
    }

    @Test(arguments: [
        "", "+", "++1", "1+", "12 34", "0049-1", "A", "d", "f", "１", "123456789012345678901", "+123456789012345678901",
    ])
    func otherNumbersAreRefused(number: String) {
        #expect { try Address(number) } throws: { ($0 as? EncodeError)?.code == .badAddress }
    }

    @Test(
        arguments: [
            // type octet, semi-octets, octets, number
            (0x91, 4, "2143", "+1234"), (0x81, 3, "21F3", "123"), (0xA1, 3, "2103", "123"), (0x91, 0, "", "+"),
            (0x81, 0, "", ""), (0x81, 4, "FFFF", ""), (0x91, 4, "21FF", "+12"), (0x81, 5, "BADC0E", "*#abc"),
            (0xD0, 14, "AAAAAAAAAAAAAA", "*U*U*U*U"),
        ] as [(UInt8, Int, String, String)]
    )
    func addressesAreRead(type: UInt8, digits: Int, octets: String, number: String) throws {
        let octets = try #require(Hex.decode(octets))
        let address = Address(typeOctet: type, digits: digits, octets: octets[...])
        #expect(address.number == number)
        #expect(address.typeOfNumber == type >> 4 & 7)
        #expect(address.numberingPlan == type & 0xF)
        #expect(address.isUnknown == (number.isEmpty || number == "+"))
    }

    @Test(arguments: [("Clinic", 11), ("Ab", 4), ("€", 4), ("SevenCh", 13), ("ElevenChars", 20)])
    func namesAreWrittenAndRead(name: String, digits: Int) throws {
        let address = try Address(alphanumeric: name)
        #expect(address.isAlphanumeric)
        let encoded = try address.encoded()
        #expect(encoded.digits == digits)
        #expect(Address(typeOctet: address.typeOctet, digits: digits, octets: encoded.octets[...]) == address)
    }

    @Test func aLengthThatIsRoundedUpAddsNoCharacter() throws {
        let encoded = try Address(alphanumeric: "SevenCh").encoded()
        #expect(Address(typeOctet: 0xD0, digits: 14, octets: encoded.octets[...]).number == "SevenCh")
    }

    @Test(arguments: ["", "TwelveChars!", "ç", "Ten chars€€"])
    func otherNamesAreRefused(name: String) {
        #expect { try Address(alphanumeric: name) } throws: { ($0 as? EncodeError)?.code == .badAddress }
    }

    @Test(arguments: ["TwelveChars!", "ż"])
    func aNameThatNoAddressHoldsIsNotWritten(name: String) {
        let address = Address(number: name, typeOfNumber: 5, numberingPlan: 0)
        #expect { try address.encoded() } throws: { ($0 as? EncodeError)?.code == .badAddress }
    }
}
