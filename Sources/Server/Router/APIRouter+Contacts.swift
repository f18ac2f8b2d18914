import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import Storage

extension APIRouter {
    private struct Edit: Decodable {
        var name: String?
        var email: String?
        var timeZone: String?
        var fields: [String: String]?
        var by: String?
    }

    private struct NewConsent: Decodable {
        var kind: String?
        var source: String
        var capturedAt: String?
        var expiresAt: String?
        var wording: String?
        var evidence: String?
        var evidenceSha256: String?
        var purpose: String?
        var jurisdiction: String?
        var locale: String?
        var doubleOptIn: String?
        var by: String?
        var liftsOptOut: Bool?
    }

    func addContacts(to router: Router<BasicRequestContext>) {
        router.get("/v1/contacts") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["search", "after", "limit"])
            let views = try await control.contacts(
                search: try query.text("search", limit: 200),
                after: try query.text("after"),
                limit: try query.limit() ?? 50
            )
            return try .json(views)
        }
        router.get("/v1/contacts/:number") { [control] _, context -> Response in
            try .json(try await control.contactStory(of: number(name("number", context), field: "number")))
        }
        router.patch("/v1/contacts/:number") { [control] request, context -> Response in
            let new = try await request.decoded(Edit.self)
            let edit = ContactEdit(name: new.name, email: new.email, timeZone: new.timeZone, fields: new.fields)
            let number = try number(name("number", context), field: "number")
            return try .json(try await control.edit(number, edit, by: new.by ?? "api"))
        }
        router.get("/v1/contacts/:number/consents") { [control] _, context -> Response in
            let number = try number(name("number", context), field: "number")
            return try .json(try await control.consents(of: number, after: 0, limit: 10_000))
        }
        router.post("/v1/contacts/:number/consents") { [control] request, context -> Response in
            let new = try await request.decoded(NewConsent.self)
            let number = try number(name("number", context), field: "number")
            let views = try await control.addConsent(
                try consent(new),
                to: number,
                liftsOptOut: new.liftsOptOut ?? false
            )
            return try .json(views, status: .created)
        }
        router.get("/v1/consents") { request, _ -> Response in
            try await consents(request)
        }
    }

    private func consent(_ new: NewConsent) throws(Problem) -> ConsentRecord {
        guard new.source.contains(where: { !$0.isWhitespace }) else {
            throw .invalid("say where the consent was given", field: "source")
        }
        if new.liftsOptOut == true {
            guard let evidence = new.evidence, evidence.contains(where: { !$0.isWhitespace }) else {
                throw .invalid("a consent that lifts an opt-out needs what proves it", field: "evidence")
            }
        }
        let now = wallClock.now()
        let at = try new.capturedAt.map { text throws(Problem) in try consentTime(text, field: "captured_at") } ?? now
        guard at <= now else { throw .invalid("lies in the future", field: "captured_at") }
        var end: Timestamp?
        if let text = new.expiresAt {
            guard let time = ConsentRecord.end(written: text) else {
                throw .invalid("expected a day or a time, such as 2027-03-31", field: "expires_at")
            }
            guard time > at else { throw .invalid("lies before the consent itself", field: "expires_at") }
            end = time
        }
        var record = ConsentRecord(
            kind: try consentKind(new.kind, field: "kind"),
            source: new.source,
            capturedAt: at,
            expiresAt: end,
            wording: new.wording,
            evidence: new.evidence,
            capturedBy: new.by ?? "api"
        )
        let particulars = ConsentParticulars(
            purpose: new.purpose,
            jurisdiction: new.jurisdiction,
            locale: new.locale,
            evidenceSHA256: new.evidenceSha256,
            doubleOptIn: new.doubleOptIn
        )
        try write(particulars, into: &record, prefix: "")
        return record
    }

    /// `prefix` is what stands before the names of the fields.
    func write(
        _ particulars: ConsentParticulars,
        into record: inout ConsentRecord,
        prefix: String
    ) throws(Problem) {
        do throws(ConsentParticulars.Problem) {
            try particulars.write(into: &record)
        } catch {
            throw .invalid(error.reason, field: prefix + error.field.rawValue)
        }
    }

    func consentTime(_ text: String, field: String) throws(Problem) -> Timestamp {
        guard let time = ConsentRecord.time(written: text) else {
            throw .invalid("expected the day of the consent, such as 2026-03-31", field: field)
        }
        return time
    }

    func consentKind(_ text: String?, field: String) throws(Problem) -> ConsentKind {
        guard let text else { return .express }
        guard let kind = ConsentKind(text: text) else {
            let kinds = ConsentKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("expected one of \(kinds)", field: field)
        }
        return kind
    }

    private func consents(_ request: Request) async throws -> Response {
        let query = try Query(request, allowing: ["number", "format"])
        let format = try query.choice("format", LineFormat.self) ?? .jsonl
        let number = try number(of: query)
        return try await .pages(
            type: format.type,
            head: format == .csv ? ConsentView.csvHeader : "",
            from: Int64(0)
        ) { [control] after in
            let views = try await control.consents(of: number, after: after, limit: APILimits.page)
            return Page(
                lines: try views.map { try format.line($0, csv: $0.csvLine) }.joined(),
                next: views.count < APILimits.page ? nil : views.last?.id
            )
        }
    }
}
