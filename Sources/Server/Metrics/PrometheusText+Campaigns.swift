import Campaigns

extension PrometheusText {
    /// Campaigns by name and state: labels of which there are few.
    mutating func add(_ counts: CampaignCounts) {
        let campaigns = counts.campaigns.sorted { $0.name < $1.name }
        begin("smsbridge_campaign_enrollments", .gauge, "Contacts of a campaign by state.")
        for campaign in campaigns { add("smsbridge_campaign_enrollments", campaign, campaign.enrollments) }
        begin("smsbridge_campaign_messages", .gauge, "Messages of a campaign by state.")
        for campaign in campaigns { add("smsbridge_campaign_messages", campaign, campaign.messages) }
        let totals: [(String, String, KeyPath<CampaignCounts.Campaign, Int>)] = [
            ("segments", "Segments of a campaign that were handed over.", \.segments),
            ("replies", "Messages that count as replies to a campaign.", \.replies),
            ("opt_outs", "Messages that opted out after a campaign wrote.", \.optOuts),
        ]
        for (name, help, value) in totals {
            begin("smsbridge_campaign_\(name)_total", .counter, help)
            for campaign in campaigns {
                add("smsbridge_campaign_\(name)_total", [("campaign", campaign.name)], campaign[keyPath: value])
            }
        }
        let halts = counts.halts
        let latency = "smsbridge_halt_latency_seconds"
        begin(latency, .histogram, "From the modem's notice of a reply until all that ran was halted.")
        for (ms, count) in halts.upTo { add(latency + "_bucket", [("le", Self.seconds(ms))], count) }
        add(latency + "_bucket", [("le", "+Inf")], halts.count)
        add(latency + "_sum", [], Double(halts.totalMs) / 1000)
        add(latency + "_count", [], halts.count)
    }

    private mutating func add(_ name: String, _ campaign: CampaignCounts.Campaign, _ states: [String: Int]) {
        for (state, count) in states.sorted(by: { $0.key < $1.key }) {
            add(name, [("campaign", campaign.name), ("state", state)], count)
        }
    }

    private static func seconds(_ ms: Int) -> String {
        ms % 1000 == 0 ? "\(ms / 1000)" : "\(Double(ms) / 1000)"
    }
}
