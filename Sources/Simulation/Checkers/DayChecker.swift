/// Looks at a whole run for one promise. Knows the product only by what it wrote down and what it shows.
struct DayChecker: Sendable {
    var name: String
    /// The number of the promise that is broken where it finds something.
    var promise: Int
    var check: @Sendable (DayRecord) -> [String]

    static let all: [DayChecker] = [
        .noTalkingOver, .inboxBeforeOutbox, .haltBeforeUnderstanding, .haltIsGlobal, .suppressionIsAskedLast,
        .oncePerStep, .oneConfirmation, .optOutLasts, .neverOutsideWindow, .countersAreTheLedger,
        .limitsSurviveRestarts, .textIsFrozen, .contentNeverControls,
        .nothingReceivedIsLost, .nothingIsSentTwice, .sentIsTaken, .neverOverLimits, .optOutIsGlobal, .testsReachNobody,
        .ownerAnswersAlone, .neverOffRoute, .everythingEnds,
    ]
}
