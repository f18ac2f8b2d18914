import Campaigns
import SMS
import Testing

@testable import Storage

@Suite struct InboxTests {
    private static let stranger = SenderAddress.service("BANK")

    private func parts(_ text: String, reference: Int = 7) throws -> [EncodedSegment] {
        try DeliverEncoder.encode(
            DeliverRequest(
                from: Address(Bench.number(1).e164),
                text: text,
                at: ServiceCentreTime(unixSeconds: noon.seconds, quarterHours: 0),
                reference: reference
            )
        ).segments
    }

    private func receive(
        _ part: EncodedSegment,
        _ bench: Bench,
        on line: RouteTerms,
        at: Timestamp = noon
    ) async throws -> Receipt {
        try await bench.receive(
            .partOfText(reference: 7, total: part.total, sequence: part.sequence),
            on: line,
            id: part.pdu,
            raw: part.pdu,
            at: at
        )
    }

    @Test func aReplyEndsEveryEnrollmentOfItsNumberAtOnce() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign("a", contacts: 1...2)
            try await bench.campaign("b", steps: [CampaignStep("later", after: .days(3))], contacts: 1...2)
            let receipt = try await bench.receive("Who is this?", on: line)
            #expect(receipt.halted == 2)
            #expect(receipt.cancelled == 1)
            #expect(try await bench.enrollments() == ["replied", "active", "replied", "active"])
            let open = try await bench.count(
                "SELECT COUNT(*) FROM message WHERE number = '\(Bench.number(1).e164)' AND state = 'queued'"
            )
            #expect(open == 0)
        }
    }

    @Test func aReplyDoesNotBarLaterMessages() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("Hello", on: line)
            let message = try await bench.enqueue()
            #expect(try await bench.send(line)?.id == message)
        }
    }

    @Test func theFirstPartHaltsAndTheTextComesWhole() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            let text = String(repeating: "I will come on Friday. ", count: 10)
            let parts = try parts(text)
            #expect(parts.count == 2)
            let second = try await receive(parts[1], bench, on: line)
            #expect(second.halted == 1)
            #expect(second.inbound == nil)
            #expect(try await receive(parts[1], bench, on: line).isDuplicate)
            let first = try await receive(parts[0], bench, on: line, at: noon + .seconds(60))
            #expect(first.inbound != nil)
            #expect(try await bench.texts("SELECT text FROM inbound") == [text])
            #expect(try await receive(parts[0], bench, on: line).isDuplicate)
            #expect(try await bench.count("SELECT COUNT(*) FROM inbound") == 1)
        }
    }

    @Test func aMissingPartIsNotWaitedForForEver() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let parts = try parts("STOP. " + String(repeating: "I want no more. ", count: 12))
            _ = try await receive(parts[0], bench, on: line)
            #expect(try await bench.store.plan(at: noon).next == noon + .seconds(3600))
            #expect(try await bench.store.plan(at: noon + .seconds(3600)).incomplete == 1)
            #expect(try await bench.texts("SELECT text FROM inbound").first?.hasSuffix("[…]") == true)
            #expect(try await bench.count("SELECT complete FROM inbound") == 0)
            #expect(try await bench.store.plan(at: noon + .seconds(9000)).incomplete == 0)
        }
    }

    @Test func aReferenceThatComesRoundAgainBeginsANewMessage() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let first = try parts(String(repeating: "The first text. ", count: 12))
            let second = try parts(String(repeating: "Another one. ", count: 14))
            _ = try await receive(first[0], bench, on: line)
            // The sender counts from the start again: what was left unfinished is handed on, not mixed in.
            _ = try await receive(second[0], bench, on: line, at: noon + .seconds(60))
            let texts = try await bench.texts("SELECT text FROM inbound")
            #expect(texts.count == 1)
            #expect(texts.first?.hasPrefix("The first text. ") == true)
            #expect(texts.first?.hasSuffix("[…]") == true)
            let whole = try await receive(second[1], bench, on: line, at: noon + .seconds(120))
            #expect(whole.inbound != nil)
            #expect(
                try await bench.texts("SELECT text FROM inbound WHERE complete = 1")
                    == [String(repeating: "Another one. ", count: 14)]
            )
            #expect(try await bench.count("SELECT COUNT(*) FROM part WHERE inbound_id IS NULL") == 0)
        }
    }

    @Test func patienceCountsFromTheLastPart() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            let parts = try parts(String(repeating: "A text in three parts. ", count: 16))
            #expect(parts.count == 3)
            _ = try await receive(parts[0], bench, on: line)
            _ = try await receive(parts[2], bench, on: line, at: noon + .seconds(3000))
            let planned = try await bench.store.plan(at: noon + .seconds(3700))
            #expect(planned.incomplete == 0)
            #expect(planned.next == noon + .seconds(6600))
            let whole = try await receive(parts[1], bench, on: line, at: noon + .seconds(6000))
            #expect(whole.inbound != nil)
            #expect(try await bench.store.plan(at: noon + .seconds(6600)).next == nil)
        }
    }

    @Test func theSamePartTwiceIsStoredOnce() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("Yes", on: line, id: "x")
            let again = try await bench.receive("Yes", on: line, id: "x", at: noon + .seconds(5))
            #expect(again.isDuplicate)
            #expect(try await bench.count("SELECT COUNT(*) FROM inbound") == 1)
        }
    }

    @Test(arguments: ["STOP", "stop.", "Stop!", "unsubscribe", "please stop", "ALTO", "Abmelden"])
    func anOptOutSuppressesAndIsConfirmedOnce(_ text: String) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            let api = try await bench.enqueue("by API")
            let receipt = try await bench.receive(text, on: line)
            #expect(receipt.optedOut)
            #expect(try await bench.enrollments() == ["optedOut"])
            #expect(try await bench.state(api) == .suppressed)
            let confirmation = try #require(try await bench.send(line))
            #expect(confirmation.origin == .system)
            #expect(try await bench.send(line) == nil)
            // Once more: no second confirmation, and still nothing goes out.
            try await bench.receive(text, on: line, at: noon + .seconds(60))
            #expect(try await bench.send(line, at: noon + .seconds(60)) == nil)
            let later = try await bench.enqueue("again", origin: .human, at: noon + .seconds(90))
            #expect(try await bench.send(line, at: noon + .seconds(90)) == nil)
            #expect(try await bench.state(later) == .suppressed)
        }
    }

    @Test func theTestAboveBites() async throws {
        try await Bench.run(planted: [.optOut]) { bench in
            let line = try await bench.line()
            try await bench.receive("STOP", on: line)
            let api = try await bench.enqueue("by API")
            _ = try await bench.send(line)
            _ = try await bench.send(line)
            #expect(try await bench.state(api) == .sent)
        }
    }

    @Test func whatTheProviderConfirmedIsNotConfirmedAgain() async throws {
        for word in ["STOP", "HELP"] {
            try await Bench.run { bench in
                let cloud = try await bench.provider()
                try await bench.receive(word, on: cloud, confirmed: true)
                #expect(try await bench.claim(cloud) == nil)
            }
        }
    }

    @Test func anOptOutInTwoPartsIsCountedAsOne() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            let parts = try parts(
                "Please unsubscribe me from this list. " + String(repeating: "Thank you! ", count: 14)
            )
            _ = try await receive(parts[0], bench, on: line)
            let receipt = try await receive(parts[1], bench, on: line, at: noon + .seconds(9))
            #expect(receipt.optedOut)
            #expect(try await bench.enrollments() == ["optedOut"])
        }
    }

    @Test func startLiftsASuppression() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("STOP", on: line)
            try await bench.receive("Are you there?", on: line, at: noon + .seconds(5))
            let receipt = try await bench.receive("START", on: line, at: noon + .seconds(9))
            #expect(receipt.optedIn)
            let message = try await bench.enqueue("welcome back", at: noon + .seconds(9))
            while try await bench.send(line, at: noon + .seconds(9)) != nil {}
            #expect(try await bench.state(message) == .sent)
            // And the next STOP is confirmed again.
            try await bench.receive("STOP", on: line, at: noon + .seconds(20))
            #expect(try await bench.send(line, at: noon + .seconds(20))?.origin == .system)
        }
    }

    @Test func anyOtherWordLiftsNothing() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("STOP", on: line)
            try await bench.receive("Hello again", on: line, at: noon + .seconds(5))
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression WHERE lifted_at IS NULL") == 1)
        }
    }

    @Test func aServiceNeitherHaltsNorIsAnswered() async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            try await bench.campaign()
            let receipt = try await bench.receive("STOP paying fees", from: Self.stranger, on: line)
            #expect(receipt.halted == 0)
            #expect(receipt.inbound != nil)
            #expect(try await bench.enrollments() == ["active"])
            #expect(try await bench.store.dueTurns(at: noon + .seconds(60)).turns.isEmpty)
            #expect(try await bench.claim(line)?.origin == .campaign)
        }
    }

    @Test(arguments: [InboundPart.Content.broken("bad length"), .nonText("a picture")])
    func whatCannotBeReadHaltsAndIsShown(_ content: InboundPart.Content) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign()
            #expect(try await bench.receive(content, on: line, id: "x").halted == 1)
            #expect(try await bench.texts("SELECT owner FROM conversation") == ["waitingForHuman"])
        }
    }

    /// Also where the campaign has not written to it yet: nobody who has the number replied.
    @Test(arguments: [true, false]) func aWrongNumberEndsTheWayAsASuppressionDoes(written: Bool) async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.campaign(steps: [CampaignStep("One"), CampaignStep("Two", after: .days(1))])
            let note = try await bench.enqueue(at: noon + .seconds(3600))
            if written { try await bench.send(line) }
            try await bench.receive("Sorry, wrong number", on: line, at: noon + .seconds(60))
            #expect(try await bench.enrollments() == ["optedOut"])
            #expect(try await bench.text("SELECT reason FROM enrollment") == SuppressionReason.wrongNumber.meaning)
            #expect(try await bench.state(note) == .suppressed)
            let funnel = try await bench.figures().funnel
            #expect((funnel.replied, funnel.optedOut, funnel.wrongNumber) == (0, 0, written ? 1 : 0))
        }
    }

    @Test func aWrongNumberIsSuppressed() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("wrong number", on: line)
            #expect(try await bench.texts("SELECT reason FROM suppression") == ["wrongNumber"])
        }
    }

    /// Nobody waits for an answer that must not be sent; who has the conversation ends it.
    @Test(arguments: [false, true]) func aWrongNumberEndsItsConversation(escalated: Bool) async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            let number = Bench.number(1).e164
            if escalated {
                try await bench.receive("I have pain", on: line)
                let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
                let decision = AgentDecision.escalate(reason: "urgent", reply: nil)
                _ = try await bench.store.decide(decision, in: turn, at: noon + .seconds(8))
                #expect(try await bench.store.conversations(owner: nil, waiting: true, limit: 5).count == 1)
            }
            try await bench.receive("Sorry, wrong number", on: line, at: noon + .seconds(60))
            let story = try await bench.store.conversation(with: number)
            #expect(story.conversation.owner == "closed")
            #expect(story.conversation.reason == "says that the number is wrong")
            #expect(try await bench.store.conversations(owner: nil, waiting: true, limit: 5).isEmpty)
            #expect(try await bench.store.dueTurns(at: noon + .seconds(600)).turns.isEmpty)
        }
    }

    @Test func aWrongNumberLeavesAPersonTheirConversation() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            try await bench.receive("Who is this?", on: line)
            _ = try await bench.store.reply(to: Bench.number(1), text: "Us.", by: "eva", at: noon + .seconds(10))
            try await bench.receive("Sorry, wrong number", on: line, at: noon + .seconds(60))
            let view = try await bench.store.conversation(with: Bench.number(1).e164).conversation
            #expect(view.owner == "human" && view.holder == "eva")
        }
    }

    /// A name that makes every confirmation too long must not lose the opt-out.
    @Test func anOptOutHoldsAlsoWhereItCannotBeConfirmed() async throws {
        try await Bench.run(settings: { $0.senderName = String(repeating: "Клиника ", count: 200) }) { bench in
            let line = try await bench.line()
            try await bench.campaign()
            #expect(try await bench.receive("STOP", on: line).optedOut)
            #expect(try await bench.enrollments() == ["optedOut"])
            #expect(try await bench.claim(line) == nil)
        }
    }
}
