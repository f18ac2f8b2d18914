public import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

extension APIRouter {
    private struct Attesting: Decodable {
        /// Who attests it.
        var attest: String?
    }

    func addPreflight(to router: Router<BasicRequestContext>) {
        router.get("/v1/campaigns/:name/preflight") { [control] _, context -> Response in
            let campaign = try name("name", context)
            guard let report = try await control.lastPreflight(of: campaign) else {
                throw Problem.notFound("campaign “\(campaign)” has had no preflight")
            }
            return try .json(report)
        }
        router.post("/v1/campaigns/:name/preflight") { request, context -> Response in
            try await preflight(request, context)
        }
        router.get("/v1/campaigns/:name/preflight/rows") { request, context -> Response in
            try await preflightRows(request, context)
        }
        router.post("/v1/campaigns/:name/start") { request, context -> Response in
            try .json(try await control(for: request).startCampaign(name("name", context)))
        }
    }

    /// With `live=true` the answer goes on while rows are looked at: events `progress`, then `report`.
    private func preflight(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let isLive = try Query(request, allowing: ["live"]).flag("live")
        let campaign = try name("name", context)
        let octets = try await request.octets(limit: APILimits.jsonOctets)
        let attesting = octets.isEmpty ? Attesting() : try Request.decode(Attesting.self, from: octets)
        guard isLive else {
            return try .json(try await control.preflight(campaign, attestedBy: attesting.attest))
        }
        // What is wrong with the request itself is told by its status.
        _ = try await control.campaign(campaign)
        var answered = request
        answered.body = RequestBody(buffer: ByteBuffer(bytes: octets))
        return EventLines.response(to: answered) { [control] lines in
            let report = try await control.preflight(campaign, attestedBy: attesting.attest) { done, of in
                lines.tell(PreflightEvent(done: done, of: of))
            }
            lines.tell(PreflightEvent(report: report))
        }
    }

    /// Every row with a problem, as CSV, told while the audience is looked at.
    private func preflightRows(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        _ = try Query(request, allowing: [])
        let campaign = try name("name", context)
        _ = try await control.campaign(campaign)
        return Response(
            status: .ok,
            headers: [.contentType: "text/csv; charset=utf-8"],
            body: ResponseBody { [control] writer in
                var problems = try await control.preflightProblems(campaign)
                var buffer = ByteBuffer(string: CSVWriter.line(["line", "number", "step", "problem", "reason"]))
                while let page = try await problems.next() {
                    for problem in page { buffer.writeString(Self.record(problem)) }
                    guard buffer.readableBytes > 16_384 else { continue }
                    try await writer.write(buffer)
                    buffer.clear()
                }
                try await writer.write(buffer)
                try await writer.finish(nil)
            }
        )
    }

    private static func record(_ problem: RowProblem) -> String {
        CSVWriter.line([
            problem.line.map { "\($0)" } ?? "", problem.number, problem.step.map { "\($0)" } ?? "",
            problem.kind.rawValue, problem.reason,
        ])
    }
}

/// What a preflight that goes on tells: how far it is, and at last what it found.
public struct PreflightEvent: Codable, Sendable {
    public enum Kind: String, Codable, Sendable {
        case progress, report, problem
    }

    public var event: Kind
    /// Rows that were looked at, and how many there are.
    public var done: Int?
    public var of: Int?
    public var report: PreflightReport?
    /// Of a problem: HTTP's, and why.
    public var status: Int?
    public var text: String?

    init(done: Int, of: Int) {
        event = .progress
        (self.done, self.of) = (done, of)
    }

    init(report: PreflightReport) {
        event = .report
        self.report = report
    }
}
