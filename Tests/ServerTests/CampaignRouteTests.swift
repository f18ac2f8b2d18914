import Campaigns
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Campaigns by HTTP")
struct CampaignRouteTests {
    private static let campaign = """
        {"campaign": {"name": "Spring & more", "agent": "human", "steps": [{"text": "Hello {{name|default:\\"you\\"}}"}],
        "window": {"hours": "00:00-24:00", "zone": "UTC", "fallback_zone": "UTC"}, "limits": {"per_day": 10}}}
        """

    @Test("a campaign is made, found by its name, started, paused, resumed and cancelled")
    func life() async throws {
        try await Bench.with { bench in
            let list = "phone,consent_date,consent_source\n01511234001,2025-01-01,form"
            _ = try await bench.ask(.post, "/v1/contacts/import", list)
            let made = try await bench.ask(.post, "/v1/campaigns", Self.campaign)
            #expect(made.status == 201, "\(made.text)")
            let path = "/v1/campaigns/Spring%20%26%20more"
            #expect(try await bench.ask(.get, path).decoded(CampaignView.self).state == "draft")
            #expect(try await bench.ask(.post, "\(path)/start").status == 409)
            let attested = try await bench.ask(.post, "\(path)/preflight", #"{"attest": "A. Brandt"}"#)
            #expect(try attested.decoded(PreflightReport.self).token != nil, "\(attested.text)")
            #expect(try await bench.ask(.get, path).decoded(CampaignView.self).state == "ready")
            for (change, state) in [
                ("start", "running"), ("pause", "paused"), ("resume", "running"), ("cancel", "cancelled"),
            ] {
                let view = try await bench.ask(.post, "\(path)/\(change)").decoded(CampaignView.self)
                #expect(view.state == state)
            }
            #expect(try await bench.ask(.post, "\(path)/start").status == 409)
            #expect(try await bench.ask(.post, "\(path)/explode").status == 404)
            let enrollments = try await bench.ask(.get, "\(path)/enrollments").decoded([EnrollmentView].self)
            #expect(enrollments.map(\.state) == ["cancelled"])
            #expect(try await bench.ask(.post, "/v1/campaigns", Self.campaign).status == 409)
            #expect(try await bench.ask(.get, "/v1/campaigns").decoded([CampaignView].self).count == 1)
        }
    }

    @Test("an edit makes a version; versions are listed, shown and compared")
    func versions() async throws {
        try await Bench.with { bench in
            _ = try await bench.ask(.post, "/v1/campaigns", Self.campaign)
            let path = "/v1/campaigns/Spring%20%26%20more"
            let body = Self.campaign.replacing("Hello", with: "Good day")
            let edited = try await bench.ask(.post, "\(path)/versions", body)
            #expect(edited.status == 201, "\(edited.text)")
            #expect(try edited.decoded(CampaignEdited.self).version == 2)
            #expect(try await bench.ask(.post, "\(path)/versions", body).status == 409)
            #expect(try await bench.ask(.get, path).decoded(CampaignView.self).version == 2)
            let second = try await bench.ask(.get, "\(path)/versions/2").text
            #expect(second.contains("\"per_day\":10") && second.contains("Good day"), "\(second)")
            #expect(try await bench.ask(.get, "\(path)/versions/3").status == 404)
            #expect(try await bench.ask(.get, "\(path)/versions/x").status == 404)
            #expect(try await bench.ask(.get, "\(path)/versions").text.contains("\"is_current\":true"))
            let differences = try await bench.ask(.get, "\(path)/diff").decoded([CampaignDifference].self)
            #expect(differences.map(\.key) == ["steps[0].text"])
            #expect(try await bench.ask(.get, "\(path)/diff?from=2&to=2").decoded([CampaignDifference].self).isEmpty)
            #expect(try await bench.ask(.get, "\(path)/diff?from=2&to=9").status == 404)
            let renamed = Self.campaign.replacing("Spring", with: "Autumn")
            #expect(
                try await bench.ask(.post, "\(path)/versions", renamed).problem?.detail.contains("keeps its name")
                    == true
            )
        }
    }

    @Test("before the start a campaign tells whom it is for, and who will be left out; after it, who was")
    func audience() async throws {
        try await Bench.with { bench in
            let list = "phone,consent_date,consent_source\n01511234001,2025-01-01,form\n01511234002,,\n01511234003,,"
            let batch = try await bench.ask(.post, "/v1/contacts/import", list).decoded(ImportView.self)
            _ = try await bench.ask(.post, "/v1/contacts/import", "phone\n01511234009")
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "+491511234003"}"#)
            let body = Self.campaign.dropLast() + ", \"import\": \(batch.id)}"
            let made = try await bench.ask(.post, "/v1/campaigns", String(body)).decoded(CampaignView.self)
            #expect(made.audience == 3)
            #expect(made.audienceWithoutConsent == 1)
            #expect(made.audienceSuppressed == 1)
            #expect(made.enrollments.isEmpty)
            let path = "/v1/campaigns/Spring%20%26%20more"
            _ = try await bench.ask(.post, "\(path)/preflight", #"{"attest": "A. Brandt"}"#)
            let started = try await bench.ask(.post, "\(path)/start").decoded(CampaignView.self)
            #expect(started.enrollments["excluded"] == 2)
            #expect((started.audience, started.audienceWithoutConsent, started.audienceSuppressed) == (3, 1, 1))
            let everyone = Self.campaign.replacing("Spring & more", with: "All")
            let all = try await bench.ask(.post, "/v1/campaigns", everyone).decoded(CampaignView.self)
            #expect((all.audience, all.audienceWithoutConsent, all.audienceSuppressed) == (4, 2, 1))
        }
    }

    @Test(
        "what is wrong is told with its place",
        arguments: [
            (#"{"name": "x"}"#, "campaign"),
            (#"{"campaign": {"name": "x", "agent": "human", "widow": {}}}"#, "campaign.widow"),
            (#"{"campaign": {"name": "x", "steps": [{"text": "a", "dealy": "1 day"}]}}"#, "campaign.steps[0].dealy"),
            (#"{"campaign": {"name": "x", "window": {"open": [{"hour": "1"}]}}}"#, "campaign.window.open[0].hour"),
            (
                #"{"campaign": {"agent": "human", "steps": [{"text": "a"}], "window": {"hours": "9-17", "zone": "UTC"}}}"#,
                "campaign.name"
            ),
        ]
    )
    func problems(body: String, field: String) async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(.post, "/v1/campaigns", body)
            #expect(answer.status == 422)
            #expect(answer.problem?.field == field, "\(answer.text)")
        }
    }
}
