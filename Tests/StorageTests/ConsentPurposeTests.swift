import Campaigns
import Testing

@testable import Storage

@Suite("What a consent is for")
struct ConsentPurposeTests {
    private func person(_ purpose: String?, daysAgo: Int64 = 0, confirmed: String? = nil) -> ImportedContact {
        ImportedContact(
            number: Bench.number(1),
            name: "Anna",
            consent: ConsentRecord(
                kind: .express,
                source: "paper",
                capturedAt: noon - .seconds(daysAgo * 86_400),
                purpose: purpose.flatMap { ConsentPurpose($0) },
                doubleOptIn: confirmed,
                capturedBy: "anna"
            ),
            line: 1
        )
    }

    @Test(
        "it counts for the category, or for the purpose that the campaign names",
        arguments: [
            (nil, .marketing, nil, "active"), ("marketing", .marketing, nil, "active"),
            ("appointments", .marketing, nil, "excluded"), ("appointments", .informational, "appointments", "active"),
            ("appointments", .informational, nil, "excluded"), ("informational", .informational, "news", "active"),
        ] as [(String?, CampaignCategory, String?, String)]
    )
    func atTheStart(purpose: String?, category: CampaignCategory, own: String?, state: String) async throws {
        try await Bench.run { bench in
            try await bench.campaign(people: [person(purpose)]) {
                $0.category = category
                $0.purpose = own
            }
            #expect(try await bench.enrollments() == [state])
            guard state == "excluded" else { return }
            let reason = try await bench.text("SELECT reason FROM enrollment")
            #expect(reason?.hasSuffix("what is recorded is for appointments") == true)
        }
    }

    @Test("where the consent for it ends on the way, one for something else lets nothing leave")
    func atTheHandOver() async throws {
        try await Bench.run { bench in
            let line = try await bench.line()
            var contact = person("marketing")
            contact.consent?.expiresAt = noon + .seconds(60)
            try await bench.campaign(people: [contact]) { $0.category = .marketing }
            let other = try #require(person("appointments").consent)
            try await bench.store.addConsent(other, to: Bench.number(1), liftsOptOut: false, at: noon)
            let message = try #require(try await bench.claim(line))
            let verdict = try await bench.store.handOver(message, sequence: 1, on: line, at: noon + .seconds(61))
            guard case .stop(let reason) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(reason == "no consent for marketing: what is recorded is for appointments")
        }
    }

    private static func shelf(_ rules: PolicyRules) -> PolicyShelf {
        PolicyShelf([Policy(name: "xx", title: "", version: 1, note: "", prefixes: ["+49"], rules: rules)])
    }

    static let policies: [(PolicyRules, Int64, String?, String)] = [
        (PolicyRules(consentAge: AgeLimit("12 months")), 400, nil, "active"),
        (PolicyRules(consentAge: AgeLimit("12 months"), oldConsent: .leaveOut), 400, nil, "excluded"),
        (PolicyRules(consentAge: AgeLimit("12 months"), oldConsent: .leaveOut), 365, nil, "active"),
        (PolicyRules(doubleOptIn: true), 1, nil, "excluded"), (PolicyRules(doubleOptIn: true), 1, "mail 7", "active"),
    ]

    @Test("a policy may ask for a young one, or one that was confirmed", arguments: policies)
    func policy(rules: PolicyRules, daysAgo: Int64, confirmed: String?, state: String) async throws {
        try await Bench.run(policies: Self.shelf(rules)) { bench in
            let line = try await bench.line()
            try await bench.campaign(people: [person(nil, daysAgo: daysAgo, confirmed: confirmed)]) {
                $0.category = .marketing
            }
            #expect(try await bench.enrollments() == [state])
            #expect(try await (bench.send(line) != nil) == (state == "active"))
        }
    }

    @Test("one that grows too old on the way stops at the prompt")
    func growsOld() async throws {
        let rules = PolicyRules(consentAge: AgeLimit("12 months"), oldConsent: .leaveOut)
        try await Bench.run(policies: Self.shelf(rules)) { bench in
            let line = try await bench.line()
            try await bench.campaign(people: [person(nil, daysAgo: 365)]) { $0.category = .marketing }
            #expect(try await bench.send(line, at: noon + .seconds(1)) == nil)
            let reason = try await bench.text("SELECT reason FROM enrollment")
            #expect(reason == "no consent of the last 12 months, which the policy xx wants")
        }
    }

    @Test("all of it is kept, shown, and told apart from a consent without it")
    func kept() async throws {
        try await Bench.run { bench in
            var consent = try #require(person("marketing, news", confirmed: "mail 7").consent)
            (consent.jurisdiction, consent.locale) = ("DE", "de")
            consent.evidenceSHA256 = String(repeating: "ab", count: 32)
            try await bench.store.addConsent(consent, to: Bench.number(1), liftsOptOut: false, at: noon)
            await #expect(throws: StorageError.self) {
                try await bench.store.addConsent(consent, to: Bench.number(1), liftsOptOut: false, at: noon)
            }
            var other = consent
            other.purpose = nil
            try await bench.store.addConsent(other, to: Bench.number(1), liftsOptOut: false, at: noon)
            let views = try await bench.store.consents(of: Bench.number(1), limit: 10, at: noon)
            #expect(views.map(\.purpose) == ["marketing,news", nil])
            #expect(views.first?.jurisdiction == "DE" && views.first?.locale == "de")
            #expect(views.first?.doubleOptIn == "mail 7")
            #expect(views.first?.evidenceSha256?.hasPrefix("abab") == true)
            #expect(views.first?.csvLine.contains("\"marketing,news\",DE,de,abab") == true)
            _ = try await bench.store.erase(Bench.number(1), by: "anna", reason: "letter", at: noon)
            let left = "SELECT COUNT(*) FROM consent WHERE evidence_sha256 NOT NULL OR double_opt_in NOT NULL"
            #expect(try await bench.count(left) == 0)
        }
    }
}
