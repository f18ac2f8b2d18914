import Campaigns
import Testing

@testable import Storage

/// A campaign goes by the lines and providers that it names, and by no other.
@Suite struct CampaignRouteTests {
    @Test func aLineThatItDoesNotNameNeverTakesItsMessages() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign("named", contacts: 1...3) { $0.routes = ["two"] }
            #expect(try await bench.claim(one) == nil)
            try await bench.campaign("free", contacts: 11...12)
            #expect(try await bench.send(one)?.number == Bench.number(11))
            for _ in 0..<4 { try await bench.send(two) }
            #expect(try await bench.count("SELECT COUNT(*) FROM message WHERE state = 'sent'") == 5)
            #expect(try await bench.claim(one) == nil)
        }
    }

    /// Two hundred campaigns that go elsewhere keep nobody from their turn.
    @Test func othersInFrontKeepNobodyWaiting() async throws {
        try await Bench.run { bench in
            let one = try await bench.line("one")
            for index in 0..<201 {
                try await bench.campaign("named \(index)", contacts: 1...1) { $0.routes = ["two"] }
            }
            try await bench.campaign("free", contacts: 2...2)
            #expect(try await bench.claim(one)?.number == Bench.number(2))
        }
    }

    /// The line that a contact knows yields to what the campaign names.
    @Test func theKnownLineYields() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign("first", contacts: 1...1)
            try await bench.send(one)
            try await bench.campaign("second", contacts: 1...1) { $0.routes = ["two"] }
            #expect(try await bench.claim(two) != nil)
        }
    }

    @Test func aLaterVersionChangesTheWayOfWhatWaits() async throws {
        try await Bench.run { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            try await bench.campaign("first", contacts: 1...2)
            try await bench.send(one)
            try await bench.send(one)
            // Both wait for the line that they know.
            let id = try await bench.campaign("news", contacts: 1...2)
            let claimed = try #require(try await bench.claim(one))
            var definition = try await bench.store.definition(of: "news").definition
            definition.routes = ["two"]
            let edited = try await bench.store.edit(campaign: "news", to: definition, at: noon)
            #expect(edited.differences == [CampaignDifference(key: "routes", old: nil, new: "two")])
            try await bench.store.apply(version: edited.version, of: "news", at: noon)
            guard case .go = try await bench.store.handOver(claimed, sequence: 1, on: one, at: noon) else {
                #expect(try await bench.claim(one) == nil)
                for _ in 0..<2 { try await bench.send(two) }
                let sent = "SELECT COUNT(*) FROM handover WHERE campaign_id = \(id) AND route_id = \(two.route)"
                #expect(try await bench.count(sent) == 2)
                return
            }
            Issue.record("it left by a line that the campaign does not name any more")
        }
    }

    /// A provider, which otherwise takes what lines gave up, takes all of a campaign that names no line, or none that is
    /// there.
    @Test(arguments: [
        (["cloud"], [String]?.none, true), (["cloud"], ["one"], true), (["one", "cloud"], nil, false),
        (["one", "cloud"], ["one"], false), (["two", "cloud"], ["one"], true), (["one"], [], false),
    ])
    func providers(routes: [String], ahead: [String]?, takes: Bool) async throws {
        try await Bench.run { bench in
            _ = try await bench.line("one")
            var cloud = try await bench.provider()
            cloud.linesAhead = ahead
            try await bench.campaign { $0.routes = routes }
            let claimed = try await bench.claim(cloud)
            #expect((claimed != nil) == takes)
        }
    }

    @Test func aRefusedMessageGoesOnAmongTheNamed() async throws {
        try await Bench.run(settings: { $0.hasFallback = true }) { bench in
            let (one, two) = (try await bench.line("one"), try await bench.line("two"))
            let cloud = try await bench.provider()
            try await bench.campaign { $0.routes = ["one"] }
            let message = try await bench.handOver(one)
            try await bench.answer(message, .refused(.senderBlocked), on: one)
            let later = noon + .seconds(3600)
            #expect(try await bench.claim(two, at: later) == nil)
            #expect(try await bench.claim(cloud, at: later) == nil)
            #expect(try await bench.claim(one, at: later) != nil)
        }
    }

    @Test func theStatusTellsWhichRouteIsMissing() async throws {
        try await Bench.run { bench in
            let one = try await bench.line("one")
            try await bench.campaign { $0.routes = ["two", "cloud"] }
            let cloud = try await bench.provider()
            let waits = "takes over when no line was ready for 300 s"
            var situation = Situation(routes: [
                .init(name: "one", terms: one), .init(name: "cloud", obstacle: waits, terms: cloud),
            ])
            func activity() async throws -> String {
                try await bench.store.campaign("news", at: noon, situation).activity
            }
            #expect(try await activity() == "no route: two is not there; cloud: \(waits)")
            situation.routes[1].terms?.linesAhead = []
            #expect(try await activity() == "sending")
        }
    }
}
