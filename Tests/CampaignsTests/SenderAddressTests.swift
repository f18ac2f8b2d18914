import Campaigns
import Testing

@Suite
struct SenderAddressTests {
    static let people: [(String, UInt8, String?, String)] = [
        ("4915112345678", 1, "DE", "+4915112345678"),
        ("+4915112345678", 0, nil, "+4915112345678"),
        ("015112345678", 0, "DE", "+4915112345678"),
        ("15112345678", 2, "DE", "+4915112345678"),
        ("4915112345678", 0, "DE", "+4915112345678"),
        ("447400123456", 0, "DE", "+447400123456"),
        ("004915112345678", 0, "DE", "+4915112345678"),
        ("491511234001", 1, nil, "+491511234001"),
    ]

    @Test(arguments: people)
    func peopleAreKnownByOneNumber(text: String, type: UInt8, region: String?, expected: String) {
        #expect(SenderAddress(text, typeOfNumber: type, region: region).number?.e164 == expected)
    }

    static let services: [(String, UInt8)] = [
        ("INFO", 5), ("4915112345678", 5), ("72345", 0), ("123456", 3), ("80888", 6), ("", 0), ("*100#", 0),
    ]

    @Test(arguments: services)
    func servicesAreKeptAsReceived(text: String, type: UInt8) {
        #expect(SenderAddress(text, typeOfNumber: type, region: "DE") == .service(text))
    }
}
