import SMS
import Testing

@Suite struct PDUDecoderTests {
    private func deliver(_ hex: String, _ options: DecodeOptions = .strict) throws -> (Deliver, DecodedPDU) {
        let decoded = try PDUDecoder.decode(hex: hex, options: options)
        guard case .deliver(let deliver) = decoded.tpdu else { throw Unexpected() }
        return (deliver, decoded)
    }

    private func submit(_ hex: String, _ options: DecodeOptions = .strict) throws -> (Submit, DecodedPDU) {
        let decoded = try PDUDecoder.decode(hex: hex, options: options)
        guard case .submit(let submit) = decoded.tpdu else { throw Unexpected() }
        return (submit, decoded)
    }

    private func report(_ hex: String, _ options: DecodeOptions = .strict) throws -> (StatusReport, DecodedPDU) {
        let decoded = try PDUDecoder.decode(hex: hex, options: options)
        guard case .statusReport(let report) = decoded.tpdu else { throw Unexpected() }
        return (report, decoded)
    }

    private struct Unexpected: Error {}

    @Test func aDeliver() throws {
        let hex = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
        let (deliver, decoded) = try deliver(hex)
        #expect(decoded.smsc == Address(number: "+27381000015", typeOfNumber: 1, numberingPlan: 1))
        #expect(deliver.originator == Address(number: "27838890001", typeOfNumber: 4, numberingPlan: 8))
        #expect(deliver.timestamp?.description == "1999-03-29T15:16:59+02:00")
        #expect(deliver.userData.text == "hellohello")
        #expect(deliver.userData.encoding == .gsm7)
        #expect(!deliver.hasMoreMessages)
        #expect(!deliver.replyPath)
        #expect(decoded.warnings == [])
        #expect(try PDUDecoder.decode(hex: hex.lowercased()) == decoded)
    }

    @Test func theBitsOfADeliver() throws {
        let rest = "04812143000011208211050500" + "00"
        #expect(try deliver("0000" + rest).0.hasMoreMessages)
        #expect(try deliver("00A4" + rest).0.replyPath)
        #expect(try deliver("00A4" + rest).0.statusReportIndication)
        #expect(try deliver("0007" + rest).0.userData.text == "", "the reserved type is a deliver")
    }

    @Test func aSubmit() throws {
        let (submit, decoded) = try submit("0011000B916407281553F80000AA0AE8329BFD4697D9EC37")
        #expect(decoded.smsc == nil)
        #expect(submit.destination.number == "+46708251358")
        #expect(submit.validity == .relative(RelativeValidity(octet: 0xAA)))
        #expect(submit.userData.text == "hellohello")
        #expect(!submit.requestsStatusReport)
        #expect(!submit.rejectsDuplicates)
    }

    @Test(
        arguments: [
            ("01", "", nil), ("09", "01020304050607", .enhanced([1, 2, 3, 4, 5, 6, 7])),
            ("11", "00", .relative(RelativeValidity(octet: 0))),
            ("19", "1120821105050A", .absolute(ServiceCentreTime(unixSeconds: 1_298_911_850, quarterHours: -20))),
        ] as [(String, String, ValidityPeriod?)]
    )
    func validities(first: String, octets: String, validity: ValidityPeriod?) throws {
        let (submit, decoded) = try submit("00\(first)2A0481214300F6\(octets)02AABB")
        #expect(submit.validity == validity)
        #expect(submit.messageReference == 42)
        #expect(submit.userData.data == [0xAA, 0xBB])
        #expect(submit.userData.text == nil)
        #expect(decoded.warnings == [])
    }

    @Test func theBitsOfASubmit() throws {
        let (submit, _) = try submit("00A5FF048121430000" + "00")
        #expect(submit.rejectsDuplicates)
        #expect(submit.requestsStatusReport)
        #expect(submit.replyPath)
    }

    @Test func anImpossibleValidityIsLeftOut() throws {
        let (submit, decoded) = try submit("00192A0481214300F6FFFFFFFFFFFFFF0141")
        #expect(submit.validity == nil)
        #expect(submit.userData.data == [0x41])
        #expect(decoded.warnings == [.badTimestamp])
    }

    private let reportHead = "00062A048121431120821105050A1120821106000A"

