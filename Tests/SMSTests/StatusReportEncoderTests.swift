import SMS
import Testing

@Suite struct StatusReportEncoderTests {
    @Test func whatIsWrittenIsRead() throws {
        let submitted = ServiceCentreTime(unixSeconds: 1_298_911_850, quarterHours: -20)
        let discharged = ServiceCentreTime(unixSeconds: 1_298_911_860, quarterHours: -20)
        var request = StatusReportRequest(
            recipient: try Address("1234"),
            messageReference: 42,
            status: 0x46,
            submittedAt: submitted,
            dischargedAt: discharged
        )
        let segment = try StatusReportEncoder.encode(request)
        #expect(segment.pdu == "00062A048121431120821105050A1120821115000A46")
        #expect(segment.tpduLength == 21)
        request.hasMoreMessages = true
        request.smsc = try Address("+27381000015")
        let decoded = try PDUDecoder.decode(hex: try StatusReportEncoder.encode(request).pdu)
        guard case .statusReport(let report) = decoded.tpdu else {
            Issue.record("not a status report")
            return
        }
        #expect(decoded.smsc?.number == "+27381000015")
        #expect(report.hasMoreMessages)
        #expect(report.recipient == request.recipient)
        #expect(report.messageReference == 42)
        #expect(report.timestamp == submitted)
        #expect(report.dischargeTime == discharged)
        #expect(report.status?.statusClass == .failedPermanent)
        #expect(decoded.warnings == [])
    }
}
