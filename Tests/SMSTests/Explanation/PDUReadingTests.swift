import SMS
import Testing

@Suite struct PDUReadingTests {
    private static let centre = "07917283010010F5"
    private static let deliver = "040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
    private static let submit = "11000B916407281553F80000AA0AE8329BFD4697D9EC37"

    private func text(_ reading: PDUReading) -> String? { reading.explanation.decoded?.tpdu.userData?.text }

    @Test func withServiceCentre() throws {
        let reading = try PDUReading(hex: Self.centre + Self.deliver)
        #expect(text(reading) == "hellohello")
        #expect(reading.remark == nil)
    }

    @Test(arguments: [deliver, submit])
    func withoutServiceCentre(hex: String) throws {
        let reading = try PDUReading(hex: hex)
        #expect(text(reading) == "hellohello")
        #expect(reading.remark?.contains("without a service centre") == true)
        #expect(!reading.explanation.options.hasServiceCentre)
    }

    @Test func theLengthOfTheModemDecides() throws {
        #expect(try PDUReading(hex: Self.deliver, tpduLength: 28).remark == nil)
        #expect(try PDUReading(hex: Self.centre + Self.deliver, tpduLength: 28).remark == nil)
        let cut = try PDUReading(hex: String((Self.centre + Self.deliver).dropLast(4)), tpduLength: 28)
        #expect(cut.remark?.contains("announced 28 octets") == true)
        let wrong = try PDUReading(hex: Self.centre + Self.deliver, tpduLength: 36)
        #expect(wrong.remark?.contains("read with a service centre") == true)
    }

    @Test func whatIsAskedForIsDone() throws {
        #expect(text(try PDUReading(hex: Self.deliver, hasServiceCentre: true)) != "hellohello")
        #expect(try PDUReading(hex: Self.deliver, hasServiceCentre: false).remark == nil)
        let reading = try PDUReading(hex: Self.centre + Self.deliver, direction: .submit)
        #expect(reading.explanation.error?.code == .wrongType)
    }

    @Test func aBrokenPDUKeepsItsFirstReading() throws {
        let reading = try PDUReading(hex: String((Self.centre + Self.deliver).prefix(50)))
        #expect(reading.explanation.options.hasServiceCentre)
        #expect(reading.explanation.error?.field == "TP-SCTS")
    }

    /// Read without a service centre it would come from another number, with warnings.
    @Test(arguments: [nil, 20])
    func aCutPDUIsNotReadAsAnother(tpduLength: Int?) throws {
        let reading = try PDUReading(hex: "0004038121F3000062113280740000", tpduLength: tpduLength)
        #expect(reading.explanation.error?.partial.address?.number == "123")
        #expect(reading.explanation.error?.field == "TP-UDL")
    }

    @Test(arguments: ["00010011112061700040", "010011112061700040"])
    func acknowledgement(hex: String) throws {
        let reading = try PDUReading(hex: hex, tpduLength: hex.count / 2, direction: .submitReport)
        guard case .submitReport(let report)? = reading.explanation.decoded?.tpdu else {
            Issue.record("read as \(reading.explanation.result)")
            return
        }
        #expect(report.timestamp?.description.hasPrefix("2011-11-02") == true)
    }

    @Test func noHex() {
        #expect(throws: DecodeError.self) { try PDUReading(hex: "hello") }
    }
}
