import Campaigns
import Gateway
import Simulation
import Storage
import Testing

@testable import smsbridge

/// Berlin: on 2027-03-28 02:00 becomes 03:00, on 2026-10-25 03:00 becomes 02:00.
@Suite("Promise 5: never outside its window, across a change of the clock", .timeLimit(.minutes(1)))
struct ClockChangeTests {
    private static let person = "+491511234001"

    private static func window(_ hours: String) -> String {
        "{days: mon-sun, hours: \"\(hours)\", zone: Europe/Berlin}"
    }

    /// Waits until the story of the message says that the window is closed until then.
    private func untilItWaits(for opening: String, _ daemon: RunningDaemon) async throws {
        try await daemon.until("it waits for \(opening)") {
            guard let message = try await daemon.messages(to: Self.person).first else { return false }
            return try await daemon.story(message.id).decisions.contains {
                $0.detail.hasPrefix("the window is closed; next at \(opening)")
                    || $0.detail.contains("the window is closed; not before \(opening)")
            }
        }
    }

    @Test(
        "it opens by the new time",
        arguments: [
            (start: "2027-03-28T01:29:20Z", opens: "2027-03-28T01:30:00Z"),
            (start: "2026-10-25T02:29:20Z", opens: "2026-10-25T02:30:00Z"),
        ]
    )
    func opening(start: String, opens: String) async throws {
        let (start, opens) = (try #require(Timestamp(rfc3339: start)), try #require(Timestamp(rfc3339: opens)))
        try await House.run { house in
            let calendar = TestCalendar(start)
            try await house.withDaemon(on: calendar) { daemon in
                let hours = Self.window("03:30-05:00")
                try await daemon.startCampaign("first", to: [Self.person], text: "Hello", window: hours)
                try await untilItWaits(for: "\(opens)", daemon)
                #expect(await house.accepted().isEmpty)
                calendar.advance(by: .seconds(35))
                let message = try await daemon.untilMessage(to: Self.person, is: "delivered")
                let left = try #require(message.segments.first?.handedOverAt)
                #expect(left >= opens && left < opens + .seconds(30))
            }
        }
    }

    @Test("it closes by the new time", arguments: [("2026-10-25T02:20:00Z", true), ("2027-03-28T01:35:00Z", false)])
    func closing(start: String, isOpen: Bool) async throws {
        let start = try #require(Timestamp(rfc3339: start))
        try await House.run { house in
            try await house.withDaemon(on: TestCalendar(start)) { daemon in
                let hours = Self.window("00:30-03:30")
                try await daemon.startCampaign("first", to: [Self.person], text: "Hello", window: hours)
                if isOpen {
                    _ = try await daemon.untilMessage(to: Self.person, is: "delivered")
                } else {
                    try await untilItWaits(for: "2027-03-28T22:30:00", daemon)
                    #expect(await house.accepted().isEmpty)
                }
            }
        }
    }

    @Test("judged at hand-over: a window that closes while the modem asks for the message lets nothing out")
    func atTheHandOver() async throws {
        // It closes at 03:00Z; the last five minutes are too short for the network's shortest validity.
        let calendar = TestCalendar(try #require(Timestamp(rfc3339: "2027-03-28T02:54:30Z")))
        try await House.run { house in
            house.rack.holdPrompts(of: 0)
            try await house.withDaemon(on: calendar) { daemon in
                let hours = Self.window("03:30-05:00")
                try await daemon.startCampaign("first", to: [Self.person], text: "Hello", window: hours)
                try await daemon.until("the modem stands at its prompt") { house.rack.isHolding(0) }
                house.rack.forgetHeard(0)
                calendar.advance(by: .seconds(50))
                house.rack.release(0)
                try await daemon.until("the message is taken back") { house.rack.heard(0).contains(0x1B) }
                try await untilItWaits(for: "2027-03-29T01:30:00", daemon)
            }
            #expect(await house.accepted().isEmpty)
        }
    }
}
