import Campaigns
import Gateway
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Messages by HTTP")
struct MessageRouteTests {
    @Test("one object is answered with one receipt, and can be looked up")
    func one() async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(.post, "/v1/messages", #"{"to": "0151 1234567", "text": "Hello"}"#)
            #expect(answer.status == 202)
            let receipt = try answer.decoded(SendReceipt.self)
            #expect(receipt.number == "+491511234567")
            #expect(receipt.segments == 1)
            let story = try await bench.ask(.get, "/v1/messages/\(receipt.id)").decoded(MessageStory.self)
            #expect(story.message.text == "Hello")
            #expect(!story.decisions.isEmpty)
        }
    }

    @Test("a list is answered in its order")
    func list() async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(
                .post,
                "/v1/messages",
                #" [{"to": "+491511234567", "text": "a"}, {"to": "+491511234568", "text": "b"}]"#
            )
            #expect(answer.status == 202)
            let receipts = try answer.decoded([SendReceipt].self)
            #expect(receipts.map(\.number) == ["+491511234567", "+491511234568"])
        }
    }

    @Test("a list with one bad message is refused whole, and says which")
    func allOrNothing() async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(
                .post,
                "/v1/messages",
                #"[{"to": "+491511234567", "text": "a"}, {"to": "12", "text": "b"}]"#
            )
            #expect(answer.status == 422)
            #expect(answer.type == "application/problem+json")
            #expect(answer.problem?.field == "[1].to")
            #expect(try await bench.ask(.get, "/v1/messages").decoded([MessageView].self).isEmpty)
        }
    }

    @Test("every bad message of a list is told, with its place and reason")
    func everyFault() async throws {
        try await Bench.with { bench in
            let numbers = (0..<150).map { $0 % 5 == 0 ? "+491511234567" : "1\($0 % 10)" }
            let list = "[" + numbers.map { #"{"to": "\#($0)", "text": "a"}"# }.joined(separator: ",") + "]"
            let answer = try await bench.ask(.post, "/v1/messages", list)
            #expect(answer.status == 422)
            let problem = try #require(answer.problem)
            #expect(problem.errorCount == 120)
            #expect(problem.errors?.count == 100)
            #expect(problem.errors?.prefix(5).map(\.index) == [1, 2, 3, 4, 6])
            #expect(problem.errors?.first?.field == "to")
            let forms = #"[{"to": 5, "text": "a"}, {"to": "+491511234567"}, {"to": "+491511234567", "text": "a"}]"#
            let unread = try #require(try await bench.ask(.post, "/v1/messages", forms).problem)
            #expect(unread.errors?.map(\.index) == [0, 1])
            #expect(unread.errors?.map(\.field) == ["to", "text"])
            #expect(try await bench.ask(.get, "/v1/messages").decoded([MessageView].self).isEmpty)
        }
    }

    @Test("a check says what is wrong and queues nothing")
    func check() async throws {
        try await Bench.with { bench in
            let good = #"[{"to": "+491511234567", "text": "a"}]"#
            #expect(try await bench.ask(.post, "/v1/messages?check=true", good).status == 204)
            let bad = #"[{"to": "12", "text": "a"}]"#
            let refused = try await bench.ask(.post, "/v1/messages?check=true", bad)
            #expect(refused.status == 422)
            #expect(refused.problem?.errors?.map(\.index) == [0])
            #expect(try await bench.ask(.get, "/v1/messages").decoded([MessageView].self).isEmpty)
        }
    }

    @Test("a suppressed number is answered with suppressed, why, and what to do")
    func suppressed() async throws {
        try await Bench.with { bench in
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234567", "note": "asked"}"#)
            let body = #"[{"to": "+491511234567", "text": "a"}, {"to": "+491511234568", "text": "a"}]"#
            let receipts = try await bench.ask(.post, "/v1/messages", body).decoded([SendReceipt].self)
            #expect(receipts.map(\.state) == ["suppressed", "queued"])
            #expect(receipts[0].reason?.contains("somebody here entered it") == true)
            #expect(receipts[0].remedy?.contains("suppression remove +491511234567") == true)
            #expect(receipts[1].reason == nil && receipts[1].remedy == nil)
            // What only the person can lift is not advised to be taken back by hand.
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234569", "reason": "complaint"}"#)
            let asked = try await bench.ask(.post, "/v1/messages", #"{"to": "+491511234569", "text": "a"}"#)
            #expect(asked.text.contains("--evidence WHAT --lifts-opt-out"), "\(asked.text)")
            #expect(!asked.text.contains("suppression remove"))
        }
    }

    @Test("the same key again queues nothing", arguments: [false, true])
    func idempotency(isList: Bool) async throws {
        try await Bench.with { bench in
            let message = #"{"to": "+491511234567", "text": "a"}"#
            let body = isList ? "[\(message), \(message)]" : message
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let first = try await bench.ask(.post, "/v1/messages", body, headers: [key: "order-17"])
            let second = try await bench.ask(.post, "/v1/messages", body, headers: [key: "order-17"])
            #expect(first.status == 202)
            #expect(second.status == 200)
            let stored = try await bench.ask(.get, "/v1/messages").decoded([MessageView].self)
            #expect(stored.count == (isList ? 2 : 1))
        }
    }

    @Test(
        "what cannot be read is told with the place",
        arguments: [
            ("", 400, nil), ("hello", 400, nil), ("[]", 422, nil), (#"{"to": "+491511234567"}"#, 422, "text"),
            (#"[{"to": 5, "text": "a"}]"#, 422, "[0].to"),
            (#"{"to": "+491511234567", "text": "a", "send_at": "soon"}"#, 422, "send_at"),
        ] as [(String, Int, String?)]
    )
    func malformed(body: String, status: Int, field: String?) async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(.post, "/v1/messages", body)
            #expect(answer.status == status)
            let problem = try #require(answer.problem)
            #expect(problem.status == status)
            #expect(problem.field == field)
            #expect(problem.type.hasPrefix("urn:smsbridge:problem:"))
        }
    }

    @Test("more than 10,000 at once are refused")
    func tooMany() async throws {
        try await Bench.with { bench in
            let one = #"{"to":"+491511234567","text":"a"}"#
            let body = "[" + Array(repeating: one, count: APILimits.messages + 1).joined(separator: ",") + "]"
            let answer = try await bench.ask(.post, "/v1/messages", body)
            #expect(answer.status == 413)
        }
    }

    @Test(
        "filters that do not exist or do not fit are refused",
        arguments: [
            ("stat=failed", "stat"), ("state=gone", "state"), ("limit=0", "limit"), ("limit=1001", "limit"),
            ("direction=up", "direction"), ("number=12", "number"), ("before_id=x", "before_id"),
        ]
    )
    func filters(query: String, field: String) async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(.get, "/v1/messages?\(query)")
            #expect(answer.status == 422)
            #expect(answer.problem?.field == field)
        }
    }

    @Test("a number is found in any form, and pages follow one another")
    func pages() async throws {
        try await Bench.with { bench in
            for text in ["a", "b", "c"] {
                _ = try await bench.ask(.post, "/v1/messages", "{\"to\":\"+491511234567\",\"text\":\"\(text)\"}")
            }
            let first = try await bench.ask(.get, "/v1/messages?number=01511234567&limit=2").decoded([MessageView].self)
            #expect(first.map(\.text) == ["c", "b"])
            let last = try #require(first.last)
            let next = try await bench.ask(.get, "/v1/messages?before_id=\(last.id)").decoded([MessageView].self)
            #expect(next.map(\.text) == ["a"])
        }
    }

    @Test("a queued message can be taken back once")
    func cancel() async throws {
        try await Bench.with { bench in
            let body = #"{"to": "+491511234567", "text": "a"}"#
            let receipt = try await bench.ask(.post, "/v1/messages", body).decoded(SendReceipt.self)
            let taken = try await bench.ask(.delete, "/v1/messages/\(receipt.id)")
            #expect(try taken.decoded(MessageView.self).state == "cancelled")
            #expect(try await bench.ask(.delete, "/v1/messages/\(receipt.id)").status == 409)
            #expect(try await bench.ask(.delete, "/v1/messages/999").status == 404)
            #expect(try await bench.ask(.get, "/v1/messages/x").problem?.field == "id")
        }
    }

    @Test("a path that does not exist is a problem document")
    func noSuchPath() async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(.get, "/v2/messages")
            #expect(answer.status == 404)
            #expect(answer.problem?.type == "urn:smsbridge:problem:not-found")
        }
    }
}
