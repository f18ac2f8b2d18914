import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import NIOCore

extension APIRouter {
    func addContacts(to router: Router<BasicRequestContext>) {
        router.post("/v1/contacts/import") { request, _ -> Response in
            try await importContacts(request)
        }
    }

    /// Reads the list as it comes in: at most one batch and one record are in memory.
    private func importContacts(_ request: Request) async throws -> Response {
        let query = try Query(
            request,
            allowing: ["name", "region", "by", "consent_kind", "consent_source", "consent_date", "consent_wording"]
        )
        let user = try query.text("by") ?? "api"
        let options = ContactImport.Options(
            defaultRegion: try importRegion(query),
            declaration: try declaration(query, user: user),
            user: user,
            now: wallClock.now(),
            zones: zones
        )
        let name = try query.text("name", limit: 200) ?? "contacts"
        var intake = ImportIntake(control: control, options: options, name: name)
        var octets = 0
        for try await chunk in request.body {
            octets += chunk.readableBytes
            guard octets <= APILimits.importOctets else {
                throw Problem.tooLarge("the list may have at most \(APILimits.importOctets) octets: split it")
            }
            try await intake.take(chunk.readableBytesView)
        }
        return try .json(try await intake.finish(), status: .created)
    }

    private func importRegion(_ query: Query) throws(Problem) -> String? {
        guard let region = try query.text("region") else { return self.region }
        guard PhoneNumber.knowsRegion(region) else {
            throw .invalid("expected two letters of ISO 3166-1, such as DE", field: "region")
        }
        return region.uppercased()
    }

    /// Consent that whoever imports declares for rows without consent columns.
    private func declaration(_ query: Query, user: String) throws(Problem) -> ConsentRecord? {
        let source = try query.text("consent_source")
        let date = try query.text("consent_date")
        let wording = try query.text("consent_wording")
        let kind = try query.text("consent_kind")
        guard source != nil || date != nil || wording != nil || kind != nil else { return nil }
        guard let source else { throw .invalid("say where the consent was given", field: "consent_source") }
        guard let date, let at = Timestamp(rfc3339: date) ?? CivilDate(date).map(ZoneRules.utc.start) else {
            throw .invalid("expected the day of the consent, such as 2026-03-31", field: "consent_date")
        }
        guard at <= wallClock.now() else { throw .invalid("lies in the future", field: "consent_date") }
        guard let known = kind.map({ ConsentKind(text: $0) }) ?? .express else {
            let kinds = ConsentKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("expected one of \(kinds)", field: "consent_kind")
        }
        return ConsentRecord(kind: known, source: source, capturedAt: at, wording: wording, capturedBy: user)
    }
}
