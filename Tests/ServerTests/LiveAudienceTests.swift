import Campaigns
import HTTPTypes
import Storage
import Testing

@testable import Gateway
@testable import Server

@Suite("Campaigns whose audience is live")
struct LiveAudienceTests {
    private static let path = "/v1/campaigns/Visits"
    private static let header = "phone,name,day,consent_date,consent_source\n"
    private static let first = header + "01511234001,Anna,Monday,2025-01-01,form"
    private static let second =
        header + """
            01511234001,Anna,Monday,2025-01-01,form
            01511234002,Ben,Tuesday,2025-01-01,form
            01511234003,Cleo,Tuesday,,
            01511234004,Dora,,2025-01-01,form
            01511234005,Emil,Friday,2025-01-01,form
            """

    /// A campaign that one contact is on the way through. Answers what its preflight let somebody attest.
    @discardableResult
    private func start(_ bench: Bench, _ audience: String, of list: String = "") async throws -> PreflightReport {
        _ = try await bench.ask(.post, "/v1/contacts/import?name=visits.csv", Self.first)
        let campaign = """
            {"campaign": {"name": "Visits", "agent": "human", "steps": [{"text": "Hello {{name}}, {{day}} at noon"}],
            "window": {"hours": "00:00-24:00", "zone": "UTC"}\(audience)}\(list)}
            """
        _ = try await bench.ask(.post, "/v1/campaigns", campaign)
        let attested = try await bench.ask(.post, "\(Self.path)/preflight", #"{"attest": "A. Brandt"}"#)
        let report = try attested.decoded(PreflightReport.self)
        #expect(report.token != nil, "\(attested.text)")
        #expect(try await bench.ask(.post, "\(Self.path)/start").status == 200)
        return report
    }

    private func bring(_ list: String, as name: String, _ bench: Bench) async throws {
        #expect(try await bench.ask(.post, "/v1/contacts/import?name=\(name)", list).status < 300)
    }

    /// What the planner does once an import has ended.
    private func takeIn(_ bench: Bench) async throws -> Int {
        var pages = 0
        while try await bench.control.takeInImported() { pages += 1 }
        return pages
    }

    private func enrollments(_ bench: Bench) async throws -> [String] {
        try await bench.ask(.get, "\(Self.path)/enrollments").decoded([EnrollmentView].self)
            .map { "\($0.number.suffix(2)) \($0.state)" + ($0.reason.map { ": \($0)" } ?? "") }
    }

    @Test(
        "whoever is imported later is judged as at the start; the attestation says so, and the audit names the import"
    )
    func live() async throws {
        try await Bench.with { bench in
            let report = try await start(bench, #", "audience": "live""#)
            #expect(report.confirmations[0].statement.contains("and whoever is imported later, agreed"))
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234005"}"#)
            try await bring(Self.second, as: "more.csv", bench)
            #expect(try await takeIn(bench) == 1)
            let states = try await enrollments(bench)
            try #require(states.count == 5, "\(states)")
            #expect(states[0...1] == ["01 active", "02 active"])
            #expect(states[2].hasPrefix("03 excluded: no consent"), "\(states)")
            #expect(states[3].hasPrefix("04 excluded: step 1: the field “day” is empty"), "\(states)")
            #expect(states[4].hasPrefix("05 excluded: the number is suppressed"), "\(states)")
            let audit = try await bench.ask(.get, "/v1/audit?campaign=Visits").text
            let words = "1 of 5 contacts taken in of import 2, since the audience is live, attested by A. Brandt"
            #expect(audit.contains(words) && audit.contains("more.csv"), "\(audit)")
            try await bring(Self.second.replacing("Dora,,", with: "Dora,Sunday,"), as: "more.csv", bench)
            #expect(try await takeIn(bench) == 1)
            #expect(try await enrollments(bench)[3] == "04 active")
        }
    }

    @Test("a frozen one stays as it is, and the audience of one import has later ones of its name alone")
    func whose() async throws {
        try await Bench.with { bench in
            let report = try await start(bench, "")
            #expect(report.confirmations[0].statement.contains("later") == false)
            try await bring(Self.second, as: "visits.csv", bench)
            #expect(try await takeIn(bench) == 0)
            #expect(try await enrollments(bench) == ["01 active"])
        }
        try await Bench.with { bench in
            try await start(bench, #", "audience": "live""#, of: #", "import": 1"#)
            try await bring(Self.second, as: "other.csv", bench)
            #expect(try await takeIn(bench) == 0)
            try await bring(Self.second, as: "visits.csv", bench)
            #expect(try await takeIn(bench) == 1)
            #expect(try await enrollments(bench).count { $0.hasSuffix("active") } == 3)
        }
    }

    @Test("nobody is taken in while it is paused, but when it goes on; a long list goes in by pages")
    func paused() async throws {
        try await Bench.with { bench in
            try await start(bench, #", "audience": "live""#)
            _ = try await bench.ask(.post, "\(Self.path)/pause")
            let lines = (0..<700).map { "0151123\(5000 + $0),N\($0),Monday,2025-01-01,form" }
            try await bring(Self.header + lines.joined(separator: "\n"), as: "long.csv", bench)
            #expect(try await takeIn(bench) == 0)
            _ = try await bench.ask(.post, "\(Self.path)/resume")
            #expect(try await takeIn(bench) == 2)
            let counted = try await bench.ask(.get, Self.path).decoded(CampaignView.self)
            #expect(counted.audience == 701)
        }
    }

    @Test("it goes on when everybody is through, until it is frozen")
    func goesOn() async throws {
        try await Bench.with { bench in
            try await start(bench, #", "audience": "live""#)
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234001"}"#)
            let view = try await bench.ask(.get, Self.path).decoded(CampaignView.self)
            #expect(view.state == "running")
            #expect(view.activityKind == .waitingForContacts, "\(view.activity)")
        }
        try await Bench.with { bench in
            try await start(bench, "")
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234001"}"#)
            #expect(try await bench.ask(.get, Self.path).decoded(CampaignView.self).state == "completed")
        }
    }
}
