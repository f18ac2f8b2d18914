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
}