    @Test func aStatusReport() throws {
        let (report, decoded) = try report(reportHead + "00")
        #expect(report.messageReference == 42)
        #expect(report.recipient.number == "1234")
        #expect(report.timestamp?.unixSeconds == 1_298_911_850)
        #expect(report.status?.octet == 0)
        #expect(report.protocolIdentifier == nil)
        #expect(report.dataCoding == nil)
        #expect(report.userData == nil)
        #expect(decoded.warnings == [.badTimestamp], "its discharge has minute 60")
        #expect(report.dischargeTime == nil)
    }

    @Test func parametersOfAStatusReport() throws {
        let head = "00022A048121431120821105050A1120821115000A46"
        let all = try report(head + "077F0803004100")
        #expect(all.0.hasMoreMessages)
        #expect(all.0.protocolIdentifier == 0x7F)
        #expect(all.0.dataCoding?.octet == 8)
        #expect(all.0.userData?.text == "A")
        #expect(all.1.warnings == [.oddUCS2])
        #expect(all.0.dischargeTime?.description == "2011-02-28T11:51:00-05:00")

        let extended = try report(head + "840001" + "41")
        #expect(extended.0.userData?.text == "A")
        #expect(extended.0.dataCoding == nil)
        #expect(extended.1.warnings == [])

        for cut in ["01", "02", "04", "80", "0300"] {
            #expect(try report(head + cut).1.warnings == [.parametersTruncated], "\(cut)")
        }
        #expect(try report(head + "0411").1.warnings == [.userDataTruncated])
        #expect(try report(head + "0000").1.warnings == [.trailingOctets])
    }

