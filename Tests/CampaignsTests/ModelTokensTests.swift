import Campaigns
import Testing

@Suite struct ModelTokensTests {
    @Test(
        arguments: [
            ("0.00015", 150), ("1", 1_000_000), ("0", 0), ("1000", 1_000_000_000), ("0.0000001", nil), ("-1", nil),
            ("1000.000001", nil), ("", nil), (".5", nil), ("1.", nil), ("1,5", nil),
        ] as [(String, Int64?)]
    )
    func prices(text: String, millionths: Int64?) {
        #expect(TokenPrice.millionths(text) == millionths)
    }

    @Test func aThousandTokensCostThePrice() {
        let price = TokenPrice(input: 150, output: 600)
        #expect(price.price(input: 1000, output: 1000) == 750)
        #expect(price.price(input: 10, output: 0) == 2)
        #expect(price.price(input: -5, output: 0) == 0)
    }

    @Test func whatHasAPriceIsKeptBesideWhatHasNone() {
        var sum = ModelTokens(input: 1, output: 2)
        sum += ModelTokens(input: 10, output: 20, price: 7)
        #expect(sum == ModelTokens(input: 11, output: 22, price: 7))
        sum += ModelTokens(input: 1, output: 1)
        #expect(sum.price == 7)
    }

    @Test func notesAreBounded() {
        let notes = AgentNotes()
        for index in 0..<20 { notes.failed("\(index) " + String(repeating: "x", count: 300)) }
        #expect(notes.taken.errors.count == AgentNotes.mostErrors)
        #expect(notes.taken.errors.allSatisfy { $0.count <= 200 })
    }
}
