import Campaigns
import Testing

@testable import Storage

@Suite struct PINTests {
    @Test func aTriedPINIsRememberedUntilItIsAccepted() async throws {
        let memory = try MemoryDatabase()
        try await Bench.run(memory: memory) { bench in
            try await bench.store.rememberPIN("1234", triedOn: "8949", at: noon)
            try await bench.store.rememberPIN("1234", triedOn: "8949", at: noon)
            try await bench.store.rememberPIN("0000", triedOn: "imei:35", at: noon)
        }
        try await Bench.run(memory: memory) { bench in
            let refused = try await bench.store.refusedPINs(of: ["8949", "imei:35", "other"])
            #expect(refused.map(\.sim) == ["8949", "imei:35"])
            #expect(refused.map(\.pin) == ["1234", "0000"])
            try await bench.store.forgetPIN("1234", triedOn: "8949")
            #expect(try await bench.store.refusedPINs(of: ["8949"]).isEmpty)
        }
    }
}
