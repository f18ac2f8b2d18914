import SMS
import Testing

@Suite struct PDUFinderTests {
    private static let pdu = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"

    private static func grouped(_ separator: String) -> String {
        stride(from: 0, to: pdu.count, by: 2).map { String(pdu.dropFirst($0).prefix(2)) }.joined(separator: separator)
    }

    @Test(arguments: [
        pdu, pdu.lowercased(), "  \(pdu)\r", "\"\(pdu)\"", "'\(pdu)',", "0x\(pdu)", grouped(" "), grouped(":"),
        "0x" + grouped(", 0x"), "PDU: \(pdu)", "2026-11-23T19:57:00.123Z modem0 <- \(pdu)",
        "[19:57:00] read \"\(pdu)\" from ttyUSB2", "19:57:00 RX \(grouped(" "))", "> \(pdu)\u{1A}",
    ])
    func oneLine(text: String) {
        let found = PDUFinder.find(in: text)
        #expect(found.map { $0.hex.uppercased() } == [Self.pdu])
        #expect(found.map(\.line) == [1])
    }

    @Test(arguments: [
        ("+CMGS: 42,00010011112061700040", "00010011112061700040"),
        ("+CMGS: 42,\"010011112061700040\"\r", "010011112061700040"),
        ("12:00:01 <- +CMGS: 7, 010011112061700040", "010011112061700040"),
    ])
    func acknowledgement(text: String, hex: String) {
        let found = PDUFinder.find(in: text)
        #expect(found == [FoundPDU(hex: hex, line: 1, tpduLength: hex.count / 2, isAcknowledgement: true)])
    }

    @Test(arguments: ["+CMGS: 42", "+CMGS: 42,", "+CMGS: 42,0100", "+CMGS: 42,\"26/11/23,12:00:00+04\""])
    func aReferenceAloneIsNone(text: String) {
        #expect(PDUFinder.find(in: text).isEmpty)
    }

    @Test func dialogue() {
        let text = """
            AT+CMGL=4
            +CMGL: 1,0,,28
            \(Self.pdu)
            +CMGL: 2,1,"+491511234567",28
            \(Self.pdu.lowercased())

            OK
            +CSQ: 21,99
            +CCID: 89490000000000000001
            356938035600007
            """
        let found = PDUFinder.find(in: text)
        #expect(found.map(\.line) == [3, 5])
        #expect(found.map(\.tpduLength) == [28, 28])
    }

    @Test(arguments: [
        "+CMT: ,28\\r\\n\(pdu)", "+CMT: \"\",28\r\n\(pdu)",
        "2026-11-23 19:57:00 < +CMGR: 0,,28\n2026-11-23 19:57:00 < \(pdu)",
        "AT+CMGS=28\r> \(pdu)", "+CDS: 28\n\(pdu)", "at+cmgs=28\n\(pdu)",
    ])
    func announced(text: String) {
        let found = PDUFinder.find(in: text)
        #expect(found.map(\.hex) == [Self.pdu])
        #expect(found.map(\.tpduLength) == [28])
    }

    @Test func linesThatATerminalBroke() {
        let half = Self.pdu.index(Self.pdu.startIndex, offsetBy: 41)
        let text = "+CMGR: 0,,28\n\(Self.pdu[..<half])\n\(Self.pdu[half...])\nOK"
        #expect(PDUFinder.find(in: text).map(\.hex) == [Self.pdu])
        let cut = "+CMGR: 0,,28\n\(Self.pdu[..<half])\nOK\n\(Self.pdu)"
        #expect(PDUFinder.find(in: cut).map(\.hex) == [String(Self.pdu[..<half]), Self.pdu])
    }

    @Test func aLineThatAnnouncesIsWaitedOn() {
        var finder = PDUFinder()
        #expect(!finder.isWaiting)
        #expect(finder.read("+CMT: ,28").isEmpty)
        #expect(finder.isWaiting)
        #expect(finder.read(Self.pdu).count == 1)
        #expect(!finder.isWaiting)
    }

    @Test(arguments: [
        "", "OK", "ERROR", "+CMS ERROR: 38", "2026-11-23 19:57:00", "19:57:00", "+491511234567", "89490000000000000001",
        "AT+CMGF=0", "decade", "a cafe facade", "dead:beef",
    ])
    func nothing(text: String) {
        #expect(PDUFinder.find(in: text).isEmpty)
    }

    @Test func anyTextIsSurvived() {
        var random = SeededGenerator(seed: 53)
        let pieces = [
            "+CMT:", "+CMGS=", ",", "\"", " ", "0x", "07", "91", "A", "ff", ":", "\n", "\\r\\n", "é", "28", Self.pdu,
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            for found in PDUFinder.find(in: text) {
                #expect(found.hex.utf8.allSatisfy { Hex.decode(String(UnicodeScalar($0)) + "0") != nil }, "\(text)")
                #expect(found.line >= 1)
            }
        }
    }
}
