import Campaigns
import Foundation
import Testing

@Suite
struct AmountTests {
    static let amounts: [(String, Int?)] = [
        ("0", 0), ("50", 50_000), ("4.99", 4990), ("0.075", 75), ("1000000", 1_000_000_000), ("1000000.001", nil),
        ("12345678", nil), ("1.2345", nil), ("1.", nil), (".5", nil), ("-1", nil), ("1,50", nil), ("", nil),
        ("1e3", nil),
    ]

    @Test(arguments: amounts)
    func reads(text: String, thousandths: Int?) {
        let amount = Amount(text)
        #expect(amount?.thousandths == thousandths)
        if let amount { #expect(Amount(amount.description) == amount) }
    }

    @Test(arguments: [("4.99", "4.99"), ("50", "50.00"), ("0.07", "0.07"), (#""0.075""#, "0.075"), ("7.1", "7.10")])
    func fromJSON(json: String, written: String) throws {
        let amounts: [Amount] = try decoded("[\(json)]")
        #expect(amounts[0].description == written)
        #expect(try JSONDecoder().decode([Amount].self, from: JSONEncoder().encode(amounts)) == amounts)
    }
}
