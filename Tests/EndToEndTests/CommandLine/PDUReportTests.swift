import SMS
import Testing

@testable import smsbridge

@Suite("PDUs on a terminal")
struct PDUReportTests {
    private static let deliver = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"

    @Test(
        "no line is wider than the terminal, and each octet is shown",
        arguments: [
            deliver, "0031000D91945111325476F80008A71A0047007200FC00DF006500200061006E00201F0C006C006C0065",
            "0044048121430000112082110505000A0700034C0201418242",
            "00064E0C81214365870921112062215152801120622161718000",
            String(deliver.prefix(48)),
        ],
        [false, true]
    )
    func width(hex: String, isFull: Bool) throws {
        let report = PDUReport(explanation: try PDUExplanation(hex: hex), isFull: isFull)
        for line in report.lines {
            #expect(TerminalText.width(line) <= 80, "\(line)")
            #expect(!line.contains("\u{1B}"))
            #expect(!line.contains("\u{E000}"))
        }
    }

    @Test("a clean message begins with what it says")
    func head() throws {
        let lines = PDUReport(explanation: try PDUExplanation(hex: Self.deliver)).lines
        #expect(lines.first == "SMS-DELIVER, a received message, 36 octets")
        #expect(lines.contains("  from       27838890001"))
        #expect(lines.contains("  text       hellohello"))
        #expect(lines.contains { $0.contains(".... .1..") && $0.contains("TP-MMS") })
    }

    @Test("a broken one says where it broke, and what to do")
    func fault() throws {
        let lines = PDUReport(explanation: try PDUExplanation(hex: String(Self.deliver.prefix(48)))).lines
        #expect(lines.first == "a PDU that cannot be read, 24 octets")
        #expect(lines.contains("  number     27838890001"))
        #expect(lines.contains("  fault      octet 19, TP-SCTS: the PDU ends inside TP-SCTS"))
        #expect(lines.contains { $0.hasPrefix("  to do      the end is missing") })
    }

    @Test("what a sender put into a text cannot command the terminal")
    func harmless() throws {
        let request = SubmitRequest(to: try Address("+491511234567"), text: "a\u{1B}[2Jb", encoding: .ucs2)
        let pdu = try #require(try SubmitEncoder.encode(request).segments.first?.pdu)
        let lines = PDUReport(explanation: try PDUExplanation(hex: pdu)).lines
        #expect(!lines.contains { $0.contains("\u{1B}") })
        #expect(lines.contains { $0.contains("a�[2Jb") })
    }

    @Test("a preview names the characters, and what saves segments")
    func preview() {
        let report = PDUPreviewReport(text: "a – b", encoding: .auto, referenceBits: 8, national: nil)
        let lines = report.lines(width: 80, colours: false)
        #expect(lines.first == "1 segment, UCS-2: 5 UTF-16 units, 65 of 70 left")
        #expect(lines.contains("–          U+2013         3      1"))
        #expect(lines.last == "with --transliterate: 1 segment, GSM 7-bit (– to -)")
    }

    @Test("the parts of one message are joined, in any order")
    func joining() throws {
        let request = DeliverRequest(
            from: try Address("+491511234567"),
            text: String(repeating: "x", count: 170),
            at: ServiceCentreTime(unixSeconds: 0, quarterHours: 0)
        )
        let parts = try DeliverEncoder.encode(request).segments
        var joining = PDUJoining()
        for part in parts.reversed() {
            #expect(joining.lines(width: 200).isEmpty)
            joining.add(try PDUDecoder.decode(hex: part.pdu))
        }
        #expect(joining.lines(width: 200).last == "  " + String(repeating: "x", count: 170))
    }

    @Test("languages are named by their letters, name or identifier", arguments: ["tr", "Turkish", "1"])
    func language(name: String) {
        #expect(NationalLanguage(argument: name) == .turkish)
        #expect(NationalLanguage(argument: "xx") == nil)
    }
}