    @Test func aReportWithoutStatus() throws {
        let hex = "00062A048121431120821105050A1120821115000A"
        let (report, decoded) = try report(hex, .inbox)
        #expect(report.status == nil)
        #expect(decoded.warnings == [.statusMissing])
        #expect { try report2(hex) } throws: {
            let error = $0 as? DecodeError
            return error?.code == .truncated && error?.field == "TP-ST" && error?.partial.address?.number == "1234"
                && error?.partial.messageReference == 42 && error?.partial.dischargeTime != nil
        }
    }

    private func report2(_ hex: String) throws -> DecodedPDU { try PDUDecoder.decode(hex: hex) }

    private let head = "0004048121430000" + "1120821105050A"

    /// A deliver with a header: first octet, TP-DCS, TP-UDL and TP-UD.
    private func withHeader(_ coding: String, _ userData: String) -> String {
        "004404812143" + "00" + coding + "1120821105050A" + userData
    }

    @Test(
        arguments: [
            // "AB" behind a concatenation element: 6 octets are 7 septets with one fill bit
            ("00", "09" + "0500034C0201" + "8242", "AB", "4C0201"),
            // behind a 16-bit reference: 7 octets are 8 septets
            ("00", "0A" + "06080401020201" + "4121", "AB", "01020201"),
            ("08", "08" + "0500034C0201" + "0041", "A", "4C0201"),
            ("04", "08" + "0500034C0201" + "0041", nil, "4C0201"),
        ] as [(String, String, String?, String)]
    )
    func headers(coding: String, userData: String, text: String?, element: String) throws {
        let (deliver, decoded) = try deliver(withHeader(coding, userData))
        #expect(deliver.userData.text == text)
        #expect(deliver.userData.header.map { Hex.encode($0.data) } == [element])
        #expect(deliver.userData.concatenation != nil)
        #expect(decoded.warnings == [])
    }

    @Test func theLastPossibleElementCounts() throws {
        let header =
            "0003010201" + "0003020302" + "0804000A0101" + "0003FF0203" + "0003FF0000" + "000201FF" + "040207E4"
        let length = String(header.utf8.count / 2, radix: 16)
        let total = String(header.utf8.count / 2 + 1, radix: 16)
        let (deliver, _) = try deliver(withHeader("04", total + length + header))
        let expected = Concatenation(reference: 10, total: 1, sequence: 1, referenceBits: 16)
        #expect(deliver.userData.concatenation == expected)
        #expect(deliver.userData.ports == ApplicationPorts(destination: 7, source: 0xE4, bits: 8))
        #expect(deliver.userData.header.count == 7)
        #expect(!deliver.isConversation)
    }

    @Test func portsOf16Bits() throws {
        let (deliver, _) = try deliver(withHeader("04", "08" + "0605040B8423F0" + "41"))
        #expect(deliver.userData.ports == ApplicationPorts(destination: 2948, source: 9200, bits: 16))
        #expect(deliver.userData.data == [0x41])
    }

    @Test func userDataThatIsTooShort() throws {
        let cut = try deliver(head + "0A" + "E8329BFD")
        #expect(cut.0.userData.text == "hell")
        #expect(cut.1.warnings == [.userDataTruncated])
        let none = try deliver(head + "0A")
        #expect(none.0.userData.text == "")
        #expect(none.1.warnings == [.userDataTruncated])
    }

    @Test func octetsBehind() throws {
        let (deliver, decoded) = try deliver(head + "01" + "4141")
        #expect(deliver.userData.text == "A")
        #expect(decoded.warnings == [.trailingOctets])
    }

    @Test func aSeptetThatOnlyFillsIsNotRead() throws {
        // Seven characters leave seven bits over; an eighth `@` is read only where TP-UDL says so.
        #expect(try deliver(head + "07" + "41E19058341E01").0.userData.text?.count == 7)
        #expect(try deliver(head + "08" + "41E19058341E01").0.userData.text?.last == "@")
    }

    @Test func emptyHeaders() throws {
        #expect(try deliver(withHeader("00", "00")).1.warnings == [.emptyHeader])
        let zero = try deliver(withHeader("08", "03000041"))
        #expect(zero.0.userData.text == "A")
        #expect(zero.1.warnings == [.emptyHeader])
    }

    @Test func unreadableText() throws {
        let compressed = try deliver("0004048121430020" + "1120821105050A" + "02AABB")
        #expect(compressed.0.userData.text == nil)
        #expect(compressed.0.userData.data == [0xAA, 0xBB])
        #expect(compressed.1.warnings == [.compressed])

        let surrogate = try deliver("0004048121430008" + "1120821105050A" + "06D83D0041DE00")
        #expect(surrogate.0.userData.text == "\u{FFFD}A\u{FFFD}")
        let pair = try deliver("0004048121430008" + "1120821105050A" + "04D83DDE00")
        #expect(pair.0.userData.text == "😀")
    }

    @Test func aByteOrderMarkIsDroppedByTheInbox() throws {
        let hex = "0004048121430008" + "1120821105050A" + "04FEFF0041"
        #expect(try deliver(hex).0.userData.text?.unicodeScalars.count == 2)
        #expect(try deliver(hex, .inbox).0.userData.text == "A")
    }

    @Test func anUnknownLanguageIsReadWithTheDefaultTable() throws {
        let (deliver, decoded) = try deliver(withHeader("00", "07" + "03240163" + "080200"))
        #expect(deliver.userData.text == "A@")
        #expect(decoded.warnings == [.nationalLanguage])
    }

    @Test func anImpossibleTimestamp() throws {
        let (deliver, decoded) = try deliver("0004048121430000" + "FFFFFFFFFFFFFF" + "0141")
        #expect(deliver.timestamp == nil)
        #expect(deliver.userData.text == "A")
        #expect(decoded.warnings == [.badTimestamp])
    }

    @Test func anOddLastDigit() throws {
        let hex = head + "0141" + "0"
        #expect(try deliver(hex, .inbox).1.warnings == [.oddHex])
        #expect { try PDUDecoder.decode(hex: hex) } throws: { ($0 as? DecodeError)?.code == .badHex }
    }

    @Test(
        arguments: [
            ("07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37", 28, "+27381000015"),
            ("040BC87238880900F10000993092516195800AE8329BFD4697D9EC37", 28, nil),
            ("00040BC87238880900F10000993092516195800AE8329BFD4697D9EC37", 28, nil),
        ] as [(String, Int, String?)]
    )
    func theLengthTellsOfTheServiceCentre(hex: String, length: Int, smsc: String?) throws {
        let decoded = try PDUDecoder.decode(hex: hex, tpduLength: length)
        #expect(decoded.smsc?.number == smsc)
        #expect(decoded.tpdu.address?.number == "27838890001")
        #expect(decoded.tpdu.userData?.text == "hellohello")
    }

    @Test func whatIsNoConversation() throws {
        func isConversation(_ identifier: String, _ coding: String) throws -> Bool {
            try deliver("000404812143" + identifier + coding + "1120821105050A00").0.isConversation
        }
        #expect(try isConversation("00", "00"))
        #expect(try isConversation("FF", "10"))
        #expect(try !isConversation("40", "00"))
        #expect(try !isConversation("7F", "F6"))
        #expect(try !isConversation("00", "C8"))
        #expect(try !isConversation("00", "F6"))
    }
}
