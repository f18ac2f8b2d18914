import Campaigns
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Contacts that are added to a campaign after its start")
struct AdditionRouteTests {
    private static let path = "/v1/campaigns/Visits"

    private static func campaign(_ more: String = "") -> String {
        """
        {"campaign": {"name": "Visits", "agent": "human", "steps": [{"text": "Hello {{name}}"},
        {"text": "{{day}} at noon", "delay": "2 days"}], "window": {"hours": "00:00-24:00", "zone": "UTC"}\(more)},
        "import": 1}
        """
    }

    /// A campaign that one contact is on the way through.
    private func start(_ bench: Bench, _ more: String = "") async throws {
        let list = "phone,name,day,consent_date,consent_source\n01511234001,Anna,Monday,2025-01-01,form"
        _ = try await bench.ask(.post, "/v1/contacts/import", list)
        _ = try await bench.ask(.post, "/v1/campaigns", Self.campaign(more))
        let attested = try await bench.ask(.post, "\(Self.path)/preflight", #"{"attest": "A. Brandt"}"#)
        #expect(try attested.decoded(PreflightReport.self).token != nil, "\(attested.text)")
        #expect(try await bench.ask(.post, "\(Self.path)/start").status == 200)
    }

    private func enrollments(_ bench: Bench) async throws -> [String] {
        try await bench.ask(.get, "\(Self.path)/enrollments").decoded([EnrollmentView].self)
            .map { "\($0.number.suffix(2)) \($0.state)" + ($0.reason.map { ": \($0)" } ?? "") }
    }

    private static let second = """
        phone,name,day,consent_date,consent_source
        01511234001,Anna,Monday,2025-01-01,form
        01511234002,Ben,Tuesday,2025-01-01,form
        01511234003,Cleo,Tuesday,,
        01511234004,Dora,,2025-01-01,form
        01511234005,Emil,Friday,2025-01-01,form
        """

    @Test("each is judged as at the start and by the preflight's eyes; who fails is told, and who attested is kept")
    func judged() async throws {
        try await Bench.with { bench in
            try await start(bench)
            let batch = try await bench.ask(.post, "/v1/contacts/import", Self.second).decoded(ImportView.self)
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234005"}"#)
            let looked = try await bench.ask(.post, "\(Self.path)/contacts", #"{"import": \#(batch.id)}"#)
            let look = try looked.decoded(CampaignAddition.self)
            #expect(!look.isDone, "\(looked.text)")
            #expect([look.rows, look.added, look.alreadyIn, look.leftOut] == [5, 1, 1, 3])
            #expect(try await enrollments(bench) == ["01 active"])
            let added = try await bench.ask(
                .post,
                "\(Self.path)/contacts",
                #"{"import": \#(batch.id), "attest": "A. Brandt"}"#
            )
            .decoded(CampaignAddition.self)
            #expect(added.isDone)
            #expect(added.added == 1)
            let problems = added.problems.map { "\($0.line ?? 0) \($0.number.suffix(2)) \($0.reason ?? "")" }
            #expect(problems.count == 4)
            #expect(problems[0] == "2 01 it is in the campaign already")
            #expect(problems[1].hasPrefix("4 03 no consent"), "\(problems)")
            #expect(problems[2] == "5 04 step 2: the field “day” is empty")
            #expect(problems[3].hasPrefix("6 05 the number is suppressed"), "\(problems)")
            let states = try await enrollments(bench)
            #expect(states[0...1] == ["01 active", "02 active"])
            #expect(states[2...].allSatisfy { $0.dropFirst(3).hasPrefix("excluded: ") }, "\(states)")
            let audit = try await bench.ask(.get, "/v1/audit?campaign=Visits").text
            #expect(audit.contains("campaign.add") && audit.contains("1 of 5 contacts added, attested by A. Brandt"))
        }
    }

    @Test("who was left out comes in once the reason is gone, and nobody is there twice")
    func again() async throws {
        try await Bench.with { bench in
            try await start(bench)
            let body = #"{"import": 2, "attest": "A. Brandt"}"#
            _ = try await bench.ask(.post, "/v1/contacts/import", Self.second)
            _ = try await bench.ask(.post, "\(Self.path)/contacts", body)
            let repaired = Self.second.replacing("Dora,,", with: "Dora,Sunday,")
            let batch = try await bench.ask(.post, "/v1/contacts/import", repaired).decoded(ImportView.self)
            let again = try await bench.ask(
                .post,
                "\(Self.path)/contacts",
                #"{"import": \#(batch.id), "attest": "A. Brandt"}"#
            )
            .decoded(CampaignAddition.self)
            #expect([again.added, again.alreadyIn, again.leftOut] == [1, 3, 1])
            #expect(try await enrollments(bench).count { $0.hasSuffix("active") } == 4)
        }
    }

    @Test("who lacks a field comes in where the campaign leaves such a step out", arguments: ["skip", "end"])
    func missing(policy: String) async throws {
        try await Bench.with { bench in
            try await start(bench, #", "missing": "\#(policy)""#)
            _ = try await bench.ask(.post, "/v1/contacts/import", Self.second)
            let body = #"{"numbers": ["01511234004"], "attest": "A. Brandt"}"#
            let added = try await bench.ask(.post, "\(Self.path)/contacts", body).decoded(CampaignAddition.self)
            #expect([added.added, added.leftOut] == [1, 0])
        }
    }

    @Test("numbers are added alone; one that is no contact is told")
    func numbers() async throws {
        try await Bench.with { bench in
            try await start(bench)
            _ = try await bench.ask(.post, "/v1/contacts/import", Self.second)
            let answer = try await bench.ask(
                .post,
                "\(Self.path)/contacts",
                #"{"numbers": ["01511234002", "Emil", "+491511234099"], "attest": "A. Brandt"}"#
            )
            let added = try answer.decoded(CampaignAddition.self)
            #expect([added.rows, added.added, added.leftOut] == [3, 2, 1], "\(answer.text)")
            #expect(added.problems.first?.reason?.hasPrefix("there is no contact") == true)
        }
    }

    @Test("a paused campaign takes contacts in, and they begin when it goes on; a draft and one that is over do not")
    func states() async throws {
        try await Bench.with { bench in
            let body = #"{"number": "01511234002", "attest": "A. Brandt"}"#
            _ = try await bench.ask(.post, "/v1/contacts/import", Self.second)
            _ = try await bench.ask(.post, "/v1/campaigns", Self.campaign())
            let early = try await bench.ask(.post, "\(Self.path)/contacts", body)
            #expect(early.status == 409)
            #expect(early.problem?.detail.contains("has not begun") == true, "\(early.text)")
            _ = try await bench.ask(.post, "\(Self.path)/cancel")
            #expect(try await bench.ask(.post, "\(Self.path)/contacts", body).status == 409)
        }
        try await Bench.with { bench in
            try await start(bench)
            _ = try await bench.ask(.post, "/v1/contacts/import", Self.second)
            _ = try await bench.ask(.post, "\(Self.path)/pause")
            let body = #"{"number": "01511234002", "attest": "A. Brandt"}"#
            #expect(try await bench.ask(.post, "\(Self.path)/contacts", body).decoded(CampaignAddition.self).added == 1)
            #expect(try await enrollments(bench).last == "02 pending")
            #expect(try await bench.ask(.post, "\(Self.path)/contacts", #"{"attest": "x"}"#).status == 422)
            #expect(
                try await bench.ask(.post, "\(Self.path)/contacts", #"{"number": "01511234002", "attest": " "}"#).status
                    == 422
            )
            #expect(try await bench.ask(.post, "\(Self.path)/contacts", #"{"import": 99}"#).status == 404)
        }
    }
}
