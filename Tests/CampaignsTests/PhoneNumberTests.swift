import Campaigns
import Foundation
import Testing

@Suite
struct PhoneNumberTests {
    static let written: [(String, String?, String)] = [
        ("(415) 555-2671", "US", "+14155552671"),
        ("07400 123456", "GB", "+447400123456"),
        ("0044 7400 123456", "DE", "+447400123456"),
        ("+44 (0)20 7946 0958", "DE", "+442079460958"),
        ("tel:+49-151-12345678", "DE", "+4915112345678"),
        ("'+4915112345678", nil, "+4915112345678"),
        ("\u{202A}+49\u{A0}151\u{2011}12345678\u{202C}", nil, "+4915112345678"),
        ("＋４９１５１１２３４５６７８", nil, "+4915112345678"),
        ("0049 151 12345678", nil, "+4915112345678"),
        ("98765 43210", "IN", "+919876543210"),
        ("06 12345678", "it", "+390612345678"),
        ("612 34 56 78", "ES", "+34612345678"),
    ]

    @Test(arguments: written)
    func readsWhatPeopleWrite(raw: String, region: String?, expected: String) throws {
        #expect(try PhoneNumber(parsing: raw, region: region).e164 == expected)
    }

    static let refused: [(String, String?, PhoneNumberProblem)] = [
        ("", "DE", .empty),
        (" \u{A0}", "DE", .empty),
        ("4.47E+11", "GB", .scientificNotation),
        ("4,47E+11", "GB", .scientificNotation),
        ("4.47400123e+011", nil, .scientificNotation),
        ("447400123456.0", "GB", .decimal),
        ("12345", "US", .tooShort),
        ("+4915", nil, .tooShort),
        ("+4915112345678901234", nil, .tooLong),
        ("555-2671", "US", .missingAreaCode),
        ("0151 12345678", nil, .missingCountry),
        ("+999 12345678", nil, .unknownCountry),
        ("0151 12345678", "XX", .unknownCountry),
        ("Anna Brandt", "DE", .notANumber),
        ("0800 FLOWERS", "US", .notANumber),
        ("0151 12345678 x12", "DE", .notANumber),
        (String(repeating: "1", count: 65), "DE", .textTooLong),
    ]

    @Test(arguments: refused)
    func refusesWithAReason(raw: String, region: String?, problem: PhoneNumberProblem) {
        #expect(throws: problem) { try PhoneNumber(parsing: raw, region: region) }
    }

    @Test(arguments: [
        ("7400123456", "GB", "+447400123456"),
        ("15112345678", "DE", "+4915112345678"),
        ("612345678", "FR", "+33612345678"),
    ])
    func tellsALostZeroAndDoesNotGuess(raw: String, region: String, meant: String) throws {
        let suggestion = try #require(PhoneNumber(e164: meant))
        #expect(throws: PhoneNumberProblem.lostLeadingZero(suggestion: suggestion)) {
            try PhoneNumber(parsing: raw, region: region)
        }
    }

    @Test(arguments: [("4915112345678", "DE", "+4915112345678"), ("447400123456", "DE", "+447400123456")])
    func tellsAMissingPlus(raw: String, region: String, meant: String) throws {
        let suggestion = try #require(PhoneNumber(e164: meant))
        #expect(throws: PhoneNumberProblem.missingPlus(suggestion: suggestion)) {
            try PhoneNumber(parsing: raw, region: region)
        }
    }

    @Test
    func acceptsWhatIsPossibleAndSaysWhetherItIsInUse() throws {
        let demo = try PhoneNumber.facts(parsing: "+491511234001", region: nil)
        #expect(demo.number.e164 == "+491511234001")
        let known = try PhoneNumber.facts(parsing: "+4915112345678", region: nil)
        #expect(known.isValid)
        #expect(known.kind == .mobile)
        #expect(known.region == "DE")
        let unused = try PhoneNumber.facts(parsing: "+1 555 555 0100", region: nil)
        #expect(!unused.isValid)
        #expect(try PhoneNumber.facts(parsing: "+442079460958", region: nil).canLikelyReceiveTexts == false)
    }

    @Test(arguments: [
        "4915112345678", "+0151123456", "+49", "+49151 1234567", "+1234567890123456", "+49151x234567", "",
    ])
    func shapeIsChecked(text: String) {
        #expect(PhoneNumber(e164: text) == nil)
        #expect(throws: DecodingError.self) { try decoded("[\"\(text)\"]") as [PhoneNumber] }
    }

    @Test(arguments: [
        ("+4915112345678", "+49…678"), ("+14155552671", "+1…671"), ("+35312345678", "+353…678"),
        ("+79161234567", "+7…567"),
    ])
    func logsShowLittle(e164: String, masked: String) throws {
        let number = try #require(PhoneNumber(e164: e164))
        #expect(number.masked == masked)
        #expect("\(number)" == masked)
        #expect(try JSONEncoder().encode([number]) == Data("[\"\(e164)\"]".utf8))
    }
}
