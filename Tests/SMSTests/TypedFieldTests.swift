import SMS
import Testing

/// What single octets say, against the tables of TS 23.040 and 23.038.
@Suite struct TypedFieldTests {
    @Test(
        arguments: [
            (0x00, .plain(protocol: 0)), (0x01, .plain(protocol: 1)), (0x1F, .plain(protocol: 0x1F)),
            (0x20, .telematic(device: 0)), (0x32, .telematic(device: 18)), (0x3F, .telematic(device: 31)),
            (0x40, .silent),
            (0x41, .replace(number: 1)), (0x47, .replace(number: 7)), (0x48, .deviceTriggering), (0x49, .reserved),
            (0x5D, .reserved), (0x5E, .enhancedMessage), (0x5F, .returnCall), (0x60, .reserved), (0x7B, .reserved),
            (0x7C, .ansi136), (0x7D, .deviceDataDownload), (0x7E, .deviceDepersonalization), (0x7F, .simDataDownload),
            (0x80, .reserved), (0xBF, .reserved), (0xC0, .serviceCentreSpecific(0)), (0xFF, .serviceCentreSpecific(63)),
        ] as [(UInt8, ProtocolIdentifier.Meaning)]
    )
    func protocolIdentifiers(octet: UInt8, meaning: ProtocolIdentifier.Meaning) {
        #expect(ProtocolIdentifier(octet: octet).meaning == meaning)
    }

    @Test(
        arguments: [
            (0x00, .general), (0x3F, .general), (0x40, .automaticDeletion), (0x7F, .automaticDeletion),
            (0x80, .reserved),
            (0xBF, .reserved), (0xC0, .waitingDiscard), (0xD7, .waitingStore), (0xEF, .waitingStoreUCS2),
            (0xF0, .codingAndClass), (0xFF, .codingAndClass),
        ] as [(UInt8, DataCoding.Group)]
    )
    func codingGroups(octet: UInt8, group: DataCoding.Group) {
        #expect(DataCoding(octet: octet).group == group)
    }

    @Test(
        arguments: [
            ([0x00, 9, 9, 9, 9, 9, 9], .none, false),
            ([0x01, 0xA7, 0, 0, 0, 0, 0], .relative(.init(octet: 0xA7)), false),
            ([0x42, 0x1E, 0, 0, 0, 0, 0], .seconds(30), true), ([0x02, 0, 0, 0, 0, 0, 0], .reserved, false),
            ([0x03, 0x32, 0x95, 0x01, 0, 0, 0], .time(hours: 23, minutes: 59, seconds: 10), false),
            ([0x03, 0x99, 0x06, 0x00, 0, 0, 0], .reserved, false),
            ([0x03, 0x00, 0x00, 0x06, 0, 0, 0], .reserved, false),
            ([0x03, 0x0A, 0x00, 0x00, 0, 0, 0], .reserved, false),
            ([0x03, 0x00, 0xA0, 0x00, 0, 0, 0], .reserved, false),
            ([0x03, 0x99, 0x95, 0x95, 0, 0, 0], .time(hours: 99, minutes: 59, seconds: 59), false),
            ([0x04, 0, 0, 0, 0, 0, 0], .reserved, false), ([0xC1, 0, 0, 0, 0, 0, 0], .reserved, true),
        ] as [([UInt8], EnhancedValidity.Period, Bool)]
    )
    func enhancedValidities(octets: [UInt8], period: EnhancedValidity.Period, isSingleShot: Bool) throws {
        let validity = try #require(EnhancedValidity(octets: octets))
        #expect(validity.period == period)
        #expect(validity.isSingleShot == isSingleShot)
        #expect(validity.octets == octets)
    }

    @Test(arguments: [0, 6, 8])
    func anEnhancedValidityHasSevenOctets(count: Int) {
        #expect(EnhancedValidity(octets: [UInt8](repeating: 0, count: count)) == nil)
    }

