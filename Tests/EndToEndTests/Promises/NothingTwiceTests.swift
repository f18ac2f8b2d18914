import Gateway
import Simulation
import Storage
import Testing

@testable import smsbridge

@Suite("Promise 4: nothing is sent twice by accident", .timeLimit(.minutes(1)))
struct NothingTwiceTests {
    @Test("kill -9 between hand-over and answer: uncertain, never sent again, settled by its report")
    func killAtTheAnswer() async throws {
        var network = House.quick
        network.report = .seconds(3)...(.seconds(3))
        try await House.run(network: network) { house in
            let person = "+491511234001"
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                await house.bench.withNetwork { $0.add([.loseAnswer]) }
                try await daemon.startCampaign("first", to: [person], text: "Hello")
                try await daemon.until("the network took it") { await house.accepted(to: person).count == 1 }
                try await daemon.kill()
            }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                let message = try #require(await daemon.messages(to: person).first)
                #expect(["uncertain", "delivered"].contains(message.state))
                // Others of the same kind go on, and take their turn after it.
                let others = ["+491511234002", "+491511234003"]
                try await daemon.startCampaign("second", to: others, text: "Hello")
                for other in others { _ = try await daemon.untilMessage(to: other, is: "delivered") }
                _ = try await daemon.untilMessage(to: person, is: "delivered")
                let kinds = try await daemon.story(message.id).decisions.map(\.kind)
                #expect(kinds.filter { $0 == "handedOver" }.count == 1)
                #expect(kinds.contains("uncertain"))
                #expect(kinds.last == "delivered")
            }
            #expect(await house.accepted(to: person).count == 1)
            #expect(await house.accepted().count == 3)
        }
    }
}
