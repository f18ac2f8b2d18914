import SMS
import Testing

/// The line protocol, answer for answer.
@Suite struct JSONLinesTests {
    private func code(_ line: String) -> String? {
        guard let answer = JSONLines.answer(to: line), let start = answer.firstRange(of: "\"code\":\"") else {
            return nil
        }
        return String(answer[start.upperBound...].prefix { $0 != "\"" })
    }

    @Test func aDeliver() {
        let pdu = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
        let answer = JSONLines.answer(to: #"{"op":"decode","pdu":"\#(pdu)"}"#)
        let expected =
            #"{"ok":true,"type":"deliver","smsc":"+27381000015","address":{"number":"27838890001","ton":4,"npi":8},"#
            + #""pid":0,"dcs":0,"encoding":"gsm7","class":null,"mwi":null,"udh":[],"concat":null,"ports":null,"#
            + #""text":"hellohello","data":null,"warnings":[],"scts":"1999-03-29T15:16:59+02:00","more_messages":false,"#
            + #""reply_path":false}"#
        #expect(answer == expected)
    }

    @Test func aDeliverWithEverything() {
        let userData = "0F" + "0B0003000201" + "0504C34FC002" + "D83DDE"
        let pdu = "C0" + "0DD0D3B2BDEC1EA201" + "7F" + "1A" + "FFFFFFFFFFFFFF" + userData + "AA"
        let answer = JSONLines.answer(to: #"{"smsc":false,"id":[1, "x y"],"pdu":"\#(pdu)","op":"decode"}"#)
        let expected =
            #"{"id":[1,"x y"],"ok":true,"type":"deliver","smsc":null,"address":{"number":"SevenCh","ton":5,"npi":0},"#
            + #""pid":127,"dcs":26,"encoding":"ucs2","class":2,"mwi":null,"udh":[{"iei":0,"data":"000201"},"#
            + #"{"iei":5,"data":"C34FC002"}],"concat":{"ref":0,"total":2,"seq":1,"bits":8},"#
            + #""ports":{"dst":49999,"src":49154,"bits":16},"text":"\#u{FFFD}","data":"D83DDE","#
            + #""warnings":["ucs2-odd","trailing-octets","bad-timestamp"],"scts":null,"more_messages":true,"reply_path":true}"#
        #expect(sorted(answer) == sorted(expected))
    }

    /// Warnings have no order.
    private func sorted(_ answer: String?) -> String? {
        guard let answer, let start = answer.firstRange(of: #""warnings":["#)?.upperBound,
            let end = answer[start...].firstIndex(of: "]")
        else { return answer }
        let warnings = answer[start..<end].split(separator: ",").sorted().joined(separator: ",")
        return answer[..<start] + warnings + answer[end...]
    }

    @Test func aSubmit() {
        let pdu = "0031070B916407281553F80000AA0AE8329BFD4697D9EC37"
        let answer = JSONLines.answer(to: #"{"op":"decode","pdu":"\#(pdu)","direction":"submit"}"#)
        let expected =
            #"{"ok":true,"type":"submit","smsc":null,"address":{"number":"+46708251358","ton":1,"npi":1},"#
            + #""pid":0,"dcs":0,"encoding":"gsm7","class":null,"mwi":null,"udh":[],"concat":null,"ports":null,"#
            + #""text":"hellohello","data":null,"warnings":[],"ref":7,"validity":{"format":"relative","seconds":345600},"#
            + #""status_report":true,"reject_duplicates":false,"reply_path":false}"#
        #expect(answer == expected)
    }

    @Test(arguments: [
        ("01", "", "null"), ("09", "0102030405060A", #"{"format":"enhanced","data":"0102030405060A"}"#),
        ("19", "1120821105050A", #"{"format":"absolute","time":"2011-02-28T11:50:50-05:00"}"#),
    ])
    func validities(first: String, octets: String, validity: String) {
        let line = #"{"op":"decode","pdu":"00\#(first)2A0481214300F6\#(octets)02AABB"}"#
        let answer = JSONLines.answer(to: line)
        #expect(answer?.contains(#""text":null,"data":"AABB","warnings":[],"ref":42,"validity":\#(validity),"#) == true)
    }

    @Test func aStatusReport() {
        let pdu = "00062A048121431120821105050A1120821115000A46"
        let head =
            #"{"ok":true,"type":"status-report","smsc":null,"address":{"number":"1234","ton":0,"npi":1},"#
        let tail =
            #""warnings":[],"ref":42,"scts":"2011-02-28T11:50:50-05:00","discharge":"2011-02-28T11:51:00-05:00","#
            + #""status":70,"status_class":"failed-permanent","more_messages":false}"#
        let bare =
            #""pid":null,"dcs":null,"encoding":null,"class":null,"mwi":null,"udh":[],"concat":null,"ports":null,"#
            + #""text":null,"data":null,"#
        #expect(JSONLines.answer(to: #"{"op":"decode","pdu":"\#(pdu)"}"#) == head + bare + tail)
        let full =
            #""pid":1,"dcs":0,"encoding":"gsm7","class":null,"mwi":null,"udh":[],"concat":null,"ports":null,"#
            + #""text":"A","data":null,"#
        #expect(JSONLines.answer(to: #"{"op":"decode","pdu":"\#(pdu)0701000141"}"#) == head + full + tail)
    }

    @Test func messageWaiting() {
        let answer = JSONLines.answer(
            to: #"{"op":"decode","pdu":"00040481214300C81120821105050A00"}"#
        )
        #expect(answer?.contains(#""mwi":{"type":"voicemail","active":true,"store":false}"#) == true)
    }

    @Test func encoding() {
        let answer = JSONLines.answer(
            to: #"{"id":"a","op":"encode","to":"+46708251358","text":"hellohello","validity":345600,"mr":0,"ref":3}"#
        )
        let expected =
            #"{"id":"a","ok":true,"encoding":"gsm7","parts":[{"pdu":"0011000B916407281553F80000AA0AE8329BFD4697D9EC37","#
            + #""tpdu_length":23,"seq":1,"total":1}]}"#
        #expect(answer == expected)
    }

    @Test(arguments: [
        (#""class":0"#, "00010004812143001001" + "41"),
        (#""class":null,"validity":null,"smsc":null"#, "0001000481214300000141"),
        (#""encoding":"ucs2","class":3"#, "00010004812143001B020041"),
        (#""mr":255,"status_report":true"#, "0021FF0481214300000141"),
        (#""smsc":"+27381000015""#, "07917283010010F501000481214300000141"),
        (#""validity":0"#, "001100048121430000000141"),
        (#""validity":1e400"#, "001100048121430000FF0141"),
        (#""validity":9223372036854775807"#, "001100048121430000FF0141"),
        (#""validity":9223372036854775808"#, "001100048121430000FF0141"),
        (#""validity":-0"#, "001100048121430000000141"),
        (#""validity":10e-1"#, "001100048121430000000141"), (#""validity":86400.00"#, "001100048121430000A70141"),
        (#""validity":3.0e2"#, "001100048121430000000141"),
        (#""unknown":[{}]"#, "0001000481214300000141"), (#""ref":65535,"ref_bits":16"#, "0001000481214300000141"),
    ])
    func options(members: String, pdu: String) {
        let answer = JSONLines.answer(to: #"{"op":"encode","to":"1234","text":"A",\#(members)}"#)
        #expect(answer?.contains(#"{"pdu":"\#(pdu)","#) == true, "\(answer ?? "")")
    }

    @Test func severalParts() {
        let text = String(repeating: "a", count: 161)
        let answer = JSONLines.answer(
            to: #"{"op":"encode","to":"+46708251358","text":"\#(text)","ref":43981,"ref_bits":16}"#
        )
        #expect(answer?.contains("A0060804ABCD0201") == true)
        #expect(answer?.contains(#","tpdu_length":153,"seq":1,"total":2},{"pdu":"00"#) == true)
        #expect(answer?.hasSuffix(#","seq":2,"total":2}]}"#) == true)
    }

    @Test(arguments: [
        ("bad-request", "x"), ("bad-request", "[]"), ("bad-request", "1"), ("bad-request", "null"),
        ("bad-request", "{}"),
        ("bad-request", "{\"op\":\"decode\""), ("bad-request", "{\"op\":\"decode\",}"), ("bad-request", "{'op':1}"),
        ("bad-request", #"{"op":"decode","pdu":"00"} x"#), ("bad-request", #"{"op":1}"#),
        ("bad-request", #"{"op":"x"}"#),
        ("bad-request", #"{"op":"decode"}"#), ("bad-request", #"{"op":"decode","pdu":7}"#),
        ("bad-request", #"{"op":"decode","pdu":"00","direction":"up"}"#),
        ("bad-request", #"{"op":"decode","pdu":"00","smsc":0}"#), ("bad-hex", #"{"op":"decode","pdu":"0"}"#),
        ("bad-hex", #"{"op":"decode","pdu":"0g"}"#), ("truncated", #"{"op":"decode","pdu":""}"#),
        ("truncated", #"{"op":"decode","pdu":"0004"}"#), ("bad-address", #"{"op":"decode","pdu":"00041591"}"#),
        ("bad-udh", #"{"op":"decode","pdu":"00440481214300041120821105050A0205"}"#),
        ("wrong-type", #"{"op":"decode","pdu":"0001","direction":"deliver"}"#),
        ("bad-request", #"{"op":"encode","to":"1"}"#), ("bad-request", #"{"op":"encode","text":"a"}"#),
        ("bad-request", #"{"op":"encode","to":1,"text":"a"}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"\ud800"}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"\ud800\u0041"}"#), ("bad-request", #"{"op":"\"#),
        ("bad-request", #"{"op":"\u00"#), ("bad-request", #"{"op":"encode","to":"1","text":"a","class":-3}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","class":1e-1}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","class":-99999999999999999999}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","validity":-1e99}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","ref":256}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","ref":-1}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","ref":1.5}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","ref":"1"}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","ref":null}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","ref":65536,"ref_bits":16}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","ref_bits":12}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","mr":256}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","class":4}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","class":true}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","validity":-1}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","encoding":"8bit"}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","status_report":1}"#),
        ("bad-request", #"{"op":"encode","to":"1","text":"a","smsc":5}"#),
        ("bad-address", #"{"op":"encode","to":"","text":"a"}"#),
        ("bad-address", #"{"op":"encode","to":"+","text":"a"}"#),
        ("bad-address", #"{"op":"encode","to":"12 3","text":"a"}"#),
        ("bad-address", #"{"op":"encode","to":"123456789012345678901","text":"a"}"#),
        ("bad-address", #"{"op":"encode","to":"1","text":"a","smsc":"x"}"#),
        ("unencodable", #"{"op":"encode","to":"1","text":"ż","encoding":"gsm7"}"#),
        ("bad-request", #"{"op":"join"}"#), ("bad-request", #"{"op":"join","pdus":[]}"#),
        ("bad-request", #"{"op":"join","pdus":"00"}"#), ("bad-request", #"{"op":"join","pdus":[1]}"#),
        ("bad-hex", #"{"op":"join","pdus":["0"]}"#), ("wrong-type", #"{"op":"join","pdus":["0001"]}"#),
        ("not-concatenated", #"{"op":"join","pdus":["00040481214300041120821105050A00"]}"#),
    ])
    func errors(expected: String, line: String) {
        #expect(code(line) == expected, "\(line)")
    }

    @Test func tooLong() {
        let text = String(repeating: "ж", count: 67 * 255 + 1)
        #expect(code(#"{"op":"encode","to":"1","text":"\#(text)"}"#) == "too-long")
    }

    @Test func anErrorIsAnObjectWithTheID() {
        let answer = JSONLines.answer(to: #"{"id": 7, "op": "decode", "pdu": "0004048121430000112082"}"#)
        #expect(answer == #"{"id":7,"ok":false,"error":{"code":"truncated","message":"the PDU ends inside TP-SCTS"}}"#)
    }

    @Test(arguments: [
        "7", "-0", "1e400", "0.1000", "12345678901234567890123", "null", "true", "\"\"", "\"\\u00e9\\\" \\\\\"",
        "\"\\ud800\"",
        "\"é 😀\"", "[]", "{\"a\":[1,{\"b\":null,\"c\":[{},2]}],\"d\":{}}", "[[[[]]]]",
    ])
    func theIDComesBackAsItWas(id: String) {
        let answer = JSONLines.answer(to: #"{"op":"nothing","id":\#(id)}"#)
        #expect(answer?.hasPrefix(#"{"id":\#(id),"ok":false"#) == true, "\(answer ?? "")")
        let spaced = JSONLines.answer(to: #" { "\u0069d" : \#(id) , "op" : "x" } "# + "\r")
        #expect(spaced?.hasPrefix(#"{"id":\#(id),"ok":false"#) == true, "\(spaced ?? "")")
    }

    @Test func depthDoesNotMatter() {
        let id = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(JSONLines.answer(to: #"{"id":\#(id)}"#)?.contains("bad-request") == true)
        #expect(code(String(repeating: "[", count: 100_000)) == "bad-request")
    }

    @Test(arguments: ["", " ", "\t", "\r", " \t\r"])
    func blankLinesAreIgnored(line: String) {
        #expect(JSONLines.answer(to: line) == nil)
    }

    @Test func octetsThatAreNotUTF8() {
        let line = Array(#"{"op":"encode","to":"1","text":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        let answer = JSONLines.answer(toUTF8: line).map { String(decoding: $0, as: UTF8.self) }
        #expect(answer?.contains("bad-request") == true)
    }

    @Test func escapesInText() {
        let line = #"{"op":"encode","to":"1","text":"\u0041\ud83d\uDE00\n\"\\\/\b\f\r\t","encoding":"ucs2"}"#
        let answer = JSONLines.answer(to: line)
        #expect(answer?.contains("0041D83DDE00000A0022005C002F0008000C000D0009") == true)
        let pdu = "00040481214300081120821105050A" + "0E" + "0022005C000A000900012028007F"
        let decoded = JSONLines.answer(to: #"{"op":"decode","pdu":"\#(pdu)"}"#)
        #expect(decoded?.contains(#""text":"\"\\\n\t\u0001\u2028\u007F""#) == true, "\(decoded ?? "")")
    }

    private func part(_ sequence: Int, _ userData: String, reference: String = "4C", sender: String = "048121")
        -> String
    {
        let octets = userData.utf8.count / 2 + 6
        let length = String(octets, radix: 16)
        let header = "050003\(reference)020\(sequence)"
        return "0044\(sender)4300081120821105050A" + (length.count == 1 ? "0" : "") + length + header + userData
    }

    @Test func joining() {
        let first = part(1, "0041D83D")
        let second = part(2, "DE00")
        let complete = JSONLines.answer(to: #"{"op":"join","pdus":["\#(second)","\#(first)","\#(second)"]}"#)
        #expect(complete == #"{"ok":true,"complete":true,"missing":[],"text":"A😀"}"#)
        let half = JSONLines.answer(to: #"{"id":1,"op":"join","pdus":["\#(second)"]}"#)
        #expect(half == #"{"id":1,"ok":true,"complete":false,"missing":[1],"text":null}"#)
        let other = part(1, "0041", reference: "4D")
        #expect(code(#"{"op":"join","pdus":["\#(second)","\#(other)"]}"#) == "mixed-parts")
        let stranger = part(1, "0041", sender: "049121")
        #expect(code(#"{"op":"join","pdus":["\#(second)","\#(stranger)"]}"#) == "mixed-parts")
    }
}
