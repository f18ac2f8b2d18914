import SMS
import Testing

@Suite struct SubmitEncoderTests {
    private func failure(_ request: SubmitRequest) -> EncodeError.Code? {
        do throws(EncodeError) {
            _ = try SubmitEncoder.encode(request)
            return nil
        } catch {
            return error.code
        }
    }

    private let recipient = Address(number: "+46708251358", typeOfNumber: 1, numberingPlan: 1)

    @Test func aSingleSegment() throws {
        let request = SubmitRequest(to: recipient, text: "hellohello", validityOctet: 0xAA)
        let message = try SubmitEncoder.encode(request)
        #expect(message.encoding == .gsm7)
        let segment = EncodedSegment(
            pdu: "0011000B916407281553F80000AA0AE8329BFD4697D9EC37",
            tpduLength: 23,
            sequence: 1,
            total: 1
        )
        #expect(message.segments == [segment])
    }

    @Test func options() throws {
        var request = SubmitRequest(to: try Address("1234"), text: "A", encoding: .ucs2)
        request.smsc = try Address("+27381000015")
        request.messageReference = 7
        request.requestStatusReport = true
        request.validity = 86_401
        request.messageClass = 0
        let segment = try SubmitEncoder.encode(request).segments[0]
        #expect(segment.pdu == "07917283010010F5" + "31070481214300" + "18" + "A8" + "020041")
        #expect(segment.tpduLength == 12)
    }

    @Test(arguments: [
        ("", 1), (String(repeating: "a", count: 160), 1), (String(repeating: "a", count: 161), 2),
        (String(repeating: "a", count: 306), 2), (String(repeating: "a", count: 307), 3),
        (String(repeating: "€", count: 80), 1), (String(repeating: "€", count: 81), 2),
        (String(repeating: "€", count: 152), 2), (String(repeating: "€", count: 153), 3),
        (String(repeating: "ж", count: 70), 1), (String(repeating: "ж", count: 71), 2),
        (String(repeating: "ж", count: 134), 2), (String(repeating: "ж", count: 135), 3),
        (String(repeating: "😀", count: 35), 1), (String(repeating: "😀", count: 36), 2),
        (String(repeating: "😀", count: 66), 2), (String(repeating: "😀", count: 67), 3),
        (String(repeating: "a", count: 153 * 255), 255), (String(repeating: "ж", count: 67 * 255), 255),
    ])
    func segmentCounts(text: String, count: Int) throws {
        let message = try SubmitEncoder.encode(SubmitRequest(to: recipient, text: text))
        #expect(message.segments.count == count)
        #expect(message.segments.map(\.sequence) == Array(1...count))
        #expect(message.segments.allSatisfy { $0.total == count && $0.tpduLength <= 164 })
        #expect(Segmentation.preview(text).segments == count)
    }

    @Test(arguments: [("a", 152), ("ж", 66)])
    func references16(character: String, capacity: Int) throws {
        let text = String(repeating: character, count: capacity * 2)
        var request = SubmitRequest(to: recipient, text: text, reference: 0xABCD, referenceBits: 16)
        let segments = try SubmitEncoder.encode(request).segments
        #expect(segments.count == 2)
        #expect(segments[1].pdu.contains("060804ABCD0202"))
        request.content = .text(text + character)
        #expect(try SubmitEncoder.encode(request).segments.count == 3)
    }

    @Test func theHeaderOfSeveralSegments() throws {
        let text = String(repeating: "a", count: 161)
        let segments = try SubmitEncoder.encode(SubmitRequest(to: recipient, text: text, reference: 76)).segments
        // 160 septets, the header, a fill bit of zero in front of the first `a`
        #expect(segments[0].pdu.hasPrefix("0041000B916407281553F80000A00500034C0201C2"))
        #expect(segments[0].tpduLength == 153)
        // 7 septets of header and 8 of text
        #expect(segments[1].pdu == "0041000B916407281553F800000F0500034C0202C2E170381C0E8701")
    }

    @Test func ports() throws {
        var request = SubmitRequest(to: recipient, content: .octets([1, 2]))
        request.ports = ApplicationPorts(destination: 2948, source: 9200, bits: 16)
        let single = try SubmitEncoder.encode(request)
        #expect(single.encoding == .octets)
        #expect(single.segments[0].pdu.hasSuffix("0004" + "09" + "0605040B8423F0" + "0102"))
        request.content = .octets(.init(repeating: 7, count: 134))
        let two = try SubmitEncoder.encode(request).segments
        #expect(two.count == 2)
        #expect(two[0].pdu.contains("8C" + "0B0003000201" + "05040B8423F0" + "07"))
    }

    @Test func whatIsRefused() throws {
        #expect(failure(SubmitRequest(to: recipient, text: "ç", encoding: .gsm7)) == .unencodable)
        let tooLong = String(repeating: "a", count: 153 * 255 + 1)
        #expect(failure(SubmitRequest(to: recipient, text: tooLong)) == .tooLong)
        #expect(failure(SubmitRequest(to: recipient, text: "a", reference: 256)) == .badRequest)
        #expect(failure(SubmitRequest(to: recipient, text: "a", reference: -1)) == .badRequest)
        #expect(failure(SubmitRequest(to: recipient, text: "a", reference: 65_536, referenceBits: 16)) == .badRequest)
        #expect(failure(SubmitRequest(to: recipient, text: "a", referenceBits: 12)) == .badRequest)
        #expect(failure(SubmitRequest(to: recipient, text: "a", messageClass: 4)) == .badRequest)
        let odd = Address(number: "12-34", typeOfNumber: 0, numberingPlan: 1)
        #expect(failure(SubmitRequest(to: odd, text: "a")) == .badAddress)
        let name = try Address(alphanumeric: "Clinic")
        #expect(failure(SubmitRequest(to: recipient, text: "a", smsc: name)) == .badAddress)
        var request = SubmitRequest(to: recipient, text: "a")
        request.ports = ApplicationPorts(destination: 256, source: 0, bits: 8)
        #expect(failure(request) == .badRequest)
    }

    @Test(arguments: [gsmCharacters, unicodeCharacters, gsmCharacters + unicodeCharacters])
    func whatIsWrittenIsRead(characters: [Character]) throws {
        let seed = UInt64(characters.count)
        var random = SeededGenerator(seed: seed)
        for round in 0..<300 {
            let text = random.text(of: characters, upTo: 500)
            let bits = Bool.random(using: &random) ? 16 : 8
            let reference = Int.random(in: 0..<1 << bits, using: &random)
            let request = SubmitRequest(to: recipient, text: text, reference: reference, referenceBits: bits)
            let message = try SubmitEncoder.encode(request)
            var joined = ""
            for segment in message.segments {
                let decoded = try PDUDecoder.decode(hex: segment.pdu)
                #expect(decoded.warnings == [], "seed \(seed), round \(round)")
                #expect(segment.tpduLength == segment.pdu.utf8.count / 2 - 1)
                let userData = try #require(decoded.tpdu.userData)
                // No pair is cut, so each part can be read alone.
                joined += userData.text ?? ""
                let concatenation = Concatenation(
                    reference: reference,
                    total: segment.total,
                    sequence: segment.sequence,
                    referenceBits: bits
                )
                #expect(userData.concatenation == (segment.total > 1 ? concatenation : nil))
            }
            #expect(Array(joined.utf8) == Array(text.utf8), "seed \(seed), round \(round)")
        }
    }
}
