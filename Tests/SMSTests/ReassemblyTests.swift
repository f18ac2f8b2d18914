import SMS
import Testing

@Suite struct ReassemblyTests {
    private func septets(_ sequence: Int, _ payload: [UInt8]) -> MessagePart {
        MessagePart(sequence: sequence, encoding: .gsm7, payload: payload)
    }

    @Test func anyOrderAndDoubles() {
        let parts = [septets(3, [0x43]), septets(1, [0x41]), septets(3, [0x5A]), septets(2, [0x42])]
        let joined = Reassembly.join(parts, total: 3)
        #expect(joined.text == "ABC")
        #expect(joined.isComplete)
        #expect(joined.data == nil)
    }

    @Test func pairsThatWereCut() {
        #expect(Reassembly.join([septets(1, [0x41, 0x1B]), septets(2, [0x65])], total: 2).text == "A€")
        let first = MessagePart(sequence: 1, encoding: .ucs2, payload: [0xD8, 0x3D])
        let second = MessagePart(sequence: 2, encoding: .ucs2, payload: [0xDE, 0x00])
        #expect(Reassembly.join([second, first], total: 2).text == "😀")
    }

    @Test func missingParts() {
        let parts = [septets(2, [0x42, 0x1B]), septets(5, [0x65])]
        let without = Reassembly.join(parts, total: 6)
        #expect(without.missing == [1, 3, 4, 6])
        #expect(without.text == nil)
        #expect(!without.isComplete)
        let marked = Reassembly.join(parts, total: 6, marker: "[…]")
        #expect(marked.text == "[…]B[…]e[…]", "an escape does not reach over a gap")
        #expect(marked.missing == [1, 3, 4, 6])
    }

    @Test func mixedEncodings() {
        let parts = [
            septets(1, [0x41]), MessagePart(sequence: 2, encoding: .ucs2, payload: [0x04, 0x36]), septets(3, [0x42]),
        ]
        #expect(Reassembly.join(parts, total: 3).text == "AжB")
    }

    @Test func data() {
        let parts = [2, 1].map { MessagePart(sequence: $0, encoding: .octets, payload: [UInt8($0)]) }
        let joined = Reassembly.join(parts, total: 2)
        #expect(joined.text == nil)
        #expect(joined.data == [1, 2])
    }

    @Test(arguments: [-1, 0, 256, Int.max])
    func impossibleTotals(total: Int) {
        let joined = Reassembly.join([septets(0, [0x41]), septets(-5, [0x41]), septets(999, [0x41])], total: total)
        #expect(joined.text == nil)
    }

    @Test func keys() throws {
        let pdu = "004404812143000011208211050500" + "09" + "0500034C0201" + "8242"
        guard case .deliver(let deliver) = try PDUDecoder.decode(hex: pdu).tpdu else {
            Issue.record("not a deliver")
            return
        }
        let key = try #require(PartKey(deliver))
        let expected = PartKey(sender: deliver.originator, reference: 0x4C, total: 2, referenceBits: 8)
        #expect(key == expected)
        #expect(MessagePart(deliver.userData) == septets(1, [0x41, 0x42]))
        var whole = deliver
        whole.userData.header = []
        #expect(PartKey(whole) == nil)
        #expect(MessagePart(whole.userData) == nil)
    }

    @Test func everyTextComesBackFromAnyOrder() throws {
        var random = SeededGenerator(seed: 23)
        let time = ServiceCentreTime(unixSeconds: 1_700_000_000, quarterHours: 4)
        for round in 0..<100 {
            let characters = round % 2 == 0 ? gsmCharacters : unicodeCharacters
            let text = "a" + random.text(of: characters, upTo: 700)
            let request = DeliverRequest(from: try Address("+491701"), text: text, at: time, reference: round)
            let segments = try DeliverEncoder.encode(request).segments
            guard segments.count > 1 else { continue }
            var parts: [MessagePart] = []
            for segment in segments.shuffled(using: &random) {
                let userData = try PDUDecoder.decode(hex: segment.pdu).tpdu.userData
                parts.append(try #require(userData.flatMap { MessagePart($0) }))
            }
            let joined = Reassembly.join(parts, total: segments.count)
            #expect(joined.text.map { Array($0.utf8) } == Array(text.utf8), "seed 23, round \(round)")
        }
    }
}
