import Gateway
import Server
import Simulation
import Storage
import Subprocess
import Testing

@testable import smsbridge

@Suite("Lines that write to each other, by the real program", .timeLimit(.minutes(1)))
struct LoopbackCommandTests {
    private func tests(_ daemon: RunningDaemon) async throws -> [LoopbackView] {
        try await daemon.client.get("/v1/loopbacks").decoded([LoopbackView].self)
    }

    @Test("run says what came back, and list shows it")
    func run() async throws {
        try await House.run(modems: 2) { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 2)
                // A line tells its number a moment after it is ready.
                try await daemon.until("the numbers are known") {
                    try await daemon.client.get("/v1/modems").decoded([ModemView].self).allSatisfy { $0.number != nil }
                }
                let outcome = try await house.command(["modem", "loopback", "run"])
                #expect(outcome.status == .exited(0), "\(outcome)")
                let rows = outcome.output.split(separator: "\n")
                #expect(rows.count == 3 && rows.dropFirst().allSatisfy { $0.hasSuffix("  ok") }, "\(outcome.output)")
                #expect(rows.allSatisfy { $0.count <= 80 })
                let list = try await house.command(["modem", "loopback", "list", "line1", "--json"])
                #expect(list.output.contains("\"outcome\":\"arrived\""))
                let refused = try await house.command(["modem", "loopback", "run", "nobody"])
                #expect(refused.status == .exited(1) && refused.error.contains("there is no modem nobody"))
            }
        }
    }

    @Test("a test that comes after kill -9 and a restart is still one, and nobody answers it")
    func restart() async throws {
        try await House.run(modems: 1) { house in
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                try await daemon.until("its number is known") {
                    try await daemon.client.get("/v1/modems").decoded([ModemView].self).first?.number != nil
                }
                await house.bench.apply(.deaf(true), to: 0)
                // The client goes as soon as the network has the message; the test goes on.
                try await daemon.client.events("POST", "/v1/loopbacks", of: TechnicianEvent.self) { event, _ in
                    event.loopbacks?.tests.first?.acceptedAfter == nil
                }
                try await daemon.kill()
            }
            await house.bench.apply(.deaf(false), to: 0)
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                try await daemon.until("it has come") { try await tests(daemon).first?.outcome == .arrived }
                let conversations = try await daemon.client.get("/v1/conversations").decoded([ConversationView].self)
                #expect(conversations.isEmpty)
                #expect(try await daemon.messages().map(\.origin) == ["test"])
            }
        }
    }
}
