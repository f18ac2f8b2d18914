import Modems
import Testing

@Suite struct MaskingTests {
    static let rows = [
        ("AT+CSQ", "AT+CSQ"), ("+CSQ: 20,99", "+CSQ: 20,99"), ("OK", "OK"), ("+CMS ERROR: 500", "+CMS ERROR: 500"),
        ("AT+CPIN=\"1234\"", "AT+CPIN=[hidden]"), ("AT+CLCK=\"SC\",0,\"1234\"", "AT+CLCK=[hidden]"),
        ("AT+CLCK=\"SC\",2", "AT+CLCK=\"SC\",2"), ("AT+CLCK=\"SC\",2,\"1234\"", "AT+CLCK=[hidden]"),
        ("AT+CLCK=\"SC\",2;+CPIN=\"1234\"", "AT+CLCK=[hidden]"),
        ("356938035643809", "************809"),
        ("+CNUM: \"\",\"+491701000001\",145", "+CNUM: \"\",\"+*********001\",145"),
        ("00040B919471100000F900006250502143650002C834", "[PDU, 22 octets]"),
        ("+CMGL: 1,0,,21", "+CMGL: 1,0,,21"), ("+CUSD: 0,\"Balance 5.20\",15", "+CUSD: 0,\"[text, 12 characters]\",15"),
        ("AT+CMGS=\"+491701000001\"", "AT+CMGS=\"+*********001\""),
        ("Dear Ann, your test result is ready, please call us", "[text, 51 characters]"),
        ("+CMGS: 1,\"0100AABBCCDDEEFF0011\"", "+CMGS: 1,\"[PDU, 10 octets]\""),
        ("+CREG: 2,1,\"1A2B\",\"00C3\"", "+CREG: 2,1,\"1A2B\",\"00C3\""),
    ]

    @Test(arguments: rows) func line(_ line: String, _ masked: String) {
        #expect(Masking.line(line) == masked)
    }

    @Test func numbers() {
        #expect(Masking.number("+491701000001") == "+*********001")
        #expect(Masking.number("12") == "*2")
        #expect(Masking.number("") == "")
    }

    @Test func tracesShowNeitherPINNorMessage() {
        var script = Script()
        script.send(.enterPIN("4711"))
        script.receive("AT+CPIN=\"4711\"\r\r\nOK\r\n")
        script.handOver()
        script.receive("\(Script.pdu)\r\n+CMGS: 1\r\nOK\r\n")
        let traces = script.all.traces
        #expect(traces.contains("AT+CPIN=[hidden]"))
        #expect(!traces.contains { $0.contains("4711\"") || $0.contains(Script.pdu) })
        #expect(traces.contains("[PDU, 16 octets]<Ctrl-Z>"))
    }
}
