import Gateway
import Simulation
import Storage
import Testing

@testable import smsbridge

@Suite("A modem comes, goes and comes back", .timeLimit(.minutes(1)))
struct PluggingTests {
    private func state(_ name: String, _ daemon: RunningDaemon) async throws -> String? {
        try await daemon.client.get("/v1/modems").decoded([ModemView].self).first { $0.name == name }?.state
    }

    @Test("a path that is not there at the start is waited for, and taken up again after an unplugging")
    func plugging() async throws {
        try await House.run(modems: 0) { house in
            try house.configure(modems: 1)
            let person = "+491511234001"
            try await house.withDaemon { daemon in
                try await daemon.until("its modem is absent") { try await state("line1", daemon) == "absent" }
                try await daemon.send("One", to: person)
                try await house.rack.attach(SimulatedModem(index: 0))
                try await daemon.until("the first message left") { await house.accepted().map(\.text) == ["One"] }
                let first = try await daemon.untilMessage(to: person, is: "delivered")
                #expect(first.route == "line1")
                await house.bench.unplug(0)
                try await daemon.until("its modem is absent") { try await state("line1", daemon) == "absent" }
                try await daemon.send("Two", to: person)
                // What people write meanwhile waits in the network, and comes in when the modem is back.
                await house.write(from: person, toLine: 0, text: "Are you there?")
                try await house.rack.plug(0)
                try await daemon.until("the second message left") {
                    await house.accepted().map(\.text) == ["One", "Two"]
                }
                try await daemon.until("the reply came in") { daemon.journal.contains("line1: received from") }
            }
        }
    }
}
