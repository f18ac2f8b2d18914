import Modems
import Testing

@Suite struct PINRulesTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var iccid: String? = "8949"
        var left: Int?
        var pin: String? = "1234"
        var refused: [RefusedPIN] = []
        var expected: PINRules.Decision
    }

    static let sim = SIMKey.iccid("8949")
    static let modem = SIMKey.imei("3569")
    static let rows = [
        Row(testDescription: "first time, count known", left: 3, expected: .enter(pin: "1234")),
        Row(testDescription: "first time, count unknown", expected: .enter(pin: "1234")),
        Row(testDescription: "two left", left: 2, expected: .enter(pin: "1234")),
        Row(testDescription: "promise 7: the last one", left: 1, expected: .keepOut(.lastAttempt)),
        Row(testDescription: "none left", left: 0, expected: .keepOut(.lastAttempt)),
        Row(testDescription: "no PIN", left: 3, pin: nil, expected: .keepOut(.noneConfigured)),
        Row(testDescription: "letters", left: 3, pin: "12a4", expected: .keepOut(.malformed)),
        Row(testDescription: "short", left: 3, pin: "123", expected: .keepOut(.malformed)),
        Row(testDescription: "long", left: 3, pin: "123456789", expected: .keepOut(.malformed)),
        Row(
            testDescription: "promise 7: refused before",
            left: 3,
            refused: [RefusedPIN(key: sim, pin: "1234")],
            expected: .keepOut(.refusedBefore)
        ),
        Row(
            testDescription: "another PIN after a refusal, count known",
            left: 2,
            refused: [RefusedPIN(key: sim, pin: "9999")],
            expected: .enter(pin: "1234")
        ),
        Row(
            testDescription: "another PIN after a refusal, count unknown",
            refused: [RefusedPIN(key: sim, pin: "9999")],
            expected: .keepOut(.attemptsUnknownAfterRefusal)
        ),
        Row(
            testDescription: "another SIM's refusal",
            left: 3,
            refused: [RefusedPIN(key: .iccid("8900"), pin: "1234")],
            expected: .enter(pin: "1234")
        ),
        Row(
            testDescription: "promise 7: IMEI for ICCID",
            iccid: nil,
            refused: [RefusedPIN(key: modem, pin: "1234")],
            expected: .keepOut(.refusedBefore)
        ),
        Row(
            testDescription: "IMEI's refusal, but this SIM is known",
            refused: [RefusedPIN(key: modem, pin: "1234")],
            expected: .enter(pin: "1234")
        ),
        Row(testDescription: "ICCID unknown, never tried", iccid: nil, expected: .enter(pin: "1234")),
    ]

    @Test(arguments: rows) func decision(_ row: Row) {
        let question = PINQuestion(iccid: row.iccid, imei: "3569", attemptsLeft: row.left)
        #expect(PINRules.decide(question, pin: row.pin, refused: row.refused) == row.expected)
    }

    @Test func aSIMThatCannotBeRememberedGetsNoPIN() {
        let question = PINQuestion(iccid: nil, imei: "", attemptsLeft: 3)
        #expect(PINRules.decide(question, pin: "1234", refused: []) == .keepOut(.simUnknown))
    }

    @Test func keys() {
        #expect(PINQuestion(iccid: "8949", imei: "3569", attemptsLeft: nil).key == Self.sim)
        #expect(PINQuestion(iccid: nil, imei: "3569", attemptsLeft: nil).key == Self.modem)
    }
}
