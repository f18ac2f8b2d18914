import Gateway
import Glibc
import Modems
import Simulation
import Storage
import Testing

@testable import smsbridge

@Suite("Promises 2 and 6: inbox before outbox, and an opt-out is lasting", .timeLimit(.minutes(1)))
struct InboxFirstTests {
    @Test("STOPs that wait on a SIM at the start: nothing of the campaign to them, and one confirmation each")
    func stopsOnTheSIM() async throws {
        try await House.run(modems: 0) { house in
            let stops = (1...3).map { "+49151123400\($0)" }
            let others = (4...6).map { "+49151123400\($0)" }
            try house.configure(modems: 2)
            // No modem is there yet, so all six messages wait.
            try await house.withDaemon { daemon in
                try await daemon.startCampaign("first", to: stops + others, text: "Hello")
                try await daemon.until("six messages are queued") { try await daemon.messages().count == 6 }
                try await daemon.end(with: SIGTERM)
            }
            // One modem is quick; the STOPs wait on the SIM of another one that is slow.
            var slow = SimulatedModem(index: 1)
            slow.hardware.answerDelay = .milliseconds(60)
            try await house.rack.attach(SimulatedModem(index: 0))
            try await house.rack.attach(slow)
            for person in stops { await house.write(from: person, toLine: 1, text: "STOP") }
            while await house.bench.modem(1)?.sim?.slots.count(where: { $0 != nil }) != 3 {
                try Task.checkCancellation()
                await Task.yield()
            }
            try await house.withDaemon { daemon in
                for person in others { _ = try await daemon.untilMessage(to: person, is: "delivered") }
                for person in stops {
                    try await daemon.until("\(person) has a confirmation") {
                        try await daemon.messages(to: person).contains { $0.state == "delivered" }
                    }
                    let messages = try await daemon.messages(to: person)
                    #expect(messages.filter { $0.origin == "system" }.count == 1)
                    #expect(
                        messages.filter { $0.origin == "campaign" }.allSatisfy { $0.segments[0].handedOverAt == nil }
                    )
                }
                let suppressed = try await house.command(["suppression", "list"])
                for person in stops { #expect(suppressed.output.contains(person)) }
                try await daemon.until("the SIM is empty") {
                    await house.bench.modem(1)?.sim?.slots.allSatisfy { $0 == nil } == true
                }
            }
            for person in stops {
                let texts = await house.accepted(to: person).map(\.text)
                #expect(texts.count == 1 && texts.allSatisfy { $0 != "Hello" }, "\(texts)")
            }
            #expect(await house.accepted().count == 6)
        }
    }
}
