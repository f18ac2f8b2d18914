import Modems
import Testing

@Suite struct ErrorMeaningTests {
    static let cms: [(Int, FailureClass, FailureAction)] = [
        (1, .permanent, .stop), (8, .blocked, .takeOutOfRotation), (10, .configuration, .takeOutOfRotation),
        (17, .temporary, .retrySameLine(after: .seconds(30), tries: 3)), (21, .blocked, .slowDown),
        (22, .modemFault, .emptyStorage), (27, .temporary, .retrySameLine(after: .seconds(1800), tries: 3)),
        (28, .configuration, .takeOutOfRotation), (38, .temporary, .retrySameLine(after: .seconds(60), tries: 3)),
        (50, .configuration, .takeOutOfRotation), (69, .configuration, .otherLine),
        (193, .configuration, .takeOutOfRotation),
        (195, .permanent, .stop), (208, .modemFault, .emptyStorage),
        (213, .modemFault, .retrySameLine(after: .seconds(10), tries: 3)),
        (262, .configuration, .takeOutOfRotation), (305, .modemFault, .changeCommand),
        (310, .configuration, .takeOutOfRotation),
        (311, .configuration, .applyPINRules), (313, .modemFault, .recover),
        (314, .temporary, .retrySameLine(after: .seconds(2), tries: 15)),
        (321, .harmless, .ignore), (322, .modemFault, .emptyStorage), (330, .configuration, .changeCommand),
        (331, .temporary, .awaitNetwork), (340, .harmless, .ignore),
        (515, .temporary, .retrySameLine(after: .seconds(2), tries: 15)),
        (2021, .blocked, .slowDown), (9999, .temporary, .retrySameLine(after: .seconds(10), tries: 1)),
    ]

    @Test(arguments: cms) func cmsMeans(number: Int, failureClass: FailureClass, action: FailureAction) {
        let meaning = ErrorMeaning.cms(number)
        #expect(meaning.number == number)
        #expect(meaning.failureClass == failureClass)
        #expect(meaning.action == action)
    }

    static let cme: [(Int, FailureClass, FailureAction)] = [
        (0, .modemFault, .recover), (10, .configuration, .retrySameLine(after: .seconds(2), tries: 10)),
        (11, .configuration, .applyPINRules), (12, .configuration, .takeOutOfRotation), (13, .modemFault, .recover),
        (16, .configuration, .takeOutOfRotation), (17, .harmless, .ignore), (30, .temporary, .awaitNetwork),
        (56, .configuration, .takeOutOfRotation), (106, .blocked, .takeOutOfRotation), (133, .harmless, .ignore),
        (177, .blocked, .takeOutOfRotation),
    ]

    @Test(arguments: cme) func cmeMeans(number: Int, failureClass: FailureClass, action: FailureAction) {
        let meaning = ErrorMeaning.cme(number)
        #expect(meaning.failureClass == failureClass)
        #expect(meaning.action == action)
    }

    @Test func everyRowIsWhole() {
        for list in [ErrorMeaning.knownCMS, ErrorMeaning.knownCME] {
            #expect(Set(list.map(\.number)).count == list.count, "a number stands twice")
            for meaning in list {
                #expect(
                    !meaning.text.isEmpty && !meaning.remedy.isEmpty && !meaning.actions.isEmpty,
                    "\(meaning.number)"
                )
            }
        }
    }

    @Test func everyNumberHasAMeaning() {
        for number in -1...3000 {
            #expect(!ErrorMeaning.cms(number).actions.isEmpty)
            #expect(!ErrorMeaning.cme(number).actions.isEmpty)
        }
        #expect(!ErrorMeaning.cms(9999).isKnown)
    }

    @Test func aNetworkTimeOutIsUncertain() {
        #expect(ErrorMeaning.cms(332).outcomeIsUnknown)
        #expect(ErrorMeaning.knownCMS.filter(\.outcomeIsUnknown).count == 1)
    }

    @Test func failuresSpeak() {
        #expect("\(ATFailure.cms(310))" == "+CMS ERROR 310: SIM not inserted")
        #expect(ErrorMeaning.of(.timedOut) == nil)
        #expect(ErrorMeaning.of(.cme(13))?.text == "SIM failure")
    }
}
