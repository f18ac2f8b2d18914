import Campaigns
import Testing

@testable import Connectors

@Suite struct TwilioCursorTests {
    private func message(_ sid: String, _ time: String) throws -> TwilioMessage {
        let text = #"{"sid":"\#(sid)","date_sent":"Mon, 23 Nov 2026 \#(time) +0000"}"#
        return try #require(TwilioReading.decode(TwilioMessage.self, Array(text.utf8)))
    }

    private var noon: TwilioCursor {
        TwilioCursor(time: Timestamp(rfc2822: "23 Nov 2026 12:00:00 GMT") ?? .init(seconds: 0))
    }

    @Test func tellsTheOldestFirst() throws {
        var cursor = noon
        // Newest first, as the list shows them; b and c share a second.
        let list = [
            try message("d", "12:00:09"), try message("c", "12:00:05"), try message("b", "12:00:05"),
            try message("a", "12:00:01"),
        ]
        #expect(cursor.take(list, upTo: nil).map(\.sid) == ["a", "b", "c", "d"])
        #expect(cursor.time.description == "2026-11-23T12:00:09.000Z")
        #expect(cursor.take(list, upTo: nil).isEmpty)
    }

    @Test func findsASecondMessageOfTheSameSecond() throws {
        var cursor = noon
        #expect(cursor.take([try message("z", "12:00:05")], upTo: nil).map(\.sid) == ["z"])
        let list = [try message("z", "12:00:05"), try message("a", "12:00:05")]
        #expect(cursor.take(list, upTo: nil).map(\.sid) == ["a"])
    }

    @Test func findsAMessageThatTheListShowedLate() throws {
        var cursor = noon
        _ = cursor.take([try message("b", "12:01:00")], upTo: nil)
        #expect(cursor.start.description == "2026-11-23T12:00:00.000Z")
        let list = [try message("b", "12:01:00"), try message("a", "12:00:30")]
        #expect(cursor.take(list, upTo: nil).map(\.sid) == ["a"])
        #expect(cursor.take(list, upTo: nil).isEmpty)
        #expect(cursor.time.description == "2026-11-23T12:01:00.000Z")
    }

    @Test func movesOverAStretchWithoutMessages() {
        var cursor = noon
        let end = cursor.time + .seconds(600)
        #expect(cursor.take([], upTo: end).isEmpty)
        #expect(cursor.time == end)
    }

    @Test func isReadBackFromItsText() throws {
        var cursor = noon
        #expect(TwilioCursor(cursor.description) == cursor)
        _ = cursor.take([try message("b", "12:01:00"), try message("a", "12:00:30")], upTo: nil)
        #expect(TwilioCursor(cursor.description) == cursor)
    }

    @Test(arguments: ["", "1", "2 0", "1 x", "1 -5", "1 5 sid", "1 5 sid@x", String(repeating: "1 ", count: 20_000)])
    func refusesOtherTexts(text: String) {
        #expect(TwilioCursor(text) == nil)
    }

    @Test func staysBounded() throws {
        var cursor = noon
        let list = try (0..<1000).map { try message("s\($0)", "12:00:30") }
        #expect(cursor.take(list, upTo: nil).count == 1000)
        #expect(cursor.seen.count == TwilioCursor.maximumSeen)
        #expect(TwilioCursor(cursor.description) == cursor)
    }

    /// However messages show up and polls fall, each is told of, none twice.
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func losesAndRepeatsNothing(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        // When each was sent, and when the list shows it: up to 50 s later.
        let messages = (0..<100).map { index in
            let sent = Int.random(in: 1...600, using: &generator)
            return (sid: "s\(index)", sent: sent, shown: sent + Int.random(in: 0...50, using: &generator))
        }
        var cursor = noon
        let base = cursor.time
        var told: [String] = []
        var now = 0
        while now <= 700 {
            now += Int.random(in: 1...60, using: &generator)
            let list = try messages.filter { $0.shown <= now && base + .seconds($0.sent) >= cursor.start }
                .sorted { $0.sent > $1.sent }
                .map { try message($0.sid, "12:\(pad($0.sent / 60)):\(pad($0.sent % 60))") }
            let stored = try #require(TwilioCursor(cursor.description))
            cursor = stored
            told += cursor.take(list, upTo: nil).compactMap(\.sid)
        }
        #expect(told.sorted() == messages.map(\.sid).sorted(), "seed \(seed)")
    }

    private func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
