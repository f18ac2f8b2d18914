import SMS
import Testing

@Suite struct DecodeErrorTests {
    private func failure(_ hex: String, _ options: DecodeOptions = .strict) -> DecodeError? {
        do throws(DecodeError) {
            _ = try PDUDecoder.decode(hex: hex, options: options)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("", "SMSC", 0), ("07", "SMSC", 0), ("0791", "SMSC", 0), ("00", "the first octet", 1), ("0004", "TP-OA", 2),
        ("000404", "TP-OA", 2), ("00040481", "TP-OA", 2), ("0004048121", "TP-OA", 2), ("000404812143", "TP-PID", 6),
        ("00040481214300", "TP-DCS", 7), ("0004048121430000", "TP-SCTS", 8), ("000404812143000011", "TP-SCTS", 8),
        ("00040481214300001120821105050A", "TP-UDL", 15), ("0001", "TP-MR", 2), ("000100", "TP-DA", 3),
        ("0011000481214300F6", "TP-VP", 9), ("0019000481214300F60102", "TP-VP", 9),
        ("00062A04812143112082110505", "TP-SCTS", 7), ("00062A048121431120821105050A", "TP-DT", 14),
        ("00062A048121431120821105050A1120821105050A", "TP-ST", 21),
    ])
    func truncatedEverywhere(hex: String, field: String, offset: Int) {
        let error = failure(hex)
        #expect(error?.code == .truncated)
        #expect(error?.field == field)
        #expect(error?.offset == offset)
        #expect(error?.message.contains(field) == true)
    }

    @Test(arguments: [
        ("0C91000000000000000000000000", "SMSC", 0), ("FF", "SMSC", 0), ("00041581", "TP-OA", 2),
        ("0004FF", "TP-OA", 2),
        ("0001001591", "TP-DA", 3),
    ])
    func addressesThatAreTooLong(hex: String, field: String, offset: Int) {
        let error = failure(hex)
        #expect(error?.code == .badAddress)
        #expect(error?.field == field)
        #expect(error?.offset == offset)
    }

    @Test(arguments: [
        // the header is longer than the user data
        ("04" + "05000301", 16), ("01" + "05", 16), ("08" + "FF00034C02010041", 16),
        // elements that run over its end
        ("08" + "0500044C02010041", 17), ("04" + "01000041", 17), ("05" + "0270010041", 17),
    ])
    func headersThatDoNotFit(userData: String, offset: Int) {
        let error = failure("004404812143000811208211050500" + userData)
        #expect(error?.code == .badHeader)
        #expect(error?.offset == offset)
        #expect(error?.partial.address?.number == "1234")
        #expect(error?.partial.timestamp != nil)
        #expect(error?.partial.dataCoding?.octet == 8)
    }

    @Test func theInboxLeavesOutABrokenElement() throws {
        let hex = "004404812143000811208211050500" + "08" + "0500044C02010041"
        let decoded = try PDUDecoder.decode(hex: hex, options: .inbox)
        #expect(decoded.tpdu.userData?.text == "A")
        #expect(decoded.tpdu.userData?.header == [])
        #expect(decoded.warnings == [.brokenHeader])
    }

    @Test(arguments: [("0004", Direction.submit), ("0001", .deliver), ("0002", .deliver), ("0003", .statusReport)])
    func notTheTypeThatWasAsked(hex: String, direction: Direction) {
        let error = failure(hex + "048121430000112082110505000141", DecodeOptions(direction: direction))
        #expect(error?.code == .wrongType)
        #expect(error?.offset == 1)
    }

    @Test func theReservedTypeIsADeliver() throws {
        let options = DecodeOptions(direction: .deliver)
        let decoded = try PDUDecoder.decode(hex: "000304812143000011208211050500" + "0141", options: options)
        #expect(decoded.tpdu.direction == .deliver)
    }

    @Test(arguments: ["0", "000", "0x04", "00 04", "GG", "0004\n"])
    func notHexadecimal(hex: String) {
        #expect(failure(hex)?.code == .badHex)
    }

    @Test func theSenderOfABrokenPDUIsKept() {
        let error = failure("07917283010010F5040BC87238880900F1000099309251")
        #expect(error?.code == .truncated)
        #expect(error?.partial.smsc?.number == "+27381000015")
        #expect(error?.partial.direction == .deliver)
        #expect(error?.partial.address?.number == "27838890001")
        #expect(error?.partial.protocolIdentifier == 0)
        #expect(error?.description == "the PDU ends inside TP-SCTS")
    }
}
