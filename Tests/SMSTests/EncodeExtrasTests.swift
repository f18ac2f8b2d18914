import SMS
import Testing

/// What the line protocol's `encode` takes besides text.
@Suite struct EncodeExtrasTests {
    private func answer(_ members: String) -> String {
        JSONLines.answer(to: #"{"op":"encode","to":"+123",\#(members)}"#) ?? ""
    }

    @Test func data() {
        #expect(answer(#""data":"00ff41""#).contains(#""pdu":"0001000391"#))
        #expect(answer(#""data":"00ff41""#).contains("00040300FF41"))
        #expect(answer(#""data":"0""#).contains("bad-hex"))
        #expect(answer(#""data":"00","text":"a""#).contains("bad-request"))
        #expect(answer(#""data":"00","encoding":"gsm7""#).contains("bad-request"))
    }

    @Test(arguments: [(8, 140, 1), (8, 141, 2), (8, 268, 2), (8, 269, 3), (16, 266, 2), (16, 267, 3)])
    func segmentsOfData(bits: Int, count: Int, segments: Int) throws {
        let octets = [UInt8](repeating: 0x55, count: count)
        let request = SubmitRequest(to: try Address("1"), content: .octets(octets), referenceBits: bits)
        #expect(try SubmitEncoder.encode(request).segments.count == segments)
    }

    @Test func ports() {
        #expect(answer(#""text":"a","ports":{"dst":9200,"src":0}"#).contains("06050423F00000"))
        #expect(answer(#""text":"a","ports":{"dst":240,"src":1,"bits":8}"#).contains("040402F001"))
        #expect(answer(#""text":"a","ports":{"dst":256,"bits":8}"#).contains("bad-request"))
        #expect(answer(#""text":"a","ports":{"src":1}"#).contains("bad-request"))
        #expect(answer(#""text":"a","ports":5"#).contains("bad-request"))
    }

    @Test func national() {
        #expect(answer(#""text":"ş","national":1"#).contains(#""encoding":"gsm7""#))
        #expect(answer(#""text":"ş","national":1"#).contains("03240101"))
        #expect(answer(#""text":"ş""#).contains(#""encoding":"ucs2""#))
        #expect(answer(#""text":"ş","national":14"#).contains("bad-request"))
    }
}
