import Gateway
import Modems
import Storage
import Testing

@testable import Simulation

@Suite("The balance of a SIM")
struct BalanceTests {
    private static func run(
        _ balance: String?,
        _ body: @escaping @Sendable (Rig) async throws -> Void
    ) throws {
        var modem = SimulatedModem(index: 0)
        modem.balance = balance
        try Rig.run(
            modems: [modem],
            parts: { $0.modems[0].balance = BalanceCheck(code: "*100#", every: .seconds(7200), threshold: 500) },
            body
        )
    }

    @Test func itIsAskedForShownAndToldWhenLow() throws {
        try Self.run("Your balance is 12.50 EUR.") { rig in
            try await rig.reach("known", within: .seconds(60)) { await rig.modem()?.balance == "12.50" }
            #expect(rig.control.alarms().isEmpty)
            await rig.bench.apply(.balance("Your balance is 4.99 EUR."), to: 0)
            try await rig.reach("told", within: .seconds(7300)) {
                rig.control.alarms().contains { $0.kind == "balance_low" && $0.detail == "4.99, below 5.00" }
            }
            await rig.bench.apply(.balance("Your balance is 20.00 EUR."), to: 0)
            try await rig.reach("over", within: .seconds(7300)) { rig.control.alarms().isEmpty }
            let rows = try await rig.control.modemHistory(of: "line0", kind: .balance)
            #expect(rows.map { $0.detail?.prefix(5) } == ["20.00", "4.99:", "12.50"])
        }
    }

    /// While the operator's answer is waited for, messages leave.
    @Test func itHoldsUpNoMessage() throws {
        try Self.run(nil) { rig in
            try await rig.reachReady()
            let message = try await rig.send()
            try await rig.reach("sent", within: .seconds(10)) { try await rig.state(message) == "sent" }
            try await rig.reach("said", within: .seconds(120)) {
                try await rig.control.modemHistory(of: "line0", kind: .balance).first?.detail?.hasPrefix("failed")
                    == true
            }
            #expect(await rig.modem()?.state == "ready")
            await rig.bench.apply(.balance("9,00"), to: 0)
            try await rig.reach("again after an hour", within: .seconds(3700)) { await rig.modem()?.balance == "9.00" }
        }
    }
}
