import Gateway
import Simulation
import Storage
import Testing

@testable import smsbridge

@Suite("Promise 1: no talking over", .timeLimit(.minutes(1)))
struct NoTalkingOverTests {
    private static let person = "+491511234001"

    /// The modem whose prompt is held back; the other one's are not any more.
    private func holder(_ house: House, _ daemon: RunningDaemon) async throws -> Int {
        let modem = try await daemon.until("a modem stands at its prompt") {
            (0..<2).first { house.rack.isHolding($0) }
        }
        house.rack.release(1 - modem)
        return modem
    }

    @Test("a reply on one line while another stands at its prompt: ESC, and nothing leaves")
    func replyAtThePrompt() async throws {
        try await House.run(modems: 2) { house in
            for modem in 0..<2 { house.rack.holdPrompts(of: modem) }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 2)
                try await daemon.startCampaign("first", to: [Self.person], text: "Hello")
                let modem = try await holder(house, daemon)
                house.rack.forgetHeard(modem)
                await house.write(from: Self.person, toLine: 1 - modem, text: "I am here already")
                let message = try await daemon.untilMessage(to: Self.person, is: "cancelled")
                #expect(house.rack.isHolding(modem))
                house.rack.release(modem)
                try await daemon.until("the message is taken back") { house.rack.heard(modem).contains(0x1B) }
                // The line goes on working, and what it writes next is not that message.
                try await daemon.send("Another", to: "+491511234002")
                try await daemon.until("another message left") { await house.accepted().count == 1 }
                #expect(house.rack.heard(modem).first == 0x1B)
                #expect(try await daemon.story(message.id).message.segments.map(\.state) == ["cancelled"])
            }
            #expect(await house.accepted(to: Self.person).isEmpty)
        }
    }

    @Test("a reply after the first of three segments: the others never leave", arguments: ["same line", "other line"])
    func replyBetweenSegments(on line: String) async throws {
        try await House.run(modems: 2) { house in
            // The first prompt passes, the second is held.
            for modem in 0..<2 { house.rack.holdPrompts(of: modem, after: 1) }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 2)
                let text = String(repeating: "A long message. ", count: 25)
                try await daemon.startCampaign("first", to: [Self.person], text: text)
                let modem = try await holder(house, daemon)
                #expect(await house.accepted(to: Self.person).map(\.total) == [3])
                await house.write(
                    from: Self.person,
                    toLine: line == "same line" ? modem : 1 - modem,
                    text: "Please stop there, I have understood"
                )
                if line == "other line" {
                    try await daemon.untilLogged("received from")
                } else {
                    try await daemon.until("the modem told of the reply") { house.rack.hasAnnounced(modem) }
                }
                house.rack.release(modem)
                let message = try await daemon.untilMessage(to: Self.person, is: "cancelled")
                #expect(message.raced)
                #expect(message.segments.map(\.state) == ["accepted", "cancelled", "cancelled"])
                #expect(message.reason?.contains("partly sent") == true, "\(message.reason ?? "")")
                try await daemon.send("Another", to: "+491511234002")
                try await daemon.until("another message left") { await house.accepted(to: "+491511234002").count == 1 }
            }
            #expect(await house.accepted(to: Self.person).map(\.sequence) == [1])
        }
    }
}
