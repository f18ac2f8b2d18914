import Campaigns
import Foundation
import Testing

@Suite
struct CampaignVersionTests {
    private static let full = """
        {"name": "Reminder", "category": "marketing", "agent": "front", "window": {"open": [
        {"days": "mon-thu", "hours": "09:00-12:00"}, {"days": "mon-thu", "hours": "14:00-18:00"},
        {"days": ["fri", "sun"], "hours": "22:00-02:00"}], "zone": "recipient", "fallback_zone": "Europe/Berlin",
        "except": ["2026-12-24", "12-25", "easter", "easter-2", "easter+1"]}, "routes": "line1, cloud", "weight": 3, "limits": {"per_minute": 10, "per_hour": 20, "per_day": 30, "total": 200, "budget": 49.9},
        "ends": {"after": "2026-12-31", "on_failure": false}, "defaults": {"Name": "there", "doctor": "our team"},
        "on_late": "skip", "late_after": "90 minutes", "validity": "6 hours", "contact_policy": "wait", "audience": "live",
        "on_automatic": "resume", "agent_may_resume": true, "steps": [{"text": "Hi {{name|first}}"}, {"delay": "2 business days", "text": "Again", "require_delivered": true, "window": {"hours": "10-11"}},
        {"at": "2026-12-30 10:00", "text": "c", "window": {"hours": ["09:00-12:00", "14:00-24:00"], "zone": "UTC"}}]}
        """

    /// What is shown can be given back, and says the same: no key is forgotten.
    @Test
    func aDefinitionAsAFileAndBack() throws {
        let definition = try (decoded(Self.full) as CampaignFile).validate(zones: zones)
        let file = CampaignFile(definition)
        #expect(try file.validate(zones: zones) == definition)
        let json = try JSONEncoder().encode(file)
        #expect(try JSONDecoder().decode(CampaignFile.self, from: json).validate(zones: zones) == definition)
    }

    @Test
    func theHashIsThatOfAllThatItSays() throws {
        let definition = try (decoded(Self.full) as CampaignFile).validate(zones: zones)
        let stored = try JSONDecoder().decode(CampaignDefinition.self, from: JSONEncoder().encode(definition))
        #expect(try stored.contentHash() == definition.contentHash())
        var other = definition
        other.steps[0] = CampaignStep(text: try MessageTemplate("Hi {{name|first}}."))
        #expect(try other.contentHash() != definition.contentHash())
        // FIPS 180-4: the hash of "abc".
        #expect(
            ContentHash(of: "abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(ContentHash(hex: ContentHash(of: "abc").hex) == ContentHash(of: "abc"))
        #expect(ContentHash(hex: "abc") == nil)
    }

    @Test
    func differencesAreToldKeyByKey() throws {
        let old = try (decoded(Self.full) as CampaignFile).validate(zones: zones)
        #expect(CampaignDifference.between(old, old).isEmpty)
        let changes = [
            (#""per_hour": 20"#, #""per_hour": 25"#, CampaignDifference(key: "limits.per_hour", old: "20", new: "25")),
            (#""line1, cloud""#, #""line2""#, .init(key: "routes", old: "line1, cloud", new: "line2")),
            (#""agent_may_resume": true, "#, "", .init(key: "agent_may_resume", old: "true", new: nil)),
            (#", "total": 200"#, #""#, CampaignDifference(key: "limits.total", old: "200", new: nil)),
            (
                #""text": "Again""#, #""text": "Once more""#,
                CampaignDifference(key: "steps[1].text", old: "Again", new: "Once more")
            ),
            (
                #""hours": "10-11""#, #""hours": "10-12""#,
                .init(key: "steps[1].window.hours", old: "10:00-11:00", new: "10:00-12:00")
            ),
            ("2 business days", "3 days", .init(key: "steps[1].delay", old: "2 business days", new: "3 days")),
            (#""doctor": "our team""#, #""doctor": "us""#, .init(key: "defaults.doctor", old: "our team", new: "us")),
        ]
        for (before, after, expected) in changes {
            let text = Self.full.replacingOccurrences(of: before, with: after)
            let new = try (decoded(text) as CampaignFile).validate(zones: zones)
            #expect(CampaignDifference.between(old, new) == [expected])
        }
        var shorter = old
        shorter.steps.removeLast()
        let gone = CampaignDifference.between(old, shorter)
        #expect(gone.allSatisfy { $0.step == 2 && $0.new == nil } && !gone.isEmpty)
    }

    static let edits: [(Bool, Int, String, String, [String])] = [
        (false, 0, "Hi {{name|first}}", "Hello", []),
        (true, 1, "Hi {{name|first}}", "Hello", ["steps[0].text"]),
        (true, 1, #""text": "Again""#, #""text": "Once more""#, []),
        (true, 2, #""text": "Again""#, #""text": "Once more""#, ["steps[1].text"]),
        (true, 2, "2 business days", "3 days", ["steps[1].delay"]),
        (true, 2, #""hours": "10-11""#, #""hours": "10-12""#, ["steps[1].window.hours"]),
        (true, 3, #""per_hour": 20"#, #""per_hour": 25"#, []),
        (true, 1, #""doctor": "our team""#, #""doctor": "us""#, []),
        (true, 1, #""Name": "there""#, #""Name": "you""#, ["defaults.name"]),
        (true, 0, #""Name": "there""#, #""Name": "you""#, []),
        (true, 3, #""agent": "front""#, #""agent": "back""#, []),
        (true, 0, "marketing", "transactional", ["category"]),
        (false, 0, "marketing", "transactional", []),
        (false, 0, #""name": "Reminder""#, #""name": "Other""#, ["name"]),
    ]

    @Test(arguments: edits)
    func whatWasSentStaysAsItIs(isStarted: Bool, sent: Int, before: String, after: String, refused: [String]) throws {
        let old = try (decoded(Self.full) as CampaignFile).validate(zones: zones)
        let new = try (decoded(Self.full.replacingOccurrences(of: before, with: after)) as CampaignFile).validate(
            zones: zones
        )
        let edit = CampaignEdit(from: old, to: new, isStarted: isStarted, sentSteps: sent)
        #expect(edit.problems.map(\.key) == refused)
        #expect(edit.differences.count == 1)
    }
}
