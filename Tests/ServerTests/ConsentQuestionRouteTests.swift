import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Questions for consent by HTTP")
struct ConsentQuestionRouteTests {
    private static let path = "/v1/consents/questions"

    @Test("each number is told what became of it, and the list shows them")
    func asks() async throws {
        try await Bench.with { bench in
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number":"+491511234002","note":"asked"}"#)
            let body = """
                {"numbers":["+491511234001","+491511234002","+491511234001"],"text":"Clinic: reply YES to agree",
                "purpose":"news","locale":"en","by":"eva"}
                """
            let answer = try await bench.ask(.post, Self.path, body)
            #expect(answer.status == 202)
            let views = try answer.decoded([ConsentQuestionView].self)
            #expect(views.map(\.state) == [.queued, .refused, .refused])
            #expect(views[1].reason?.contains("never asked") == true)
            let list = try await bench.ask(.get, Self.path + "?number=01511234001").decoded([ConsentQuestionView].self)
            #expect(list.map(\.purpose) == ["news"] && list.first?.askedBy == "eva")
            let message = try await bench.ask(.get, "/v1/messages/\(list[0].message ?? 0)").decoded(MessageStory.self)
            #expect(message.message.category == "marketing")
        }
    }

    @Test(
        "what cannot be asked is told by its field, and nobody is asked",
        arguments: [
            (#"{"numbers":[],"text":"Reply YES"}"#, "numbers"),
            (#"{"numbers":["+491511234001","12"],"text":"Reply YES"}"#, "numbers[1]"),
            (#"{"numbers":["+491511234001"],"text":"Do you agree?"}"#, "text"),
            (#"{"numbers":["+491511234001"],"text":"Reply YES","purpose":"!"}"#, "purpose"),
        ]
    )
    func refuses(body: String, field: String) async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(.post, Self.path, body)
            #expect(answer.status == 422 && answer.problem?.field == field)
            #expect(try await bench.ask(.get, Self.path).decoded([ConsentQuestionView].self).isEmpty)
        }
    }

    @Test("a message of an unknown category is refused; one of marketing keeps it")
    func category() async throws {
        try await Bench.with { bench in
            let wrong = #"{"to":"+491511234001","text":"Sale","category":"ads"}"#
            #expect(try await bench.ask(.post, "/v1/messages", wrong).problem?.field == "category")
            let right = #"{"to":"+491511234001","text":"Sale","category":"marketing"}"#
            #expect(try await bench.ask(.post, "/v1/messages", right).status == 202)
            let views = try await bench.ask(.get, "/v1/messages").decoded([MessageView].self)
            #expect(views.map(\.category) == ["marketing"])
        }
    }
}