    @Test(
        arguments: [
            (0x80, "telematic interworking is not supported"), (0x81, "short message type 0 is not supported"),
            (0x82, "the short message cannot be replaced"), (0x83, "a reserved cause"),
            (0x8F, "unspecified TP-PID error"),
            (0x90, "the alphabet of TP-DCS is not supported"), (0x91, "the message class is not supported"),
            (0x9F, "unspecified TP-DCS error"), (0xA0, "the command cannot be carried out"),
            (0xA1, "the command is not supported"), (0xAF, "unspecified TP-Command error"),
            (0xB0, "the TPDU is not supported"), (0xC0, "the service centre is busy"),
            (0xC1, "no subscription with the service centre"), (0xC2, "the service centre's system failed"),
            (0xC3, "the address is not valid"), (0xC4, "the destination is barred"), (0xC5, "rejected as a duplicate"),
            (0xC6, "the format of TP-VP is not supported"), (0xC7, "TP-VP is not supported"),
            (0xD0, "the SIM's message storage is full"), (0xD1, "the SIM cannot store messages"),
            (0xD2, "error in the phone"), (0xD3, "the phone's memory is full"),
            (0xD4, "the SIM application toolkit is busy"), (0xD5, "data download to the SIM failed"),
            (0xD6, "a reserved cause"), (0xE0, "a cause of this application"), (0xFE, "a cause of this application"),
            (0xFF, "unspecified error"), (0x00, "a reserved cause"),
        ] as [(UInt8, String)]
    )
    func failureCauses(octet: UInt8, meaning: String) {
        #expect(FailureCause(octet: octet).meaning == meaning)
    }

    @Test func acknowledgementsAreAcceptedOrRefused() throws {
        let accepted = try PDUDecoder.decode(hex: "000000", options: DecodeOptions(direction: .deliverReport))
        let refused = try PDUDecoder.decode(
            hex: "0001D3" + "01" + "42101061504080" + "7F",
            options: DecodeOptions(direction: .submitReport)
        )
        guard case .deliverReport(let deliver) = accepted.tpdu, case .submitReport(let submit) = refused.tpdu else {
            Issue.record("other types")
            return
        }
        #expect(deliver == DeliverReport())
        #expect(deliver.isAccepted)
        let expected = SubmitReport(
            failureCause: FailureCause(octet: 0xD3),
            parameterIndicator: 1,
            timestamp: ServiceCentreTime(year: 2024, month: 1, day: 1, hour: 16, minute: 5, second: 4, quarterHours: 8),
            protocolIdentifier: 0x7F
        )
        #expect(submit == expected)
        #expect(!submit.isAccepted)
        #expect(accepted.tpdu.direction == .deliverReport)
        #expect(refused.tpdu.direction == .submitReport)
        #expect(refused.tpdu.address == nil)
        #expect(refused.tpdu.userData == nil)
    }

    /// A deliver whose header is the given elements, each with its length.
    private func header(_ elements: String) throws -> UserData {
        let octets = elements.utf8.count / 2
        let length = String(octets + 1, radix: 16)
        let start = (length.count == 1 ? "0" : "") + length + (octets < 16 ? "0" : "") + String(octets, radix: 16)
        let hex = "00440481214300" + "04" + "42101061504080" + start + elements
        return try #require(try PDUDecoder.decode(hex: hex).tpdu.userData)
    }

    @Test func theLastGoodElementOfAKindCounts() throws {
        let first = "22080B919471325476F8"
        let second = "2204049121F3"
        let address = Address(number: "+123", typeOfNumber: 1, numberingPlan: 1)
        #expect(try header(first).replyAddress?.number == "+49172345678")
        #expect(try header(first + second.replacing("22040491", with: "22040391")).replyAddress == address)
        #expect(try header(first + "2201" + "0B").replyAddress?.number == "+49172345678", "too short for an address")
        #expect(try header("0102" + "8005" + "0103" + "000000").specialIndications.map(\.count) == [5])
        #expect(try header("240101" + "250103").tables == ShiftTables(locking: .portuguese, single: .turkish))
        #expect(try header("240101" + "2402" + "0101" + "250102").tables == ShiftTables(single: .turkish))
        #expect(try header("240101" + "240102").tables == ShiftTables(single: .spanish))
        #expect(try header("250101" + "250103").tables == ShiftTables(locking: .portuguese))
    }

    @Test(
        arguments: [
            (0x00, .voicemail), (0x01, .fax), (0x02, .email), (0x03, .other), (0x07, .video), (0x04, .reserved(4)),
            (0x1F, .reserved(31)),
        ] as [(UInt8, SpecialIndication.Kind)]
    )
    func specialIndications(octet: UInt8, kind: SpecialIndication.Kind) {
        for profile in UInt8(0)...3 {
            for stored in [0x00, 0x80] as [UInt8] {
                let element = InformationElement(identifier: 1, data: [stored | profile << 5 | octet, 9])
                let expected = SpecialIndication(isStored: stored != 0, kind: kind, profile: profile, count: 9)
                #expect(element.kind == .specialIndication(expected))
            }
        }
    }
}
