import SMS
import Testing

@testable import Modems

@Suite struct RecordingMaskTests {
    private func mask(_ lines: [(Recording.Kind, String)], key: UInt64 = 1) -> [String] {
        let entries = lines.map { Recording.Entry(at: .zero, $0.0, $0.1) }
        let header = Recording.Header(modem: "x", began: "", ended: "", version: "")
        return RecordingMask.mask(Recording(header: header, entries: entries), key: (key, key &* 31)).entries.map(
            \.text
        )
    }

    private func received(_ line: String, after command: String = "AT") -> String {
        mask([(.sent, command), (.received, line)])[1]
    }

    @Test(arguments: [
        "OK", "ERROR", "+CMS ERROR: 500", "+CME ERROR: SIM not inserted", ">", "RDY", "+CSQ: 20,99", "+CMTI: \"SM\",3",
        "+CMGS: 17", "+CPMS: \"ME\",3,50,\"SM\",0,20", "+COPS: 0,2,\"26201\",7", "+CPIN: READY", "+CNMI: 2,1,0,2,0",
        "+CMGL: 1,0,,25", "013", "UNDER-VOLTAGE WARNNING", "SMS Ready", "+CREG: 0,5", "^HCSQ: \"LTE\",45,41,120,18",
        "+CSIM: 4,\"63C3\"", "+CCLK: \"26/11/25,18:51:44+04\"", "+CNMI: (0-2),(0-2),(0),(0,1,2),(0,1)", "+CFUN: 1",
    ])
    func whatIsOfNobodyStays(line: String) {
        #expect(received(line) == line)
    }

    @Test(arguments: [
        "<ESC>", "AT+CMGS=24", "AT+CPMS=\"SM\",\"SM\",\"ME\"", "AT+CPIN=[hidden]", "AT+CNMI=2,1,0,2,0", "AT+CFUN=1,1",
        "AT+CSIM=10,\"0020000100\"", "AT^SCFG=\"URC/DstIfc\",\"app\"", "AT+QURCCFG=\"urcport\",\"usbat\"", "ATS3?",
        "AT+CSCS=\"GSM\"", "AT+QENG=\"servingcell\"", "AT+CRSM=176,12258,0,0,10", "AT+CMGD=3",
    ])
    func whatTheDaemonAsksStays(line: String) {
        #expect(mask([(.sent, line)])[0] == line)
    }

    @Test(arguments: ["SIMCOM INCORPORATED", "E1550", "EC25", "11.608.14.15.311", "Revision:1418B05SIM800L24"])
    func namesOfModelsStay(name: String) {
        for command in ["AT+CGMI", "AT+CGMM", "AT+CGMR", "ATI"] { #expect(received(name, after: command) == name) }
    }

    @Test func numbersOfDeviceAndCardBecomeOthersOfTheSameKind() {
        let imei = received("356938035600007", after: "AT+CGSN")
        #expect(imei != "356938035600007" && imei.hasPrefix("35") && IMEI.judge(imei) == .plausible)
        #expect(received("000000000000000", after: "AT+CGSN") == "000000000000000")
        let imsi = received("262011234567890", after: "AT+CIMI")
        #expect(imsi.hasPrefix("26201") && imsi.utf8.count == 15 && imsi != "262011234567890")
        for line in ["+CCID: \"8949000000000000001\"", "+QCCID: 89490000000000000019F", "8949000000000000001F"] {
            let masked = received(line, after: "AT+QCCID")
            #expect(masked != line && masked.utf8.count == line.utf8.count)
            #expect(
                IdentityAnswer.parseICCID([masked])?.hasPrefix("89")
                    == IdentityAnswer.parseICCID([line])?.hasPrefix("89")
            )
        }
        let card = received("+CRSM: 144,0,\"98940000000000000010\"", after: "AT+CRSM=176,12258,0,0,10")
        #expect(IdentityAnswer.parseICCID([card])?.hasPrefix("89") == true)
    }

