import Campaigns
import Testing

@Suite
struct JointWindowTests {
    private func part(_ days: String, _ hours: String, _ zone: String, _ closed: String = "") throws -> JointWindow.Part
    {
        JointWindow.Part(
            window: try SendingWindow(days: days, hours: hours),
            zone: try zones.rules(zone),
            closed: closed
        )
    }

    private func far(_ time: Timestamp, days: Int64 = 30) -> Timestamp { time + .seconds(days * 86_400) }

    /// A number that may be in Perth or in Sydney gets what both have in common.
    @Test
    func everyZoneHasToBeOpen() throws {
        let joint = JointWindow([
            try part("daily", "09:00-20:00", "Australia/Perth", "Perth sleeps"),
            try part("daily", "09:00-20:00", "Australia/Sydney", "Sydney sleeps"),
        ])
        // 2026-06-10: Sydney is at +10, Perth at +8.
        let night = try instant("2026-06-09T20:00:00Z")
        #expect(joint.nextOpening(from: night, notAfter: far(night)) == (try instant("2026-06-10T01:00:00Z")))
        #expect(!joint.isOpen(at: try instant("2026-06-10T00:30:00Z")))
        #expect(joint.obstacle(at: try instant("2026-06-10T00:30:00Z")) == "Perth sleeps")
        let noon = try instant("2026-06-10T02:00:00Z")
        #expect(joint.isOpen(at: noon) && joint.obstacle(at: noon) == nil)
        #expect(joint.closing(after: noon) == (try instant("2026-06-10T10:00:00Z")))
    }

    @Test
    func whatNeverMeetsIsTold() throws {
        let joint = JointWindow([
            try part("daily", "09:00-10:00", "Australia/Perth"), try part("daily", "09:00-10:00", "Australia/Sydney"),
        ])
        let now = try instant("2026-06-09T20:00:00Z")
        #expect(joint.nextOpening(from: now, notAfter: far(now, days: 7)) == nil)
        #expect(joint.nextOpening(from: now, notAfter: far(now, days: 400)) == nil)
        #expect(JointWindow().nextOpening(from: now, notAfter: now) == now)
    }

    @Test
    func aStayThatIsTooShortIsPassedOver() throws {
        let joint = JointWindow([
            try part("daily", "09:00-12:00", "UTC"), try part("mon", "11:57-18:00", "UTC"),
            try part("daily", "00:00-24:00", "UTC"), try part("daily", "08:00-23:00", "UTC"),
        ])
        // Monday has three minutes in common and no other day has any.
        let monday = try instant("2026-06-01T00:00:00Z")
        #expect(joint.nextOpening(from: monday, notAfter: far(monday)) == (try instant("2026-06-01T11:57:00Z")))
        #expect(joint.nextOpening(from: monday, for: .seconds(300), notAfter: far(monday)) == nil)
    }

    /// The next opening is the first moment at which all parts are open, whatever they are.
    @Test(arguments: UInt64(1)...60)
    func agreesWithALookAtEachMoment(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let names = ["Europe/Paris", "America/Sao_Paulo", "Australia/Sydney", "Australia/Perth", "Asia/Kolkata"]
        let parts = try (0..<Int.random(in: 1...3, using: &chance)).map { _ in
            let spans = (0..<2).compactMap { _ in
                WindowSpan(
                    weekdays: Weekdays(rawValue: UInt8.random(in: 1...127, using: &chance)),
                    startMinute: 60 * Int.random(in: 0..<24, using: &chance),
                    endMinute: 60 * Int.random(in: 1...24, using: &chance)
                )
            }
            return JointWindow.Part(
                window: SendingWindow(spans: spans) ?? .always,
                zone: try zones.rules(names.randomElement(using: &chance) ?? "UTC"),
                closed: ""
            )
        }
        let joint = JointWindow(parts)
        // Around changes of the clock in Europe and Australia, and at any other time.
        let starts = ["2026-03-28T00:00:00Z", "2026-10-03T00:00:00Z", "2026-10-24T00:00:00Z", "2026-07-01T00:00:00Z"]
        let time = try instant(starts.randomElement(using: &chance) ?? starts[0])
        let latest = time + .seconds(4 * 86_400)
        let found = joint.nextOpening(from: time, notAfter: latest)
        let expected = stride(from: time.milliseconds, through: latest.milliseconds, by: 600_000)
            .first { joint.isOpen(at: Timestamp(milliseconds: $0)) }
        #expect(found?.milliseconds == expected, "seed \(seed)")
        guard let found, let closes = joint.closing(after: found) else { return }
        #expect(joint.isOpen(at: closes - .milliseconds(1)) && !joint.isOpen(at: closes), "seed \(seed)")
    }

    @Test
    func zonesThatShowTheSameTimeAreOne() throws {
        let names = [
            "Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane", "Australia/Perth", "Europe/Paris",
        ]
        let all = try names.map { try zones.rules($0) }
        // In winter Brisbane has Sydney's time, in summer it has not.
        let winter = ZoneRules.distinct(all, around: try instant("2026-06-01T00:00:00Z")).map(\.identifier)
        #expect(winter == ["Australia/Sydney", "Australia/Perth", "Europe/Paris"])
        let summer = ZoneRules.distinct(all, around: try instant("2026-12-01T00:00:00Z")).map(\.identifier)
        #expect(summer == ["Australia/Sydney", "Australia/Brisbane", "Australia/Perth", "Europe/Paris"])
        // A change that comes tells them apart before it is there.
        let before = ZoneRules.distinct(all, around: try instant("2026-10-01T00:00:00Z")).map(\.identifier)
        #expect(before.contains("Australia/Brisbane"))
    }
}
