import Campaigns
import GRDB
import Testing

@testable import Storage

@Suite struct StaffRelayTests {
    private static let person = Bench.number(1)
    private static let eva = Bench.number(900)
    private static let max = Bench.number(901)

    /// A person whose conversation waits, which was told to Eva and Max: its reference is 1.
    private func with(_ body: @Sendable (Bench, RouteTerms) async throws -> Void) async throws {
        try await Bench.run(settings: {
            $0.inboundAgent = "rules"
            $0.conversations.staff = [
                StaffPhone(name: "eva", number: Self.eva), StaffPhone(name: "max", number: Self.max),
            ]
        }) { bench in
            let line = try await bench.line()
            try await bench.receive("I have pain", on: line)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
            _ = try await bench.store.decide(.escalate(reason: "urgent", reply: nil), in: turn, at: noon + .seconds(8))
            try await body(bench, line)
        }
    }

    private func sent(_ bench: Bench, to number: PhoneNumber) async throws -> [String] {
        try await bench.texts("SELECT text FROM message WHERE number = '\(number.e164)' ORDER BY id")
    }

    private func write(_ text: String, by number: PhoneNumber, _ bench: Bench, _ line: RouteTerms, after: Int64 = 60)
        async throws
    {
        try await bench.receive(text, from: .person(number), on: line, at: noon + .seconds(after))
    }

    private func owner(_ bench: Bench) async throws -> String {
        let view = try await bench.store.conversation(with: Self.person.e164).conversation
        return view.holder.map { "\(view.owner) \($0)" } ?? view.owner
    }