    @Test func theSameNumberIsTheSameAllThrough() throws {
        let deliver = try DeliverEncoder.encode(
            DeliverRequest(
                from: try Address("+4915112345678"),
                text: "Hello",
                at: ServiceCentreTime(unixSeconds: 0, quarterHours: 0)
            )
        ).segments[0]
        let masked = mask([
            (.received, "+CLIP: \"+4915112345678\",145,,,,0"), (.sent, "ATD+4915112345678;"),
            (.received, "+CLIP: \"004915112345678\",129"), (.received, "+CMT: ,\(deliver.tpduLength)"),
            (.received, deliver.pdu), (.received, "+CLIP: \"+4915112345679\",145"),
        ])
        let number = try #require(masked[0].split(separator: "\"").dropFirst().first.map(String.init))
        #expect(number.hasPrefix("+49") && number.utf8.count == 14 && number != "+4915112345678")
        #expect(masked[1] == "ATD\(number);")
        #expect(masked[2].contains("\"00\(number.dropFirst())\""))
        let address = try PDUDecoder.decode(hex: masked[4], tpduLength: deliver.tpduLength).tpdu.address
        #expect(address?.number == number)
        #expect(!masked[5].contains(number))
        // Another recording has others.
        #expect(
            mask([(.received, "+CLIP: \"+4915112345678\",145")], key: 2)[0] != masked[0].replacing(",,,,0", with: "")
        )
    }

    @Test(arguments: [
        ("+CUSD: 0,\"Your balance is 12.50 EUR\",15", "Your"),
        ("+CPBR: 1,\"+491511234567\",145,\"Grandma\"", "Grandma"),
        ("+CMGL: 1,\"REC UNREAD\",\"+491511234567\",\"Grandma\",\"26/01/01,00:00:00+04\"", "Grandma"),
        ("+CNUM: \"Own Line\",\"+491701000001\",145", "Own"), ("+XYZ: \"Grandma\"", "Grandma"),
        ("Dear Grandma, your code is 482913", "Grandma"),
    ])
    func textsBecomeOtherLetters(line: String, word: String) {
        let masked = received(line)
        #expect(!masked.contains(word) && masked.utf8.count == line.utf8.count, "\(masked)")
        func shape(_ text: String) -> [Int] {
            text.map { $0.isUppercase ? 0 : $0.isLowercase ? 1 : $0.isNumber ? 2 : 3 }
        }
        #expect(shape(masked) == shape(line), "\(masked)")
    }

    @Test func textsGoOnOverLinesAndBehindHeads() {
        let masked = mask([
            (.received, "+CUSD: 1,\"1 Balance"), (.received, "2 Recharge"), (.received, "3 Help\",15"),
            (.received, "OK"),
            (.received, "+CMT: \"+491511234567\",,\"26/01/01,00:00:00+04\""), (.received, "call Grandma"),
            (.received, "+491234 Grandma"), (.received, "RDY"), (.received, "OK"), (.received, "SMS Ready"),
        ])
        for word in ["Balance", "Recharge", "Help", "Grandma"] {
            #expect(!masked.contains { $0.contains(word) }, "\(masked)")
        }
        #expect(masked[2].hasSuffix("\",15") && masked[3] == "OK" && masked[9] == "SMS Ready")
    }

    @Test func placesAreMasked() {
        for line in [
            "+CREG: 2,1,\"1A2B\",\"00C3D4E5\",7", "+CREG: 1,1A2B,00C3,0", "+CEREG: 2,5,\"1A2B\",\"00C3D4E5\",7",
            "+CPSI: LTE,Online,262-01,0x1A2B,12802021,310,EUTRAN-BAND3,1300",
            "+QENG: \"servingcell\",\"1A2B\",\"00C3D4E5\"",
        ] {
            let masked = received(line)
            #expect(!masked.contains("1A2B") && !masked.contains("C3D4E5") && !masked.contains("12802021"), "\(masked)")
            #expect(masked.utf8.count == line.utf8.count)
            #expect(masked.prefix(8) == line.prefix(8))
        }
        #expect(received("+CREG: 2,1,\"FFFF\",\"FFFF\"") == "+CREG: 2,1,\"FFFF\",\"FFFF\"")
        let registration = Registration.parse([received("+CREG: 2,1,\"1A2B\",\"00C3D4E5\",7")])
        #expect(registration?.state == .home && registration?.area?.utf8.count == 4)
    }

    @Test func ussdInHexadecimalStaysReadable() {
        let packed = received("+CUSD: 0,\"D9775D0E1287E561105ACD\",15")
        #expect(packed.utf8.count == "+CUSD: 0,\"D9775D0E1287E561105ACD\",15".utf8.count)
        #expect(packed != "+CUSD: 0,\"D9775D0E1287E561105ACD\",15")
        let wide = received("+CUSD: 0,\"0042006100640020003100320033\",72")
        let text = wide.split(separator: "\"")[1]
        let decoded = USSDText.decode(String(text), coding: 72, form: .plain)
        #expect(decoded.utf8.count == 7 && decoded != "Bad 123" && decoded.contains(" "), "\(decoded)")
    }

    @Test func pdusWithoutLineEndsAreMasked() throws {
        let pdu = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
        let masked = mask([
            (.sent, "AT+CMGL=4"), (.received, "+CMGL: 1,0,,28"), (.received, pdu + "+CMGL: 2,0,,28"), (.received, pdu),
            (.received, "OK"), (.sent, "AT+CMGS=28"), (.received, ">"), (.sent, pdu + "<Ctrl-Z>"),
        ])
        #expect(masked[2].hasSuffix("+CMGL: 2,0,,28") && !masked[2].contains("E8329BFD"))
        #expect(masked[3] == String(masked[2].prefix(pdu.utf8.count)))
        #expect(masked[7] == masked[3] + "<Ctrl-Z>")
        #expect(try PDUDecoder.decode(hex: masked[3]).tpdu.userData?.text?.count == 10)
    }
}
