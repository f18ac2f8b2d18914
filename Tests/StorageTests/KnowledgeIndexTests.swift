import Campaigns
import Storage
import Testing

@Suite struct KnowledgeIndexTests {
    private static let passages = [
        KnowledgePassage(source: "p.md#1", text: "Prices\nA gate costs 20 EUR.", score: 0),
        KnowledgePassage(source: "h.md#1", text: "Opening hours\nWe open at nine. Geöffnet ab neun.", score: 0),
        KnowledgePassage(source: "h.md#2", text: "Holidays\nClosed at Christmas.", score: 0),
    ]

    @Test(arguments: [
        ("When do you open?", ["h.md#1"]), ("geoffnet?", ["h.md#1"]), ("What does a GATE cost", ["p.md#1"]),
        ("Are you closed on holidays", ["h.md#2"]), ("purple elephants", []), ("", []), ("is the of", []),
        ("\" OR text:* NEAR( ^ - AND NOT", []), ("gates\"; DROP TABLE passage; --", ["p.md#1"]),
    ])
    func findsByWords(text: String, sources: [String]) async throws {
        let index = try KnowledgeIndex(Self.passages)
        #expect(try await index.passages(for: text, limit: 3).map(\.source) == sources)
    }

    @Test func theBestComesFirst() async throws {
        let index = try KnowledgeIndex(Self.passages)
        let found = try await index.passages(
            for: "What does the gate cost, and when are you open at Christmas, closed?",
            limit: 2
        )
        #expect(found.count == 2)
        #expect(found[0].source == "h.md#2")
        #expect(found[0].score >= found[1].score)
    }

    @Test func anotherWordIsAnotherVersion() throws {
        var other = Self.passages
        other[0].text += "!"
        let (one, two) = (try KnowledgeIndex(Self.passages), try KnowledgeIndex(other))
        #expect(one.version != two.version)
    }
}
