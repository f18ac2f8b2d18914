import Testing

@testable import SMS

/// What values mean, in words.
@Suite struct ExplanationMeaningTests {
    @Test(
        arguments: [
            (0x00, "034C0201", "part 1 of 2", true), (0x00, "034C0203", "4C0203", false),
            (0x01, "028003", "3 voice messages", true), (0x01, "020101", "1 fax message", true),
            (0x01, "020200", "0 e-mail messages", true), (0x01, "020302", "2 other messages", true),
            (0x01, "020702", "2 video messages", true), (0x01, "020902", "2 unknown messages", true),
            (0x04, "020102", "to 1, from 2", true), (0x05, "040B8423F0", "to 2948 (WAP push), from 9200", true),
            (0x05, "020102", "0102", false), (0x22, "0404812143", "1234", true), (0x22, "0108", "08", false),
            (0x24, "0101", "Turkish", true), (0x25, "0103", "Portuguese", true), (0x25, "0100", "the default", true),
            (0x0A, "03000102", "000102", true), (0x75, "0101", "01", true), (0x90, "0101", "01", true),
            (0xC5, "0101", "01", true), (0x55, "0101", "01", true),
        ] as [(UInt8, String, String, Bool)]
    )
    func elements(identifier: UInt8, hex: String, value: String, isGood: Bool) throws {
        let octets = try #require(Hex.decode(hex))
        let element = InformationElement(identifier: identifier, data: Array(octets.dropFirst()))
        let meaning = ElementMeaning(element, encoding: .gsm7)
        #expect(meaning.value == value)
        #expect(!meaning.name.isEmpty)
        #expect((meaning.warning == nil) == isGood)
        #expect(meaning.clause.hasPrefix("23.040 9.2.3.24"))
    }

    @Test func unknownTables() {
        let element = InformationElement(identifier: 0x25, data: [0x63])
        let inText = ElementMeaning(element, encoding: .gsm7)
        #expect(inText.value == "language 99")
        #expect(inText.warning?.warning == .nationalLanguage)
        #expect(ElementMeaning(element, encoding: .ucs2).warning?.warning == nil)
    }

    @Test(
        arguments: [
            ("040C0B0A0D3002000000", "the GSM alphabet"), ("032401014141", "the GSM alphabet with the Turkish"),
            ("032501034141", "the Portuguese locking shift table"),
            ("06240101250101414141", "the Turkish locking shift table with the Turkish single shift table"),
        ]
    )
    func alphabets(userData: String, alphabet: String) throws {
        let count = userData.utf8.count / 2 * 8 / 7
        let hex = "0044048121430000" + "11208211050500" + Hex.encode([UInt8(count)]) + userData
        let text = try PDUExplanation(hex: hex).fields.flatMap(\.all).first { $0.name == "text" }
        #expect(text?.meaning.contains(alphabet) == true)
    }

    @Test(
        arguments: [
            ("00000000000000", "enhanced format: no validity period"), ("01A70000000000", "enhanced format: 1 day"),
            ("423C0000000000", "enhanced format: 1 minute, one attempt only"),
            ("03102030000000", "enhanced format: 1 hour 2 minutes"),
            ("07000000000000", "enhanced format: a reserved or impossible value"),
        ]
    )
    func enhancedValidity(hex: String, meaning: String) throws {
        #expect(Meaning.enhancedValidity(try #require(Hex.decode(hex))) == meaning)
    }

    @Test(arguments: [
        (0, "0 seconds"), (300, "5 minutes"), (5400, "1 hour 30 minutes"), (86_400, "1 day"), (604_800, "7 days"),
        (4 * 604_800, "4 weeks"), (90_061, "1 day 1 hour"),
    ])
    func durations(seconds: Int, text: String) {
        #expect(Meaning.duration(seconds: seconds) == text)
    }

    /// Each has words of its own, and each octet some.
    @Test func everyOctetMeansSomething() {
        for octet in UInt8.min...UInt8.max {
            #expect(!Meaning.protocolIdentifier(octet).isEmpty)
            #expect(!Meaning.dataCoding(DataCoding(octet: octet)).isEmpty)
            let bits = Meaning.codingBits(octet).map(\.bits)
            #expect(bits.first?.lowerBound == 0)
            #expect(bits.last?.upperBound == 7)
            #expect(zip(bits, bits.dropFirst()).allSatisfy { $0.upperBound + 1 == $1.lowerBound })
        }
        #expect(Meaning.protocolIdentifier(0x32) == "telematic interworking: internet e-mail")
        #expect(Meaning.protocolIdentifier(0x45) == "replaces an earlier message of type 5 from the same sender")
        #expect(
            Meaning.dataCoding(DataCoding(octet: 0xC8))
                == "GSM 7-bit alphabet, voicemail waiting indication on, may be dropped"
        )
        #expect(
            Meaning.dataCoding(DataCoding(octet: 0x50))
                == "GSM 7-bit alphabet, class 0: shown at once, not stored, to be deleted once it is read"
        )
    }

    @Test func eachFaultHasItsAdvice() {
        for code in DecodeError.Code.allCases {
            let error = DecodeError(code, field: "TP-OA", offset: 3, message: "x")
            #expect(!FaultAdvice.text(for: error, options: .inbox).isEmpty)
        }
        let centre = DecodeError(.badAddress, field: "SMSC", offset: 0, message: "x")
        #expect(FaultAdvice.text(for: centre, options: .inbox).contains("--no-smsc"))
    }

    @Test func segmentsWithTheirExplanations() throws {
        let message = try SubmitEncoder.encode(SubmitRequest(to: try Address("+491511234567"), text: "Hello"))
        let pdu = try #require(message.segments.first?.pdu)
        #expect(
            message.json()
                == #"{"ok":true,"encoding":"gsm7","parts":[{"pdu":"\#(pdu)","tpdu_length":18,"seq":1,"total":1}]}"#
        )
        #expect(
            message.json(explaining: true).contains(
                #""explanation":{"pdu":"\#(pdu)","with_smsc":true,"ok":true,"type":"submit""#
            )
        )
    }
}
