import Modems
import Testing

@Suite struct USSDTests {
    static let texts: [(String, Int?, Dialect.USSDForm, String)] = [
        ("Guthaben 5,00", 15, .plain, "Guthaben 5,00"),
        ("00470075007400680061", 72, .plain, "Gutha"),
        ("04110430043B0430043D0441", 72, .packed, "Баланс"),
        ("00420061006C", 15, .plain, "Bal"),
        ("2012", 15, .plain, "2012"),
        ("AA180C3602", 15, .packed, "*100#"),
        ("31D98C56B3DD1A", 15, .packed, "1234567"),
        ("nothing hexadecimal", 15, .packed, "nothing hexadecimal"),
        ("", nil, .packed, ""),
    ]

    @Test(arguments: texts) func isDecoded(string: String, coding: Int?, form: Dialect.USSDForm, text: String) {
        #expect(USSDText.decode(string, coding: coding, form: form) == text)
    }

    @Test(arguments: ["*100#", "1", "1234567", "12345678", "*#06#", "*101*12345678901234#", "€"])
    func packingComesBack(_ text: String) throws {
        let packed = try #require(USSDText.encode(text, form: .packed))
        #expect(USSDText.decode(packed, coding: 15, form: .packed) == text)
        #expect(USSDText.encode(text, form: .plain) == text)
    }

    @Test func whatIsNotInTheAlphabetCannotBePacked() {
        #expect(USSDText.encode("漢", form: .packed) == nil)
        #expect(USSDText.encode("*100#", form: .packed) == "AA180C3602")
    }

    static func ok() -> USSDSession.Event { .answered(ATAnswer(result: .ok)) }

    @Test func anAnswerAfterTheOK() {
        var session = USSDSession(form: .plain)
        #expect(session.handle(.begin("*100#"), at: .zero).first == .send(.ussd("*100#")))
        #expect(session.handle(Self.ok(), at: .seconds(1)).isEmpty)
        #expect(
            session.handle(.notice(mode: 0, text: "5,00 EUR", coding: 15), at: .seconds(20)) == [
                .ended(.answered("5,00 EUR"))
            ]
        )
        #expect(!session.isOpen)
    }

    @Test func anAnswerBeforeTheOK() {
        var session = USSDSession(form: .packed)
        #expect(session.handle(.begin("*100#"), at: .zero).first == .send(.ussd("AA180C3602")))
        #expect(
            session.handle(.notice(mode: 2, text: "31D98C56B3DD1A", coding: 15), at: .seconds(1))
                == [.ended(.answered("1234567"))]
        )
        #expect(session.handle(Self.ok(), at: .seconds(2)).isEmpty)
    }

    @Test func severalSteps() {
        var session = USSDSession(form: .plain)
        _ = session.handle(.begin("*100#"), at: .zero)
        #expect(
            session.handle(.notice(mode: 1, text: "1: balance", coding: 15), at: .seconds(1)).first
                == .asked("1: balance")
        )
        #expect(session.handle(.reply("1"), at: .seconds(9)).first == .send(.ussd("1")))
        #expect(
            session.handle(.notice(mode: 0, text: "3.20", coding: 15), at: .seconds(12)) == [.ended(.answered("3.20"))]
        )
    }

    static let ends: [(Int, String?, USSDSession.End)] = [
        (0, nil, .answered("")), (2, nil, .endedByNetwork), (2, "bye", .answered("bye")), (3, nil, .takenByAnother),
        (4, nil, .notSupported), (5, nil, .timedOut), (9, nil, .timedOut),
    ]

    @Test(arguments: ends) func everyModeEndsIt(mode: Int, text: String?, end: USSDSession.End) {
        var session = USSDSession(form: .plain)
        _ = session.handle(.begin("*100#"), at: .zero)
        #expect(session.handle(.notice(mode: mode, text: text, coding: nil), at: .zero) == [.ended(end)])
        #expect(end == .answered("") || !"\(end)".isEmpty)
    }

    @Test func silenceAndCancellingCloseTheSession() {
        var session = USSDSession(form: .plain)
        _ = session.handle(.begin("*100#"), at: .zero)
        #expect(session.handle(.timer, at: .seconds(1)) == [.wake(at: .seconds(40))])
        #expect(session.handle(.timer, at: .seconds(40)) == [.send(.cancelUSSD), .ended(.timedOut)])
        #expect(session.handle(.timer, at: .seconds(41)).isEmpty)
        _ = session.handle(.begin("*100#"), at: .zero)
        #expect(session.handle(.cancel, at: .zero) == [.send(.cancelUSSD), .ended(.cancelled)])
        _ = session.handle(.begin("*100#"), at: .zero)
        #expect(
            session.handle(.answered(ATAnswer(result: .error(.cme(100)))), at: .zero) == [.ended(.failed(.cme(100)))]
        )
        #expect(session.handle(.begin("1\",15\r"), at: .zero) == [.ended(.malformed)])
        #expect(session.handle(.reply("1"), at: .zero).isEmpty)
    }

    @Test func aNetworkThatAsksForEverIsLeft() {
        var session = USSDSession(form: .plain)
        _ = session.handle(.begin("*100#"), at: .zero)
        for _ in 0..<20 {
            _ = session.handle(.notice(mode: 1, text: "?", coding: nil), at: .zero)
            _ = session.handle(.reply("1"), at: .zero)
        }
        #expect(session.handle(.notice(mode: 1, text: "?", coding: nil), at: .zero).first == .send(.cancelUSSD))
        #expect(!session.isOpen)
    }

    static let balances: [(String, String?, Int?)] = [
        ("Guthaben: 5,00 EUR", nil, 500), ("Your balance is $12.50", nil, 1250),
        ("1.234,56 EUR bis 31.12.2026", nil, 123_456),
        ("Card 12345: 1,234.50", nil, 123_450), ("Balance -0,35", nil, -35), ("Balance 7", nil, 700),
        ("none", nil, nil),
        ("Konto 4711, Guthaben 2,5 EUR", "Guthaben {amount} EUR", 250),
        ("Bonus 9,00 Guthaben 2,00", "guthaben {amount}", 200),
        ("Bonus 9,00", "guthaben {amount}", nil), ("5,00", "{amount}", 500), ("5,00", "no place", nil),
    ]

    @Test(arguments: balances) func balance(text: String, pattern: String?, hundredths: Int?) {
        #expect(BalanceReading(text, pattern: pattern)?.hundredths == hundredths)
    }

    @Test func thresholds() {
        #expect(BalanceReading(hundredths: 199).isBelow(200) && !BalanceReading(hundredths: 200).isBelow(200))
        #expect(BalanceReading.isPattern("a {amount} b") && !BalanceReading.isPattern("{amount} {amount}"))
    }

    @Test(arguments: UInt64(0)..<50) func nothingBreaksIt(seed: UInt64) {
        var random = TestGenerator(state: seed)
        for _ in 0..<50 {
            let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                ["A", "0", "4", "F", ",", ".", "-", "€", " ", "9", "{amount}"].randomElement(using: &random) ?? ""
            }.joined()
            for form in [Dialect.USSDForm.plain, .packed] {
                _ = USSDText.decode(text, coding: Int.random(in: 0...255, using: &random), form: form)
                _ = USSDText.encode(text, form: form)
            }
            _ = BalanceReading(text)
            _ = BalanceReading(text, pattern: text)
        }
    }
}
