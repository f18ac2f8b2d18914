import Campaigns
import Gateway
import Testing

@testable import Simulation
@testable import Storage

@Suite("A live audience in a running gateway") struct LiveAudienceTests {
    private func enrolled(_ rig: Rig) async throws -> Int {
        try await rig.store.read { try $0.number("SELECT COUNT(*) FROM enrollment").map(Int.init) ?? 0 }
    }

    private func sent(_ rig: Rig) async throws -> Int {
        try await rig.store.read {
            try $0.number("SELECT COUNT(*) FROM message WHERE state = 'sent'").map(Int.init) ?? 0
        }
    }

    @Test func whoIsImportedLaterIsWrittenTo() throws {
        try Rig.run { rig in
            try await rig.startVisits(people: 1) { $0.audience = .live }
            try await rig.reach("the first is written to") { try await sent(rig) == 1 }
            try await rig.importVisitors(0..<4)
            try await rig.reach("all are written to") { try await sent(rig) == 4 }
            #expect(try await enrolled(rig) == 4)
        }
    }

    /// The place in the list is kept in the database: whoever comes after a stop goes on from there, and takes nobody twice.
    @Test func aListThatWasBegunGoesOn() throws {
        try Rig.run { rig in
            try await rig.startVisits(people: 1) { $0.audience = .live }
            _ = try await rig.control.changeCampaign("visit", .pause)
            try await rig.importVisitors(0..<700)
            _ = try await rig.control.changeCampaign("visit", .resume)
            try await rig.reach("all are in") { try await enrolled(rig) == 700 }
            #expect(
                try await rig.store.read { try $0.number("SELECT COUNT(DISTINCT number) FROM enrollment") } == 700
            )
        }
    }

    @Test(arguments: [true, false]) func afterTheLastDayOrFrozenNobodyComesIn(isOver: Bool) throws {
        try Rig.run(limit: .seconds(40 * 86_400)) { rig in
            try await rig.startVisits(people: 1) {
                $0.audience = .live
                if isOver { $0.lastDay = CivilDate("2026-06-09") }
            }
            try await rig.reach("the first is written to") { try await sent(rig) == 1 }
            if isOver { await rig.world.pass(.seconds(5 * 86_400)) } else { try await freeze(rig) }
            try await rig.importVisitors(0..<4)
            await rig.world.pass(.seconds(3600))
            #expect(try await sent(rig) <= 2)
            #expect(try await enrolled(rig) == 1)
        }
    }

    private func freeze(_ rig: Rig) async throws {
        var definition = try await rig.store.read { try $0.definition(of: 1) }
        definition.audience = .frozen
        _ = try await rig.control.editCampaign("visit", to: definition, by: "desk")
        let report = try await rig.control.preflight("visit", attestedBy: "desk")
        try #require(report.token != nil, "\(report.faults)")
    }
}
