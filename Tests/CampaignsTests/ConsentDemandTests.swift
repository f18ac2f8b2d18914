import Testing

@testable import Campaigns

@Suite
struct ConsentDemandTests {
    private static let now = Timestamp(seconds: 1_780_315_200)

    private static func grant(
        _ kind: ConsentKind = .express,
        _ purpose: String? = nil,
        daysAgo: Int64 = 1,
        confirmed: Bool = false
    ) -> ConsentGrant {
        ConsentGrant(
            kind: kind,
            purpose: purpose.flatMap { ConsentPurpose($0) },
            capturedAt: now - .seconds(daysAgo * 86_400),
            isDoubleOptIn: confirmed
        )
    }

    private static func demand(
        _ category: CampaignCategory = .marketing,
        _ purpose: String? = nil,
        _ rules: PolicyRules? = nil
    ) -> ConsentDemand {
        ConsentDemand(
            category: category,
            purpose: purpose,
            policy: rules.map { PolicyShelf.Match(name: "xx", rules: $0) }
        )
    }

    private static let old = PolicyRules(consentAge: AgeLimit("12 months"), oldConsent: .leaveOut)
    private static let told = PolicyRules(consentAge: AgeLimit("12 months"))
    private static let double = PolicyRules(consent: [.express], doubleOptIn: true)

    static let table: [(ConsentDemand, [ConsentGrant], String?)] = [
        (.any, [grant(.transactional, "news")], nil),
        (demand(), [grant()], nil),
        (demand(), [grant(.express, "marketing")], nil),
        (demand(), [grant(.express, "appointments, marketing")], nil),
        (demand(), [grant(.express, "appointments")], "for marketing: what is recorded is for appointments"),
        (demand(.marketing, "news"), [grant(.express, "news")], nil),
        (demand(.marketing, "news"), [grant(.express, "marketing")], nil),
        (demand(.marketing, "news"), [grant(.express, "offers")], "for news: what is recorded is for offers"),
        (demand(.informational), [grant(.express, "marketing")], "for informational"),
        (demand(.informational), [grant(.express, "marketing"), grant()], nil),
        (demand(), [grant(.transactional)], "for a transaction"),
        // The kind and the purpose have to stand in one consent.
        (demand(), [grant(.transactional, "marketing"), grant(.express, "news")], "for a transaction"),
        (demand(.marketing, nil, old), [grant(daysAgo: 365)], nil),
        (demand(.marketing, nil, old), [grant(daysAgo: 366)], "of the last 12 months, which the policy xx wants"),
        (demand(.marketing, nil, told), [grant(daysAgo: 3000)], nil),
        (demand(.informational, nil, old), [grant(daysAgo: 3000)], nil),
        (demand(.marketing, nil, double), [grant()], "(double opt-in), which the policy xx wants"),
        (demand(.marketing, nil, double), [grant(confirmed: true)], nil),
        (demand(.marketing, nil, double), [grant(.implied, confirmed: true)], "of the kind express"),
    ]

    @Test(arguments: table)
    func saysWhatIsMissing(demand: ConsentDemand, grants: [ConsentGrant], lack: String?) {
        let found = demand.lack(in: grants, at: Self.now)
        #expect((found == nil) == (lack == nil), "\(found ?? "nothing") is missing")
        if let lack { #expect(found?.contains(lack) == true, "\(found ?? "")") }
        if let found { #expect(found.hasPrefix("no consent")) }
    }

    static let purposes: [(String, String?)] = [
        ("marketing", "marketing"), (" Marketing , appointments", "appointments,marketing"),
        ("a;b|a", "a,b"), ("lab results", "lab_results"), ("", nil), ("a,,b", nil), ("a'b", nil), ("a%", nil),
        (String(repeating: "x", count: 41), nil), ("a,b,c,d,e,f,g,h,i,j,k", nil), ("größe", "größe"),
    ]

    @Test(arguments: purposes)
    func readsPurposes(text: String, written: String?) {
        #expect(ConsentPurpose(text)?.text == written)
    }

    static let ages: [(String, Int?)] = [
        ("18 months", 548), ("1 month", 30), ("2 years", 731), ("540 Days", 540), ("0 days", nil), ("21 years", nil),
        ("18", nil), ("a year", nil), ("18 weeks", nil),
    ]

    @Test(arguments: ages)
    func readsAges(text: String, days: Int?) {
        #expect(AgeLimit(text)?.days == days)
    }

    static let particulars: [(ConsentParticulars, ConsentParticulars.Field?)] = [
        (ConsentParticulars(), nil),
        (ConsentParticulars(purpose: "a", jurisdiction: "us-fl", locale: "pt_BR", doubleOptIn: "mail 7"), nil),
        (ConsentParticulars(purpose: "!"), .purpose), (ConsentParticulars(jurisdiction: "Germany"), .jurisdiction),
        (ConsentParticulars(jurisdiction: "D1"), .jurisdiction), (ConsentParticulars(locale: "german "), .locale),
        (ConsentParticulars(evidenceSHA256: "abc"), .evidenceSHA256),
        (ConsentParticulars(doubleOptIn: " "), .doubleOptIn),
        (ConsentParticulars(evidenceSHA256: String(repeating: "AB", count: 32)), nil),
    ]

    @Test(arguments: particulars)
    func checksWhatPeopleWrite(written: ConsentParticulars, wrong: ConsentParticulars.Field?) {
        var record = ConsentRecord(kind: .express, source: "x", capturedAt: Self.now, capturedBy: "anna")
        do throws(ConsentParticulars.Problem) {
            try written.write(into: &record)
            #expect(wrong == nil)
            #expect(record.jurisdiction == written.jurisdiction?.uppercased())
            #expect(record.evidenceSHA256 == written.evidenceSHA256?.lowercased())
        } catch {
            #expect(error.field == wrong)
        }
    }
}
