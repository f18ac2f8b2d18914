public import Campaigns
import Storage

extension Control {
    /// How a campaign went; `breakdowns` are what is split besides.
    public func figures(
        of name: String,
        by breakdowns: Set<FigureBreakdown>
    ) async throws(ControlProblem) -> CampaignFigures {
        try await stored { () async throws(StorageError) in
            try await core.store.figures(of: name, by: breakdowns, at: now)
        }
    }
}