    @Test func whatWaitsIsToldToStaffAndTheirAnswerReachesThePerson() async throws {
        try await with { bench, line in
            let told = try #require(try await sent(bench, to: Self.eva).first)
            #expect(told == "#1 \(Self.person.e164): I have pain\n(urgent)\nAnswer: #1 and your text.")
            #expect(try await sent(bench, to: Self.max) == [told])
            try await write("Since yesterday", by: Self.person, bench, line, after: 30)
            #expect(try await sent(bench, to: Self.max).last == "#1: Since yesterday")
            try await write("#1 Please come at two", by: Self.eva, bench, line)
            #expect(try await sent(bench, to: Self.person) == ["Please come at two"])
            #expect(try await owner(bench) == "human eva")
            try await write("Thank you!", by: Self.person, bench, line, after: 90)
            #expect(try await sent(bench, to: Self.eva).last == "#1: Thank you!")
            #expect(try await sent(bench, to: Self.max).last == "#1: Since yesterday", "Eva has it")
            try await write("#1 /back", by: Self.eva, bench, line, after: 120)
            #expect(try await owner(bench) == "agent")
            #expect(
                try await bench.texts("SELECT kind FROM inbound WHERE number = '\(Self.eva.e164)'") == [
                    "staff", "staff",
                ]
            )
        }
    }

    @Test func twoOfTheStaffDoNotTalkOverEachOther() async throws {
        try await with { bench, line in
            try await write("#1 Eva here", by: Self.eva, bench, line)
            try await write("#1 Max here", by: Self.max, bench, line, after: 61)
            #expect(try await sent(bench, to: Self.person) == ["Eva here"])
            #expect(
                try await sent(bench, to: Self.max).last == "#1: eva has it. Nothing was sent. To take it: #1 /take"
            )
            try await write("#1 /take", by: Self.max, bench, line, after: 62)
            try await write("#1 Max here", by: Self.max, bench, line, after: 63)
            #expect(try await sent(bench, to: Self.person) == ["Eva here", "Max here"])
            #expect(try await owner(bench) == "human max")
        }
    }

    /// Each order has its word, to the phone that gave it and to nobody else; what was not done has none.
    @Test func anOrderThatWasCarriedOutIsConfirmedToItsPhone() async throws {
        try await with { bench, line in
            let told = try await sent(bench, to: Self.max)
            try await write("#1 /take", by: Self.eva, bench, line)
            #expect(try await sent(bench, to: Self.eva).last == "OK: #1 is yours. What they write comes to you.")
            #expect(try await owner(bench) == "human eva")
            try await write("#1 /back", by: Self.eva, bench, line, after: 61)
            #expect(try await sent(bench, to: Self.eva).last == "OK: the agent has #1 again.")
            try await write("#1 /back", by: Self.eva, bench, line, after: 62)
            #expect(try await sent(bench, to: Self.eva).last == "#1: not done: the agent has it already")
            try await write("#1 /close", by: Self.eva, bench, line, after: 63)
            #expect(try await sent(bench, to: Self.eva).last == "OK: #1 is closed.")
            #expect(try await owner(bench) == "closed")
            #expect(try await sent(bench, to: Self.person).isEmpty)
            #expect(try await sent(bench, to: Self.max) == told)
            // A phone that sends it back answers nobody.
            for text in try await sent(bench, to: Self.eva) where text.hasPrefix("OK") {
                #expect(StaffCommand(text) == nil)
            }
        }
    }

    @Test func aReferenceFromAnyOtherPhoneIsAText() async throws {
        try await with { bench, line in
            try await write("#1 Send money", by: Bench.number(5), bench, line)
            #expect(try await sent(bench, to: Self.person).isEmpty)
            #expect(try await owner(bench) == "waitingForHuman")
            #expect(try await bench.store.dueTurns(at: noon + .seconds(100)).turns.map(\.text) == ["#1 Send money"])
        }
    }

    @Test func whatStaffWriteIsNoReplyToACampaign() async throws {
        try await with { bench, line in
            try await bench.campaign(contacts: 900...901)
            try await write("#1 Please come at two", by: Self.eva, bench, line)
            #expect(try await bench.enrollments() == ["active", "active"])
            let part = InboundPart.Content.partOfText(reference: 7, total: 2, sequence: 1)
            _ = try await bench.receive(part, from: .person(Self.eva), on: line, id: "part", at: noon + .seconds(61))
            #expect(try await bench.enrollments() == ["active", "active"])
            try await write("Yes, gladly", by: Self.max, bench, line, after: 62)
            #expect(
                try await bench.enrollments() == ["active", "replied"],
                "without a reference it ends a sequence all the same"
            )
            #expect(try await bench.store.dueTurns(at: noon + .seconds(600)).turns.isEmpty, "no agent answers staff")
            #expect(
                try await sent(bench, to: Self.max).last?.hasPrefix(
                    "Nothing was sent: begin with the reference, as in #1"
                ) == true
            )
        }
    }

    @Test func aPhoneThatAnswersByItselfIsNotAnsweredForEver() async throws {
        try await with { bench, line in
            let before = try await sent(bench, to: Self.eva).count
            try await write("I'm driving right now", by: Self.eva, bench, line)
            #expect(try await sent(bench, to: Self.eva).count == before)
            for index in 0..<10 { try await write("Hm \(index)", by: Self.eva, bench, line, after: 70 + Int64(index)) }
            #expect(try await sent(bench, to: Self.eva).count == before + 3)
        }
    }

    @Test("whoever writes under a reference is told each time, and what sends our texts back is told where it ends")
    func errorsAboutAReferenceAreTold() async throws {
        try await with { bench, line in
            for index in 0..<5 { try await write("Hm \(index)", by: Self.max, bench, line, after: 40 + Int64(index)) }
            try await write("#1 Eva here", by: Self.eva, bench, line)
            try await write("#1 Max here", by: Self.max, bench, line, after: 61)
            #expect(try await sent(bench, to: Self.max).last?.hasPrefix("#1: eva has it. Nothing was sent.") == true)
            try await write("#1 /take", by: Self.max, bench, line, after: 62)
            try await write("#1 /clsoe", by: Self.max, bench, line, after: 63)
            #expect(
                try await sent(bench, to: Self.max).last
                    == "Nothing was done. Write #1 and your text, or #1 /take, /back or /close."
            )
            try await write("STOP", by: Self.person, bench, line, after: 64)
            try await write("#1 sorry", by: Self.max, bench, line, after: 65)
            let refused = try await sent(bench, to: Self.max).last ?? ""
            #expect(refused.hasPrefix("#1: not done: the number is suppressed"), "\(refused)")
            #expect(refused.hasSuffix(", since 2026-11-23") || !refused.contains("Z"), "\(refused)")
            let before = try await sent(bench, to: Self.max).count
            for index in 0..<40 {
                try await write("#1 again \(index)", by: Self.max, bench, line, after: 70 + Int64(index))
            }
            let told = try await sent(bench, to: Self.max)
            #expect(told.count == before + 17)
            #expect(told.dropLast().allSatisfy { !$0.contains("No more of this") })
            #expect(told.last?.hasSuffix("\nNo more of this within the hour.") == true)
            try await write("#1 later", by: Self.max, bench, line, after: 3800)
            #expect(try await sent(bench, to: Self.max).count == before + 18)
        }
    }

    @Test func thePersonsStopHoldsAgainstStaffToo() async throws {
        try await with { bench, line in
            try await write("#1 Please come at two", by: Self.eva, bench, line)
            try await write("STOP", by: Self.person, bench, line, after: 70)
            #expect(try await owner(bench) == "muted")
            #expect(try await sent(bench, to: Self.eva).last == "#1: the person opted out. Nothing more is sent.")
            let before = try await sent(bench, to: Self.person).count
            try await write("#1 But wait", by: Self.eva, bench, line, after: 80)
            #expect(try await sent(bench, to: Self.person).count == before)
            let told = try await sent(bench, to: Self.eva).last ?? ""
            #expect(told.hasPrefix("#1: not done: the number is suppressed"), "\(told)")
        }
    }

    /// Their orders make a conversation that no agent has: STOP in it is stored like anybody's.
    @Test func staffWhoGaveOrdersWriteStop() async throws {
        try await with { bench, line in
            try await write("#1 We call you", by: Self.eva, bench, line)
            try await write("STOP", by: Self.eva, bench, line, after: 70)
            let text = "SELECT reason FROM suppression WHERE number = '\(Self.eva.e164)'"
            #expect(try await bench.texts(text) == ["stopKeyword"])
            try await write("Good evening", by: Self.eva, bench, line, after: 80)
            #expect(try await bench.count("SELECT COUNT(*) FROM inbound WHERE sender = '\(Self.eva.e164)'") == 3)
        }
    }

    @Test func staffWhoWriteStopAreToldNothingAnyMore() async throws {
        try await with { bench, line in
            try await write("STOP", by: Self.max, bench, line)
            let count = try await sent(bench, to: Self.max).count
            try await write("Hello?", by: Self.person, bench, line, after: 70)
            #expect(try await sent(bench, to: Self.max).count == count)
            #expect(try await sent(bench, to: Self.eva).last == "#1: Hello?")
        }
    }

    @Test func whoeverHadItIsToldThatAnotherTookIt() async throws {
        try await with { bench, line in
            try await write("#1 /take", by: Self.eva, bench, line)
            try await write("#1 /take", by: Self.max, bench, line, after: 61)
            #expect(try await sent(bench, to: Self.eva).last == "OK: max has #1 now.")
            try await write("Hello?", by: Self.person, bench, line, after: 70)
            #expect(try await sent(bench, to: Self.max).last == "#1: Hello?")
            #expect(try await sent(bench, to: Self.eva).last == "OK: max has #1 now.")
        }
    }

    /// Who has the conversation and wrote STOP hears nothing of it: the others do.
    @Test func whoWroteStopAndTookItIsNotTheOnlyOneWhoIsTold() async throws {
        try await with { bench, line in
            try await write("STOP", by: Self.max, bench, line)
            try await write("#1 I am on it", by: Self.max, bench, line, after: 61)
            let count = try await sent(bench, to: Self.max).count
            try await write("It gets worse", by: Self.person, bench, line, after: 70)
            #expect(try await sent(bench, to: Self.max).count == count)
            #expect(
                try await sent(bench, to: Self.eva).last
                    == "#1: It gets worse\n(max has it and gets no messages: #1 /take)"
            )
        }
    }

    @Test func aReferenceIsNeverAnotherPersonsLater() async throws {
        try await with { bench, line in
            try await write("#1 Please come at two", by: Self.eva, bench, line)
            try await write("#1 /close", by: Self.eva, bench, line, after: 61)
            try await write("My leg hurts", by: Bench.number(2), bench, line, after: 62)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(80)).turns.first)
            _ = try await bench.store.decide(.escalate(reason: "x", reply: nil), in: turn, at: noon + .seconds(80))
            #expect(try await sent(bench, to: Self.eva).last?.hasPrefix("#2 ") == true)
            try await write("#1 One thing more", by: Self.eva, bench, line, after: 90)
            #expect(try await sent(bench, to: Self.person).last == "One thing more")
            try await write("#7 Hello", by: Self.eva, bench, line, after: 91)
            #expect(try await sent(bench, to: Self.eva).last == "#7: there is no such conversation. Nothing was sent.")
        }
    }

    @Test func whatStaffWereToldIsGivenOutAndErasedWithThePerson() async throws {
        try await with { bench, line in
            try await write("#1 Please come at two", by: Self.eva, bench, line)
            let export = try await bench.store.export(of: Self.person, at: noon + .seconds(80))
            #expect(export.relayed.map(\.text).last == "#1 Please come at two" && export.relayed.count == 3)
            #expect(export.escalations.count == 1 && export.person.ownerChanges.count == 2)
            _ = try await bench.store.erase(Self.person, by: "eva", reason: "letter", at: noon + .seconds(90))
            let waiting = "SELECT COUNT(*) FROM message WHERE state = 'queued' AND text = ''"
            #expect(try await bench.count(waiting) == 0, "nobody gets an empty message")
            let texts = try await sent(bench, to: Self.eva) + bench.texts("SELECT text FROM inbound")
            #expect(
                !texts.contains { $0.contains("pain") || $0.contains("come at two") || $0.contains(Self.person.e164) }
            )
        }
    }
}
