import SMS
import Testing

@Suite struct DeliverEncoderTests {
    private let noon = ServiceCentreTime(unixSeconds: 922_713_419, quarterHours: 8)

    @Test func aDeliver() throws {
        let sender = Address(number: "27838890001", typeOfNumber: 4, numberingPlan: 8)
        let smsc = try Address("+27381000015")
        let message = try DeliverEncoder.encode(DeliverRequest(from: sender, text: "hellohello", at: noon, smsc: smsc))
        let pdu = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
        #expect(message.segments == [EncodedSegment(pdu: pdu, tpduLength: 28, sequence: 1, total: 1)])
    }

    @Test func aNamedSenderAndWaitingMessages() throws {
        let sender = try Address(alphanumeric: "Clinic")
        var request = DeliverRequest(from: sender, content: .text("zdrowie ż", .auto), at: noon)
        request.hasMoreMessages = true
        request.protocolIdentifier = 0x41
        request.messageClass = 1
        let segment = try DeliverEncoder.encode(request).segments[0]
        let decoded = try PDUDecoder.decode(hex: segment.pdu)
        guard case .deliver(let deliver) = decoded.tpdu else {
            Issue.record("not a deliver")
            return
        }
        #expect(deliver.originator == sender)
        #expect(deliver.hasMoreMessages)
        #expect(deliver.protocolIdentifier == 0x41)
        #expect(deliver.dataCoding.messageClass == 1)
        #expect(deliver.userData.text == "zdrowie ż")
        #expect(deliver.timestamp == noon)
    }

    @Test func partsOfALongMessage() throws {
        let text = String(repeating: "na ", count: 60)
        let request = DeliverRequest(from: try Address("+491701"), text: text, at: noon, reference: 5)
        let message = try DeliverEncoder.encode(request)
        #expect(message.segments.count == 2)
        var parts: [MessagePart] = []
        for segment in message.segments {
            let decoded = try PDUDecoder.decode(hex: segment.pdu, tpduLength: segment.tpduLength)
            parts.append(try #require(decoded.tpdu.userData.flatMap { MessagePart($0) }))
        }
        #expect(Reassembly.join(parts, total: 2).text == text)
    }
}
