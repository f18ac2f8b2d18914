import Foundation
import Gateway
import Simulation
import Storage
import Testing

@testable import smsbridge

@Suite("A provider takes over where no line can send", .timeLimit(.minutes(1)))
struct FallbackTests {
    private static let person = "+491511234001"

    private func posts(_ server: Loopback) -> [[String: String]] {
        server.asked.filter { $0.method == "POST" }.map { asked in
            var components = URLComponents()
            components.percentEncodedQuery = asked.body.replacingOccurrences(of: "+", with: "%20")
            return Dictionary(
                (components.queryItems ?? []).map { ($0.name, $0.value ?? "") },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    private func inbound(_ daemon: RunningDaemon, from person: String) async throws -> [String] {
        try await daemon.client.get("/v1/messages", query: [("direction", "in"), ("number", person)])
            .decoded([MessageView].self).map(\.text)
    }

    @Test("without a modem: out once, delivered by a signed callback; replies come in by webhook and by poll, once")
    func provider() async throws {
        let twilio = FakeTwilio()
        try await House.run(modems: 0) { house in
            try await Loopback.run(house.happenings, script: { twilio.answer($0, $1) }) { server in
                try house.configure(modems: 0, more: FakeTwilio.settings(baseURL: server.url))
                try await house.withDaemon { daemon in
                    let place = try await daemon.until("the webhooks' port is open") {
                        daemon.journal.lines.lazy.compactMap { line in
                            line.range(of: "webhooks on ").map { String(line[$0.upperBound...]) }
                        }.first
                    }
                    let id = try await daemon.send("Hello", to: Self.person)
                    let sent = try await daemon.untilMessage(to: Self.person, is: "sent")
                    #expect(sent.route == "twilio")
                    let request = try #require(posts(server).first)
                    #expect(request["To"] == Self.person && request["Body"] == "Hello")
                    let callback = try #require(request["StatusCallback"])
                    #expect(callback.hasPrefix(FakeTwilio.publicURL))
                    let path = String(callback.dropFirst(FakeTwilio.publicURL.count))
                    let sid = try #require(sent.segments.first?.reference)

                    let status = [("MessageSid", sid), ("MessageStatus", "undelivered"), ("AccountSid", "AC0")]
                    let forged = try await FakeTwilio.call(place, path, status, token: "another")
                    #expect((400..<500).contains(forged))
                    #expect(try await daemon.story(id).message.state == "sent")
                    let good = [("MessageSid", sid), ("MessageStatus", "delivered"), ("AccountSid", "AC0")]
                    #expect(try await FakeTwilio.call(place, path, good) == 200)
                    #expect(try await daemon.story(id).message.state == "delivered")

                    // The same STOP comes by webhook and stands in the list.
                    let stop = "SM\(String(repeating: "a", count: 32))"
                    let fields = [
                        ("MessageSid", stop), ("From", Self.person), ("To", FakeTwilio.number), ("Body", "STOP"),
                    ]
                    #expect((400..<500).contains(try await FakeTwilio.call(place, path, fields, token: "another")))
                    #expect(try await inbound(daemon, from: Self.person).isEmpty)
                    #expect(try await FakeTwilio.call(place, path, fields) == 200)
                    #expect(try await house.command(["suppression", "list"]).output.contains(Self.person))
                    twilio.add(stop, from: Self.person, "STOP")
                    twilio.add("SM\(String(repeating: "b", count: 32))", from: "+491511234002", "I am polled")
                    try await daemon.until("the poll brought the other message") {
                        try await inbound(daemon, from: "+491511234002") == ["I am polled"]
                    }
                    #expect(try await inbound(daemon, from: Self.person) == ["STOP"])
                    // Twilio confirms a STOP itself, and nothing else leaves to that number.
                    try await daemon.send("Once more", to: Self.person)
                    try await daemon.send("Marker", to: "+491511234003")
                    _ = try await daemon.untilMessage(to: "+491511234003", is: "sent")
                    #expect(posts(server).compactMap { $0["Body"] } == ["Hello", "Marker"])
                }
            }
        }
    }

    @Test("a message that is uncertain on a line never goes to the provider")
    func uncertain() async throws {
        let twilio = FakeTwilio()
        try await House.run { house in
            try await Loopback.run(house.happenings, script: { twilio.answer($0, $1) }) { server in
                try house.configure(modems: 1, more: FakeTwilio.settings(baseURL: server.url))
                try await house.withDaemon { daemon in
                    try await daemon.untilReady(modems: 1)
                    await house.bench.withNetwork { $0.add([.loseAnswer]) }
                    try await daemon.send("Hello", to: Self.person)
                    try await daemon.until("the network took it") { await house.accepted().count == 1 }
                    await house.bench.unplug(0)
                    let message = try await daemon.untilMessage(to: Self.person, is: "uncertain")
                    // What comes after it does take that way.
                    try await daemon.send("Another", to: "+491511234002")
                    _ = try await daemon.untilMessage(to: "+491511234002", is: "sent")
                    #expect(posts(server).compactMap { $0["Body"] } == ["Another"])
                    #expect(try await daemon.story(message.id).message.state == "uncertain")
                }
            }
        }
    }
}
