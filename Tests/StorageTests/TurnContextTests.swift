import Campaigns
import Testing

@testable import Storage

/// What agents are told beside the texts.
@Suite struct TurnContextTests {
    private static let person = Bench.number(1)

    @Test func whatIsLeftOfTheBudgetsAndWhereTheCampaignStands() async throws {
        try await Bench.run { bench in
            let line = try await bench.line("sim-1")
            try await bench.campaign()
            try await bench.send(line)
            try await bench.receive("How much is it?", on: line, at: noon + .seconds(60))
            let at = noon + .seconds(70)
            let turn = try #require(try await bench.store.dueTurns(at: at).turns.first)
            var context = try await bench.store.context(of: turn, at: at)
            #expect(context.line == "sim-1" && context.step == 1 && context.campaign != nil)
            #expect(context.repliesLeftHour == 10 && context.repliesLeftDay == 30)
            #expect(context.language == "en" && context.owner == .agent)
            _ = try await bench.store.decide(.reply("Twenty.", why: ""), in: turn, at: at)
            context = try await bench.store.context(of: turn, at: at + .seconds(1))
            #expect(context.repliesLeftHour == 9 && context.repliesLeftDay == 29)
            context = try await bench.store.context(of: turn, at: at + .seconds(3601))
            #expect(context.repliesLeftHour == 10 && context.repliesLeftDay == 29)
        }
    }

    @Test func onlyConsentsThatCountAreTold() async throws {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            for (kind, end) in [(ConsentKind.express, nil), (.implied, noon + .seconds(10))] as [(_, Timestamp?)] {
                let consent = ConsentRecord(
                    kind: kind,
                    source: "paper",
                    capturedAt: noon,
                    expiresAt: end,
                    capturedBy: "eva"
                )
                try await bench.store.addConsent(consent, to: Self.person, liftsOptOut: false, at: noon)
            }
            try await bench.receive("Hello", on: line, at: noon + .seconds(60))
            let at = noon + .seconds(70)
            let turn = try #require(try await bench.store.dueTurns(at: at).turns.first)
            let context = try await bench.store.context(of: turn, at: at)
            #expect(context.consents == [.express])
            #expect(context.timeZone == nil && context.campaign == nil && context.step == nil)
        }
    }

    /// Where an agent understood it there is no stop word that would tell the language.
    @Test(arguments: [
        ("Ich habe genug davon, bitte nicht mehr", "keine Nachrichten mehr"),
        ("Enough, I do not like this", "no more messages"),
        ("???", "no more messages"),
    ])
    func anOptOutIsConfirmedInTheLanguageOfThePerson(text: String, words: String) async throws {
        try await Bench.run(settings: { $0.inboundAgent = "llm" }) { bench in
            let line = try await bench.line()
            try await bench.receive(text, on: line, at: noon)
            let turn = try #require(try await bench.store.dueTurns(at: noon + .seconds(8)).turns.first)
            _ = try await bench.store.decide(.optOut(why: "has enough"), in: turn, at: noon + .seconds(9))
            let sent = try #require(try await bench.send(line, at: noon + .seconds(10)))
            #expect(sent.text.contains(words), "\(sent.text)")
        }
    }

    /// STOP is a word of every language.
    @Test(arguments: [
        ("de", "Hello", "STOP", "keine Nachrichten mehr"),
        (nil, "Ich habe eine Frage", "Stop!", "keine Nachrichten mehr"),
        (nil, "I have a question", "Stop", "no more messages"),
        ("de", "Hello", "annulla", "messaggi"),
        ("de", "Hello", "unsubscribe", "no more messages"),
    ])
    func aWordOfEveryLanguageIsAnsweredInThePersons(field: String?, before: String, word: String, answer: String)
        async throws
    {
        try await Bench.run(settings: { $0.inboundAgent = "rules" }) { bench in
            let line = try await bench.line()
            let batch = try await bench.store.beginImport(name: "list", by: "eva", at: noon)
            let contact = ImportedContact(
                number: Self.person,
                fields: field.map { ["language": $0] } ?? [:],
                line: 2
            )
            try await bench.store.importRows([contact], rejected: [], into: batch, at: noon)
            try await bench.receive(before, on: line, at: noon)
            try await bench.receive(word, on: line, at: noon + .seconds(9))
            let sent = try #require(try await bench.send(line, at: noon + .seconds(10)))
            #expect(sent.text.contains(answer), "\(sent.text)")
        }
    }
}
