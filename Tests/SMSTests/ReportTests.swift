import SMS
import Testing

@Suite struct ReportTests {
    private func submitReport(_ hex: String, _ options: DecodeOptions = .acknowledgement) throws -> SubmitReport? {
        guard case .submitReport(let report) = try PDUDecoder.decode(hex: hex, options: options).tpdu else {
            return nil
        }
        return report
    }

    private func deliverReport(_ hex: String) throws -> DeliverReport? {
        let options = DecodeOptions(direction: .deliverReport, hasServiceCentre: false)
        guard case .deliverReport(let report) = try PDUDecoder.decode(hex: hex, options: options).tpdu else {
            return nil
        }
        return report
    }

    @Test func submitReports() throws {
        let accepted = try submitReport("010011208211050500")
        #expect(accepted?.timestamp?.description == "2011-02-28T11:50:50+00:00")
        #expect(accepted?.isAccepted == true)
        let refused = try submitReport("01C50011208211050500")
        #expect(refused?.failureCause?.octet == 0xC5)
        #expect(refused?.failureCause?.meaning == "rejected as a duplicate")
        #expect(refused?.isAccepted == false)
        let full = try submitReport("0107112082110505003F00024121")
        #expect(full?.protocolIdentifier == 0x3F)
        #expect(full?.dataCoding?.octet == 0)
        #expect(full?.userData?.text == "AB")
    }

    @Test func deliverReports() throws {
        #expect(try deliverReport("0000") == DeliverReport())
        let refused = try deliverReport("00D30600024121")
        #expect(refused?.failureCause?.octet == 0xD3)
        #expect(refused?.dataCoding?.octet == 0)
        #expect(refused?.userData?.text == "AB")
    }

    @Test func theFormCanBeSaid() throws {
        let options = DecodeOptions(direction: .submitReport, hasServiceCentre: false, isError: true)
        #expect(try submitReport("01220011208211050500", options)?.failureCause?.octet == 0x22)
    }

    @Test func brokenReports() {
        let error = #expect(throws: DecodeError.self) { try submitReport("01C5001120") }
        #expect(error?.code == .truncated)
        #expect(error?.field == "TP-SCTS")
        #expect(error?.offset == 3)
        #expect(error?.partial.failureCause?.octet == 0xC5)
        let wrong = #expect(throws: DecodeError.self) { try submitReport("000011208211050500") }
        #expect(wrong?.code == .wrongType)
    }

    @Test func throughTheLineProtocol() {
        let line = #"{"op":"decode","pdu":"01C50011208211050500","smsc":false,"direction":"submit-report"}"#
        let answer = JSONLines.answer(to: line) ?? ""
        #expect(answer.contains(#""type":"submit-report","smsc":null,"address":null"#))
        #expect(answer.contains(#""failure_cause":197,"scts":"2011-02-28T11:50:50+00:00""#))
    }
}
