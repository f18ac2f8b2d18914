import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    private struct NewSuppression: Decodable {
        var number: String
        var category: String?
        var reason: String?
        var note: String?
    }

    private struct Correction: Decodable {
        var note: String
        var category: String?
    }

    func addSuppressions(to router: Router<BasicRequestContext>) {
        router.get("/v1/suppressions") { [control] request, _ -> Response in
            var filter = try filter(Query(request, allowing: ["including_lifted", "reason", "before_id", "limit"]))
            filter.limit = min(filter.limit, APILimits.page)
            return try .json(try await control.suppressions(filter))
        }
        router.post("/v1/suppressions") { request, _ -> Response in
            let new = try await request.decoded(NewSuppression.self)
            let number = try number(new.number, field: "number")
            let reason = try new.reason.map { text throws(Problem) in try suppressionReason(text) } ?? .byHand
            return try .json(
                try await control(for: request)
                    .suppress(number, for: try category(new.category), reason: reason, note: new.note),
                status: .created
            )
        }
        router.get("/v1/suppressions/words") { [control] _, _ -> Response in
            try .json(control.keywords)
        }
        router.get("/v1/suppressions/:number") { [control] _, context -> Response in
            let number = try number(name("number", context), field: "number")
            return try .json(try await control.suppressionHistory(of: number))
        }
        router.post("/v1/suppressions/:number/lift") { request, context -> Response in
            let correction = try await request.decoded(Correction.self)
            guard correction.note.contains(where: { !$0.isWhitespace }) else {
                throw Problem.invalid("say what was wrong with it", field: "note")
            }
            let number = try number(name("number", context), field: "number")
            return try .json(
                try await control(for: request)
                    .correctSuppression(of: number, for: try category(correction.category), note: correction.note)
            )
        }
        router.post("/v1/suppressions/import") { request, _ -> Response in
            try await importSuppressions(request)
        }
        router.get("/v1/suppressions/export") { request, _ -> Response in
            try await exportSuppressions(request)
        }
    }

    private func category(_ text: String?) throws(Problem) -> CampaignCategory? {
        guard let text else { return nil }
        guard let category = CampaignCategory(rawValue: text) else {
            let known = CampaignCategory.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("expected one of \(known)", field: "category")
        }
        return category
    }

    private func suppressionReason(_ text: String) throws(Problem) -> SuppressionReason {
        guard let reason = SuppressionReason(text: text) else {
            let known = SuppressionReason.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("expected one of \(known)", field: "reason")
        }
        return reason
    }

    private func filter(_ query: Query) throws(Problem) -> SuppressionFilter {
        var filter = SuppressionFilter()
        filter.includingLifted = try query.flag("including_lifted")
        filter.reason = try query.text("reason").map { text throws(Problem) in try suppressionReason(text) }
        filter.before = try query.integer("before_id", in: 1...Int64.max)
        filter.limit = try query.limit() ?? APILimits.page
        return filter
    }

    private func importSuppressions(_ request: Request) async throws -> Response {
        let query = try Query(request, allowing: ["name", "region", "dry_run", "hashed", "verdicts"])
        let isHashed = try query.flag("hashed")
        let spool = try verdictSpool(query)
        var intake = SuppressionIntake(
            control: try control(for: request),
            options: SuppressionList.Options(
                defaultRegion: try importRegion(query),
                isHashed: isHashed,
                now: wallClock.now()
            ),
            name: try query.text("name", limit: 200) ?? "suppressions",
            key: isHashed ? try hashKey(request) : nil,
            isDryRun: try query.flag("dry_run"),
            spool: spool
        )
        try await read(request) { try await intake.take($0) }
        let view = try await intake.finish()
        guard let spool else { return try .json(view, status: view.dryRun ? .ok : .created) }
        return try .verdicts(spool, summary: view.withoutLists)
    }

    /// Oldest last, so that what is added meanwhile is not missed twice. Numbers of erased people are not in it.
    private func exportSuppressions(_ request: Request) async throws -> Response {
        let query = try Query(request, allowing: ["including_lifted", "reason", "hashed"])
        let key = try query.flag("hashed") ? try hashKey(request) : nil
        var all = try filter(query)
        all.includingHidden = false
        all.limit = APILimits.page
        let filter = all
        return try await .pages(
            type: LineFormat.csv.type,
            head: SuppressionView.csvHeader(hashed: key != nil),
            from: Int64.max
        ) { [control] before in
            var page = filter
            page.before = before
            let views = try await control.suppressions(page)
            return Page(
                // Whoever reads hashes would keep everything from the number.
                lines: views.filter { key == nil || $0.category == nil }.map { $0.csvLine(hashedWith: key) }.joined(),
                next: views.count < APILimits.page ? nil : views.last?.id
            )
        }
    }

    /// The key that both sides of an exchange of hashes know. In a header, since paths are written to logs.
    private func hashKey(_ request: Request) throws(Problem) -> [UInt8] {
        let text = HTTPField.Name(Self.hashKeyField).flatMap { request.headers[$0] } ?? ""
        guard text.utf8.count >= APILimits.hashKeyOctets.lowerBound,
            text.utf8.count <= APILimits.hashKeyOctets.upperBound
        else {
            throw .invalid(
                "send the shared key, \(APILimits.hashKeyOctets.lowerBound) to \(APILimits.hashKeyOctets.upperBound) "
                    + "characters, in this header",
                field: Self.hashKeyField
            )
        }
        return Array(text.utf8)
    }

    static let hashKeyField = "Smsbridge-Hash-Key"
}
