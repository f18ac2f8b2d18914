import Campaigns
import Gateway
import Glibc
import Simulation
import Storage
import Subprocess
import Testing

@testable import smsbridge

@Suite("The daemon stops within five seconds", .timeLimit(.minutes(1)))
struct StoppingTests {
    @Test("SIGTERM while a segment has no answer: it is stored as uncertain")
    func withoutAnswer() async throws {
        try await House.run { house in
            let status = try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                await house.bench.withNetwork { $0.add([.loseAnswer]) }
                try await daemon.send("Hello", to: "+491511234001")
                try await daemon.until("the network took it") { await house.accepted().count == 1 }
                #expect(try await daemon.end(with: SIGTERM) < .seconds(5))
            }
            #expect(status == .exited(0))
            // Looked up in the database itself: a new life would put right what this one left.
            let store = try Store(path: house.database, context: StoreContext(zones: ZoneDirectory()))
            defer { store.close() }
            #expect(try store.dayFacts().messages.map(\.state) == ["uncertain"])
        }
    }

    @Test("at rest, with a client connected, both signals end it at once", arguments: [SIGINT, SIGTERM])
    func atRest(signal: Int32) async throws {
        try await House.run { house in
            let status = try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                #expect(try await daemon.end(with: signal) < .seconds(2))
                #expect(!daemon.journal.contains("not there"), "nobody pulled a modem out")
            }
            #expect(status == .exited(0))
        }
    }
}
