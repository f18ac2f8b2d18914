public import Campaigns
import Storage

extension Control {
    /// What a monitor counts of campaigns.
    public func campaignCounts() async throws(ControlProblem) -> CampaignCounts {
        try await stored { () async throws(StorageError) in try await core.store.campaignCounts() }
    }
}
