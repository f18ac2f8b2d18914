import Modems
import Testing

@Suite struct CommandRiskTests {
    @Test(arguments: [
        "AT+CFUN=1,1", "at+cfun=0", "AT+CLCK=\"SC\",1,\"1234\"", "AT+CPIN=\"1234\"", "AT+CPWD=\"SC\",\"1\",\"2\"",
        "AT+CMGD=1",
        "AT+CMGD=1,4", "AT+CMGS=20", "AT&F", "AT&F0", "ATZ", "ATZ0", "ATE0&F", "AT^RESET", "AT#REBOOT", "AT!RESET",
        "AT+CSQ;+CFUN=0", "AT + CFUN = 0", "ATD123;", "AT+QPOWD=1", "AT+CSCA=\"+49\",145", "AT+ZRST",
    ])
    func aPersonIsAsked(_ line: String) {
        #expect(CommandRisk.warning(of: line) != nil)
    }

    @Test(arguments: [
        "AT", "ATI", "AT+CSQ", "AT+CFUN?", "AT+CFUN=?", "AT+CPIN?", "AT+CMGD=?", "AT+CMGF=0", "AT+CMGL=4", "AT+COPS?",
        "AT+CPINC?", "", "hello",
    ])
    func aQuestionIsHarmless(_ line: String) {
        #expect(CommandRisk.warning(of: line) == nil)
    }

    @Test func secretsAreNeverShown() {
        for line in [
            "AT+CPIN=\"1234\"", "AT+CSQ;+CPIN=1234", "AT+CPWD=\"SC\",\"1234\",\"5678\"", "AT+CLCK=\"SC\",1,\"1234\"",
            "AT+CSIM=26,\"002000010831323334FFFFFFFF\"",
        ] {
            #expect(!Masking.secrets(line).contains("1234"), "\(Masking.secrets(line))")
            #expect(!Masking.secrets(line).contains("31323334"), "\(Masking.secrets(line))")
            #expect(ATCommand.typed(line).isSensitive)
        }
        #expect(Masking.secrets("AT+CMGS=20") == "AT+CMGS=20")
        #expect(Masking.secrets("AT+CSIM=10,\"0020000100\"") == "AT+CSIM=10,\"0020000100\"")
    }
}
