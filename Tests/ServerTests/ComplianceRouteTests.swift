import Campaigns
import Foundation
import Gateway
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("The summary of consent and opt-outs")
struct ComplianceRouteTests {
    @Test("it counts who agreed, who opted out and why, and names who attested")
    func summary() async throws {
        try await Bench.with { bench in
            let list = """
                phone,name,consent_date,consent_source,consent_expires
                01511234001,Anna,2026-01-15,form,
                01511234002,Ben,2024-01-15,form,
                01511234003,Cora,2026-01-15,form,2026-02-01
                01511234004,Dora,2026-01-15,form,
                01511234005,Emil,,,
                """
            _ = try await bench.ask(.post, "/v1/contacts/import", list)
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "01511234004"}"#)
            _ = try await bench.ask(.post, "/v1/suppressions", #"{"number": "01511234099", "reason": "complaint"}"#)
            let campaign = #"""
                {"campaign": {"name": "Notice", "agent": "human", "window": {"hours": "08:00-20:00", "zone": "UTC"},
                 "steps": [{"text": "Hello"}]}}
                """#
            #expect(try await bench.ask(.post, "/v1/campaigns", campaign).status == 201)
            let answer = try await bench.ask(.get, "/v1/compliance")
            let facts = try answer.decoded(ComplianceView.self).facts
            #expect((facts.consent.contacts, facts.consent.covered, facts.consent.reachable) == (5, 2, 2))
            #expect(facts.consent.old == 1)
            #expect(Set(facts.suppressions.map(\.reason)) == ["byHand", "complaint"])
            #expect(facts.campaigns.map(\.name) == ["Notice"] && facts.campaigns[0].attestedBy == nil)
            #expect(facts.optOuts == 0 && facts.lastErasure == nil)
            let order = #"{"by": "anna", "reason": "asked"}"#
            _ = try await bench.ask(.post, "/v1/contacts/%2B491511234001/erase", order)
            let later = try await bench.ask(.get, "/v1/compliance").decoded(ComplianceView.self)
            #expect(later.facts.lastErasure?.by == "anna", "\(answer.text)")
        }
    }
}
