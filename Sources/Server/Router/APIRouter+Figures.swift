import Campaigns
import Gateway
import Hummingbird

extension APIRouter {
    /// What a campaign came to; `by` names one breakdown, and all are told without it.
    func addFigures(to router: Router<BasicRequestContext>) {
        for path in ["report", "report.json"] {
            router.get("/v1/campaigns/:name/\(path)") { [control] request, context -> Response in
                let by = try Query(request, allowing: ["by"]).choice("by", FigureBreakdown.self)
                let breakdowns = by.map { [$0] } ?? Set(FigureBreakdown.allCases)
                return try .json(try await control.figures(of: name("name", context), by: breakdowns))
            }
        }
    }
}
