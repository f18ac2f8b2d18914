import Campaigns
import SMS
import Testing

@testable import Storage

/// What comes under a number and is not for a conversation.
@Suite struct AsideTests {
    private static let voicemail = MessageWaiting(kind: .voicemail, isActive: true, isStored: false)

    private func receive(
        _ kind: InboundKind,
        _ text: String?,
        _ bench: Bench,
        on line: RouteTerms,
        at: Timestamp = noon
    ) async throws -> Receipt {
        try await bench.receive(.aside(kind, text: text), on: line, id: "\(kind) \(at)", at: at)
    }

    /// Voice mail notices, silent messages and data for the SIM: no person wrote them.
    @Test(arguments: [InboundKind.messageWaiting(voicemail), .silent, .simData])
    func whatNoPersonWroteIsShownAndChangesNothing(_ kind: InboundKind) async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            try await bench.campaign()
            try await bench.send(line)
            let before = try await bench.enrollments()
            let receipt = try await receive(kind, "STOP", bench, on: line, at: noon + .seconds(1))
            #expect(receipt.inbound != nil && receipt.halted == 0 && receipt.cancelled == 0 && !receipt.optedOut)
            #expect(try await bench.enrollments() == before)
            #expect(try await bench.texts("SELECT kind FROM inbound") == [kind.name])
            #expect(try await bench.count("SELECT COUNT(*) FROM suppression") == 0)
            #expect(try await bench.count("SELECT COUNT(*) FROM inbound WHERE campaign_id IS NOT NULL") == 0)
            #expect(try await bench.texts("SELECT owner FROM conversation") == ["closed"], "nobody has to answer it")
            #expect(try await bench.store.dueTurns(at: noon + .seconds(60)).turns.isEmpty)
            let shown = try #require(try await bench.store.messages(MessageFilter(direction: "in")).first)
            #expect(shown.text.hasPrefix(try #require(kind.words)) && shown.reason == kind.name)
            #expect(shown.origin == "network")
        }
    }

    /// A silent message between a question and its answer must not take the answer away.
    @Test func anAnswerUnderWayIsNotDropped() async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            try await bench.receive("When do you open?", on: line)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(60)).turns.first)
            _ = try await receive(.silent, nil, bench, on: line, at: noon + .seconds(60))
            let outcome = try await bench.store.decide(.reply("At 9.", why: "hours"), in: turn, at: noon + .seconds(61))
            guard case .replied = outcome else {
                Issue.record("\(outcome)")
                return
            }
        }
    }

    @Test(arguments: [InboundKind.flash, .application(destinationPort: 9204)])
    func whatAPersonSentHaltsAndWaitsForAHuman(_ kind: InboundKind) async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            try await bench.campaign()
            #expect(try await receive(kind, "I will come", bench, on: line).halted == 1)
            #expect(try await bench.texts("SELECT owner FROM conversation") == ["waitingForHuman"])
            #expect(try await bench.texts("SELECT kind FROM inbound") == [kind.name])
            #expect(try await bench.store.dueTurns(at: noon + .seconds(60)).turns.isEmpty)
        }
    }

    @Test func aFlashMessageThatSaysStopIsAnOptOut() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            #expect(try await receive(.flash, "STOP", bench, on: line).optedOut)
            #expect(try await bench.texts("SELECT reason FROM suppression") == ["stopKeyword"])
            // Data for an application is not read at all.
            let data = try await bench.receive(
                .aside(.application(destinationPort: 9204), text: "STOP"),
                from: .person(Bench.number(2)),
                on: line,
                id: "data"
            )
            #expect(!data.optedOut && data.halted == 0)
        }
    }
}
