import Campaigns
import Testing

@Suite struct AnswerGuardTests {
    private static let now = Timestamp(seconds: 1_795_000_000)

    /// Turns of a minute each, the newest last: what the person wrote, and what the agent said to it. The last text of
    /// the person has no answer yet.
    private func trip(
        _ answer: String,
        after turns: [(String, String?)],
        every: Duration = .seconds(60),
        replyAfter: Duration = .seconds(40),
        segments: Int = 1,
        lastHour: Int? = nil,
        lastDay: Int? = nil
    ) -> GuardTrip? {
        var history = AnswerHistory()
        var at = Self.now
        for (index, turn) in turns.reversed().enumerated() {
            if index > 0 { at = at - every }
            history.received.append(.init(text: turn.0, at: at))
            if let text = turn.1 { history.answers.append(.init(text: text, at: at + (every - replyAfter))) }
        }
        history.lastHour = lastHour ?? history.answers.count
        history.lastDay = lastDay ?? history.answers.count
        return AnswerGuard(GuardSettings()).trip(answer: answer, segments: segments, after: history, at: Self.now)
    }

    @Test func aTalkBetweenPeopleTripsNothing() {
        let talk: [(String, String?)] = [
            ("When are you open?", "Monday to Friday, nine to five."),
            ("And on Saturday?", "On Saturday we are closed."),
            ("ok", "Is there anything else?"), ("ok", "You are welcome."), ("Thanks a lot", nil),
        ]
        #expect(trip("Good bye.", after: talk) == nil)
    }

    @Test func aMenuAnsweredByNumbersTripsNothing() {
        let talk: [(String, String?)] = [
            ("1", "Which branch? 1 north, 2 south"), ("2", "Which day? 1 today, 2 tomorrow"),
            ("1", "Which hour? 1 nine, 2 ten"), ("2", "For how many? Write the number"), ("4", nil),
        ]
        #expect(trip("Booked.", after: talk) == nil)
    }

    @Test(arguments: [
        (10, 10, 1, GuardTrip.hourlyBudget(10)), (9, 30, 1, .dailyBudget(30)),
        (0, 0, 4, .tooLong(segments: 4, most: 3)),
    ])
    func budgets(hour: Int, day: Int, segments: Int, expected: GuardTrip) {
        #expect(trip("x", after: [("Hi", nil)], segments: segments, lastHour: hour, lastDay: day) == expected)
        #expect(trip("x", after: [("Hi", nil)], segments: 3, lastHour: min(hour, 9), lastDay: min(day, 29)) == nil)
    }

    @Test func theSameAnswerIsNotGivenThreeTimes() {
        let talk: [(String, String?)] = [
            ("Are you there?", "We call you back."), ("Somebody must be!", "we call you BACK"), ("Hello??", nil),
        ]
        #expect(trip("We call you back", after: talk) == .sameAnswer(times: 3))
        #expect(trip("Yes, what is it?", after: talk) == nil)
        #expect(
            trip("We call you back", after: talk, every: .seconds(3700)) == nil,
            "an hour later it is a new question"
        )
    }

    @Test func aSideThatRepeatsItselfIsAMachine() {
        let machine = "Thank you for your message, we will answer soon."
        let talk: [(String, String?)] = [(machine, "Who are you?"), (machine, "And your name?"), (machine, nil)]
        #expect(trip("Hm.", after: talk) == .sameText(times: 3))
        #expect(trip("Hm.", after: Array(talk.dropFirst())) == nil)
        let shy: [(String, String?)] = ["a", "b", "c", "d", "e"].map { ("ok", "Question \($0), what about that?") }
        #expect(trip("Hm.", after: shy.suffix(4) + [("ok", nil)]) == nil)
        #expect(trip("Hm.", after: [("ok", "One more?")] + shy.suffix(4) + [("ok", nil)]) == .sameText(times: 6))
    }

    @Test func nearlyTheSameInFourTurnsIsAMachine() {
        let tickets: [(String, String?)] = (1...3).map {
            ("Your ticket number 47\($0)1 was created, please wait.", "Answer \(String(repeating: "abc ", count: $0))")
        }
        #expect(
            trip("Hm.", after: tickets + [("Your ticket number 4799 was created, please wait.", nil)])
                == .similar(turns: 4)
        )
        #expect(
            trip("Hm.", after: tickets.suffix(2) + [("Your ticket number 4799 was created, please wait.", nil)]) == nil
        )
        let ours: [(String, String?)] = [
            ("What is new?", "You are number 4 in the queue."), ("Where do I stand?", "You are number 3 in the queue."),
            ("And what now?", "You are number 2 in the queue."), ("Please tell me", nil),
        ]
        #expect(trip("You are number 1 in the queue.", after: ours) == .similar(turns: 4))
    }

    @Test func anEchoIsAMachine() {
        let talk: [(String, String?)] = [
            ("Hello", "How can I help you today?"), ("How can I help you today?", "I did not get that, sorry."),
            ("I did not get that, sorry", nil),
        ]
        #expect(trip("Please tell me more.", after: talk) == .echo(times: 2))
        #expect(trip("Please tell me more.", after: [talk[0], talk[1]]) == nil)
    }

    @Test func whoAnswersWithinSecondsThreeTimesIsAMachine() {
        let talk: [(String, String?)] = [
            ("Good morning", "What is it?"), ("It is about my bill", "Which one is it?"),
            ("That of May", "The amount?"),
            ("Forty euro", nil),
        ]
        #expect(trip("Fine.", after: talk, replyAfter: .seconds(4)) == .pingPong(times: 3))
        #expect(trip("Fine.", after: talk, replyAfter: .seconds(5)) == nil)
        #expect(trip("Fine.", after: Array(talk.dropFirst()), replyAfter: .seconds(4)) == nil)
    }
}
