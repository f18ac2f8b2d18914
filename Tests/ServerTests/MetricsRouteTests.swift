import Campaigns
import Gateway
import HTTPTypes
import Storage
import Testing

@testable import Server

@Suite("Metrics for monitors")
struct MetricsRouteTests {
    @Test func theTextIsWhatPrometheusReads() {
        var campaign = CampaignCounts.Campaign(name: #"A "b\c"#, state: "running")
        campaign.enrollments = ["replied": 1, "active": 2]
        campaign.messages = ["sent": 3]
        (campaign.segments, campaign.replies, campaign.optOuts) = (4, 5, 6)
        var halts = CampaignCounts.Halts()
        halts.upTo = [(10, 1), (1000, 2)]
        (halts.count, halts.totalMs) = (3, 2512)
        var text = PrometheusText()
        text.add(CampaignCounts(campaigns: [campaign], halts: halts))
        #expect(
            text.text == #"""
                # HELP smsbridge_campaign_enrollments Contacts of a campaign by state.
                # TYPE smsbridge_campaign_enrollments gauge
                smsbridge_campaign_enrollments{campaign="A \"b\\c",state="active"} 2
                smsbridge_campaign_enrollments{campaign="A \"b\\c",state="replied"} 1
                # HELP smsbridge_campaign_messages Messages of a campaign by state.
                # TYPE smsbridge_campaign_messages gauge
                smsbridge_campaign_messages{campaign="A \"b\\c",state="sent"} 3
                # HELP smsbridge_campaign_segments_total Segments of a campaign that were handed over.
                # TYPE smsbridge_campaign_segments_total counter
                smsbridge_campaign_segments_total{campaign="A \"b\\c"} 4
                # HELP smsbridge_campaign_replies_total Messages that count as replies to a campaign.
                # TYPE smsbridge_campaign_replies_total counter
                smsbridge_campaign_replies_total{campaign="A \"b\\c"} 5
                # HELP smsbridge_campaign_opt_outs_total Messages that opted out after a campaign wrote.
                # TYPE smsbridge_campaign_opt_outs_total counter
                smsbridge_campaign_opt_outs_total{campaign="A \"b\\c"} 6
                # HELP smsbridge_halt_latency_seconds From the modem's notice of a reply until all that ran was halted.
                # TYPE smsbridge_halt_latency_seconds histogram
                smsbridge_halt_latency_seconds_bucket{le="0.01"} 1
                smsbridge_halt_latency_seconds_bucket{le="1"} 2
                smsbridge_halt_latency_seconds_bucket{le="+Inf"} 3
                smsbridge_halt_latency_seconds_sum 2.512
                smsbridge_halt_latency_seconds_count 3

                """#
        )
    }

    @Test func metricsOverHTTPNeedTheToken() async throws {
        try await Bench.with { bench in
            let answer = try await bench.ask(.get, "/metrics")
            #expect(answer.status == 200 && answer.type == PrometheusText.type)
            #expect(answer.text.contains("smsbridge_halt_latency_seconds_count 0"))
        }
        let token = try #require(BearerToken(Bench.token))
        try await Bench.with(.token(token)) { bench in
            let answer = try await bench.ask(.get, "/metrics")
            #expect(answer.status == 401)
        }
    }
}
