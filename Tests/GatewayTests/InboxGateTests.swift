import Campaigns
import Simulation
import Testing

@testable import Gateway

@Suite struct InboxGateTests {
    private func withGate(_ body: @escaping @Sendable (InboxGate, Simulated) async throws -> Void) throws {
        try Simulated.run { world in try await body(InboxGate(clock: world.clock, queue: Bell()), world) }
    }

    @Test func nothingLeavesBeforeTheFirstLook() throws {
        try withGate { gate, _ in
            #expect(!gate.campaignsMayLeave().allowed)
            gate.looked()
            #expect(gate.campaignsMayLeave().allowed)
        }
    }

    @Test func everyModemThatIsThereIsWaitedFor() throws {
        try withGate { gate, _ in
            gate.appeared("one")
            gate.appeared("two")
            gate.looked()
            #expect(!gate.campaignsMayLeave().allowed)
            gate.settled("one")
            #expect(!gate.campaignsMayLeave().allowed)
            #expect(gate.reason()?.contains("two") == true)
            gate.settled("two")
            #expect(gate.campaignsMayLeave().allowed)
        }
    }

    @Test func aMuteModemIsWaitedForThirtySeconds() throws {
        try withGate { gate, world in
            gate.appeared("one")
            gate.looked()
            #expect(gate.campaignsMayLeave().again == .seconds(30))
            await world.pass(.milliseconds(29_999))
            gate.appeared("one")
            #expect(!gate.campaignsMayLeave().allowed)
            await world.pass(.milliseconds(1))
            #expect(gate.campaignsMayLeave().allowed, "saying it twice wins no time")
        }
    }

    @Test func aModemThatComesBackIsReadFirst() throws {
        try withGate { gate, world in
            gate.looked()
            gate.appeared("one")
            gate.settled("one")
            await world.pass(.seconds(100))
            gate.appeared("one")
            #expect(!gate.campaignsMayLeave().allowed)
        }
    }

    @Test(arguments: [ClockSanity.Verdict.neverSet, .jumped(.seconds(3600))])
    func aClockThatCannotBeBelievedHoldsCampaigns(_ verdict: ClockSanity.Verdict) throws {
        try Simulated.run { world in
            let gate = InboxGate(clock: world.clock, queue: Bell(), clockVerdict: { verdict })
            gate.looked()
            #expect(!gate.campaignsMayLeave().allowed)
            #expect(gate.reason()?.contains("clock") == true)
        }
    }
}
