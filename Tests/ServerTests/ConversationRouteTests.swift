import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Conversations by HTTP")
struct ConversationRouteTests {
    private static let path = "/v1/conversations/%2B491511234001"

    @Test("a person answers, hands back, closes; each change says who did it")
    func orders() async throws {
        try await Bench.with { bench in
            #expect(try await bench.ask(.post, Self.path + "/claim", #"{"by": "eva"}"#).status == 404)
            let body = #"{"by": "eva", "text": "We call you at two.", "idempotency_key": "k"}"#
            let receipt = try await bench.ask(.post, Self.path + "/reply", body)
            #expect(receipt.status == 202)
            let again = try await bench.ask(.post, Self.path + "/reply", body)
            #expect(again.status == 200)
            #expect(try again.decoded(SendReceipt.self).id == receipt.decoded(SendReceipt.self).id)
            let list = try await bench.ask(.get, "/v1/conversations?owner=human").decoded([ConversationView].self)
            #expect(list.map(\.holder) == ["eva"])
            #expect(
                try await bench.ask(.get, "/v1/conversations?waiting=true").decoded([ConversationView].self).isEmpty
            )
            let back = try await bench.ask(.post, Self.path + "/handback", #"{"by": "max", "reason": "done"}"#)
            #expect(try back.decoded(ConversationView.self).owner == "agent")
            #expect(try await bench.ask(.post, Self.path + "/handback", #"{"by": "max"}"#).status == 409)
            #expect(try await bench.ask(.post, Self.path + "/close", #"{"by": "max"}"#).status == 200)
            let story = try await bench.ask(.get, Self.path).decoded(ConversationStory.self)
            #expect(story.changes.map { "\($0.owner) \($0.by)" } == ["human eva", "agent max", "closed max"])
            #expect(story.messages.map(\.origin) == ["human"])
        }
    }

    @Test("who does not say who they are, or what, is told so")
    func refusals() async throws {
        try await Bench.with { bench in
            #expect(
                try await bench.ask(.post, Self.path + "/reply", #"{"by": " ", "text": "x"}"#).problem?.field == "by"
            )
            #expect(try await bench.ask(.post, Self.path + "/reply", #"{"by": "eva"}"#).problem?.field == "text")
            let long = String(repeating: "x", count: 4000)
            let answer = try await bench.ask(.post, Self.path + "/reply", #"{"by": "eva", "text": "\#(long)"}"#)
            #expect(answer.problem?.field == "text")
            #expect(try await bench.ask(.post, Self.path + "/draft/approve", #"{"by": "eva"}"#).status == 404)
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234001"}"#)
            let refused = try await bench.ask(.post, Self.path + "/reply", #"{"by": "eva", "text": "x"}"#)
            #expect(refused.status == 409 && refused.problem?.detail.contains("suppressed") == true)
        }
    }

    @Test("the header makes an answer safe to repeat, and nobody answers for another by accident")
    func repeatedAndTaken() async throws {
        try await Bench.with { bench in
            var headers: HTTPFields = [:]
            headers[try #require(HTTPField.Name("Idempotency-Key"))] = "answer-7"
            let body = #"{"by": "eva", "text": "We call you at two."}"#
            let first = try await bench.ask(.post, Self.path + "/reply", body, headers: headers)
            let again = try await bench.ask(.post, Self.path + "/reply", body, headers: headers)
            #expect(first.status == 202 && again.status == 200)
            #expect(try again.decoded(SendReceipt.self).id == first.decoded(SendReceipt.self).id)
            let other = try await bench.ask(.post, Self.path + "/reply", #"{"by": "max", "text": "At three."}"#)
            #expect(other.status == 409 && other.problem?.detail.contains("eva has the conversation") == true)
            #expect(try await bench.ask(.post, Self.path + "/claim", #"{"by": "max"}"#).status == 409)
            let taken = try await bench.ask(.post, Self.path + "/claim", #"{"by": "max", "take": true}"#)
            #expect(try taken.decoded(ConversationView.self).holder == "max")
        }
    }

    @Test("a service is shown by its name, and never answered")
    func services() async throws {
        try await Bench.with { bench in
            let route = try await bench.store.register(
                RouteDescription(kind: .line, key: "8949", name: "one"),
                at: Bench.now
            )
            for name in ["72345", "INFOBANK"] {
                _ = try await bench.store.receive(
                    InboundPart(
                        route: route,
                        fingerprint: name,
                        sender: .service(name),
                        content: .text("Your bill is there."),
                        encoding: "gsm7",
                        raw: "",
                        receivedAt: Bench.now
                    )
                )
                let story = try await bench.ask(.get, "/v1/conversations/\(name)").decoded(ConversationStory.self)
                #expect(story.conversation.number == name && story.messages.count == 1)
                let body = #"{"by": "eva", "text": "Thank you."}"#
                let answer = try await bench.ask(.post, "/v1/conversations/\(name)/reply", body)
                #expect(answer.status == 409 && answer.problem?.detail.contains("is a service") == true)
            }
            #expect(try await bench.store.queueDepth(at: Bench.now).queued == 0)
        }
    }
}
