import SMS
import Testing

@Suite struct DeliveryStatusTests {
    @Test(
        arguments: [
            (0x00, .delivered), (0x1F, .delivered), (0x20, .pending), (0x3F, .pending), (0x40, .failedPermanent),
            (0x5F, .failedPermanent), (0x60, .failedTemporary), (0x7F, .failedTemporary), (0x80, .failedTemporary),
            (0xFF, .failedTemporary),
        ] as [(UInt8, StatusClass)]
    )
    func classesByRange(octet: UInt8, statusClass: StatusClass) {
        #expect(DeliveryStatus(octet: octet).statusClass == statusClass)
        #expect(statusClass.isFinal == (statusClass != .pending))
    }

    @Test(
        arguments: [
            (0x00, "received by the phone"), (0x25, "still trying: error in the phone"),
            (0x46, "given up: validity period expired"), (0x49, "given up: unknown to the service centre"),
            (0x63, "not trying any more: service rejected"),
        ] as [(UInt8, String)]
    )
    func words(octet: UInt8, meaning: String) {
        #expect(DeliveryStatus(octet: octet).meaning == meaning)
    }

    @Test func everyOctetHasWordsOfItsClass() {
        for octet in UInt8(0)...255 {
            let meaning = DeliveryStatus(octet: octet).meaning
            switch StatusClass(status: octet) {
            case .pending: #expect(meaning.hasPrefix("still trying"))
            case .failedPermanent: #expect(meaning.hasPrefix("given up"))
            case .failedTemporary: #expect(meaning.hasPrefix("not trying any more"))
            case .delivered: #expect(!meaning.isEmpty)
            }
        }
    }
}
