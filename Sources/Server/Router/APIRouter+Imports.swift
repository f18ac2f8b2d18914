import Campaigns
import Gateway
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

extension APIRouter {
    func addImports(to router: Router<BasicRequestContext>) {
        router.post("/v1/contacts/import") { request, _ -> Response in
            try await importContacts(request)
        }
        router.get("/v1/imports") { [control] request, _ -> Response in
            let query = try Query(request, allowing: ["before_id", "limit"])
            let before = try query.integer("before_id", in: 1...Int64.max)
            return try .json(try await control.imports(before: before, limit: query.limit() ?? 50))
        }
        router.get("/v1/imports/:id") { [control] _, context -> Response in
            try .json(try await control.importView(id(context)))
        }
        router.get("/v1/imports/:id/verdicts") { request, context -> Response in
            let query = try Query(request, allowing: ["verdict", "format"])
            return try await verdicts(
                of: try id(context),
                only: try query.choice("verdict", ImportRowView.Verdict.self),
                as: try query.choice("format", LineFormat.self) ?? .csv
            )
        }
    }

    private func verdicts(
        of id: Int64,
        only verdict: ImportRowView.Verdict?,
        as format: LineFormat
    ) async throws -> Response {
        try await .pages(
            type: format.type,
            head: format == .csv ? ImportRowView.csvHeader : "",
            from: 0
        ) { [control] after in
            let rows = try await control.verdicts(of: id, after: after, only: verdict, limit: APILimits.page)
            return Page(
                lines: try rows.map { try format.line($0, csv: $0.csvLine) }.joined(),
                next: rows.count < APILimits.page ? nil : rows.last?.line
            )
        }
    }

    /// Reads the list as it comes in: some kilobytes of it and one batch of rows are in memory.
    private func importContacts(_ request: Request) async throws -> Response {
        let query = try Query(
            request,
            allowing: [
                "name", "region", "by", "consent_kind", "consent_source", "consent_date", "consent_wording",
                "consent_evidence", "consent_expires", "dry_run", "verdicts",
            ] + ConsentParticulars.Field.allCases.map { "consent_" + $0.rawValue }
        )
        let user = try query.text("by", limit: 200)
        let options = ContactImport.Options(
            defaultRegion: try importRegion(query),
            declaration: try declaration(query, user: user),
            user: user ?? "api",
            now: wallClock.now(),
            zones: zones
        )
        let isDryRun = try query.flag("dry_run")
        let spool = try verdictSpool(query)
        var intake = ImportIntake(
            control: control,
            options: options,
            name: try query.text("name", limit: 200) ?? "contacts",
            isDryRun: isDryRun,
            spool: isDryRun ? spool : nil
        )
        try await read(request) { try await intake.take($0) }
        let view = try await intake.finish()
        guard let spool else { return try .json(view, status: isDryRun ? .ok : .created) }
        guard isDryRun else { return try await verdicts(of: view.id, only: nil, as: .csv) }
        return try .verdicts(spool, summary: view.withoutLists)
    }

    /// Where the verdicts go, if they are asked for.
    func verdictSpool(_ query: Query) throws(Problem) -> VerdictSpool? {
        guard let format = try query.text("verdicts") else { return nil }
        guard format == LineFormat.csv.rawValue else { throw .invalid("expected csv", field: "verdicts") }
        let spool = try VerdictSpool()
        try spool.append(ImportRowView.csvHeader)
        return spool
    }

    /// Hands on a list's octets as they come in.
    func read(_ request: Request, _ take: ([UInt8]) async throws -> Void) async throws {
        var octets = 0
        for try await chunk in request.body {
            octets += chunk.readableBytes
            guard octets <= APILimits.importOctets else {
                throw Problem.tooLarge("the list may have at most \(APILimits.importOctets) octets: split it")
            }
            try await take(Array(chunk.readableBytesView))
        }
    }

    func importRegion(_ query: Query) throws(Problem) -> String? {
        guard let region = try query.text("region") else { return self.region }
        guard PhoneNumber.knowsRegion(region) else {
            throw .invalid(
                "“\(region.prefix(20))” is no country whose numbers are known: expected two letters of ISO 3166-1, such as DE",
                field: "region"
            )
        }
        return region.uppercased()
    }

    /// Consent that whoever imports declares, by name, for rows without consent columns.
    private func declaration(_ query: Query, user: String?) throws(Problem) -> ConsentRecord? {
        let names = ["source", "date", "wording", "kind", "evidence", "expires"]
        let values = try names.map { name throws(Problem) in try query.text("consent_" + name) }
        let (source, date, wording, kind) = (values[0], values[1], values[2], values[3])
        func value(_ field: ConsentParticulars.Field) throws(Problem) -> String? {
            try query.text("consent_" + field.rawValue, limit: 500)
        }
        let particulars = ConsentParticulars(
            purpose: try value(.purpose),
            jurisdiction: try value(.jurisdiction),
            locale: try value(.locale),
            evidenceSHA256: try value(.evidenceSHA256),
            doubleOptIn: try value(.doubleOptIn)
        )
        guard values.contains(where: { $0 != nil }) || !particulars.isEmpty else { return nil }
        guard let source else { throw .invalid("say where the consent was given", field: "consent_source") }
        let at = try consentTime(date ?? "", field: "consent_date")
        guard at <= wallClock.now() else { throw .invalid("lies in the future", field: "consent_date") }
        var end: Timestamp?
        if let text = values[5] {
            guard let time = ConsentRecord.end(written: text), time > at else {
                throw .invalid("expected a day after that of the consent, such as 2027-03-31", field: "consent_expires")
            }
            end = time
        }
        guard let user else { throw .invalid("say who declares the consent", field: "by") }
        var record = ConsentRecord(
            kind: try consentKind(kind, field: "consent_kind"),
            source: source,
            capturedAt: at,
            expiresAt: end,
            wording: wording,
            evidence: values[4],
            capturedBy: user
        )
        try write(particulars, into: &record, prefix: "consent_")
        return record
    }
}

extension ImportView {
    /// Short enough for a header.
    var withoutLists: ImportView {
        var view = self
        if columns.count > 40 || columns.contains(where: { $0.name.utf8.count > 60 }) { view.columns = [] }
        view.rejected = []
        view.warnings = []
        return view
    }
}
