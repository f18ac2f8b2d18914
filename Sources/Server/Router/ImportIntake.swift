import Campaigns
import Gateway
import Storage

/// One contact list on its way in: octets to rows, rows to batches for the gateway. While a batch is stored, the next
/// octets are read already.
struct ImportIntake {
    private let control: Control
    private let name: String
    private let options: ContactImport.Options
    private let parser: ImportParser
    private let isDryRun: Bool
    /// Where the verdicts of a dry run go, for they are nowhere else.
    private let spool: VerdictSpool?
    private let clock = ContinuousClock()
    private var batches = RowBatches()
    private var octets: [UInt8] = []
    private var pending = ImportParser.Piece()
    private var view: ImportView

    init(
        control: Control,
        options: ContactImport.Options,
        name: String,
        isDryRun: Bool = false,
        spool: VerdictSpool? = nil
    ) {
        self.control = control
        self.name = name
        self.options = options
        self.isDryRun = isDryRun
        self.spool = spool
        parser = ImportParser(options: options)
        view = ImportView(
            dryRunOf: name,
            by: options.user,
            region: options.defaultRegion,
            declaration: options.declaration
        )
    }

    mutating func take(_ more: some Sequence<UInt8>) async throws {
        octets += more
        if octets.count >= APILimits.importPiece { try await advance() }
    }

    mutating func finish() async throws -> ImportView {
        try await advance()
        try await store(pending)
        try await store(try await parser.finish())
        let file = await parser.file
        guard !isDryRun else {
            view.sha256 = file.sha256
            view.octets = file.octets
            return view
        }
        return try await control.finishImport(view.id, sha256: file.sha256, octets: file.octets)
    }

    /// Reads what came, and stores what came before it.
    private mutating func advance() async throws {
        let piece = octets
        octets.removeAll(keepingCapacity: true)
        async let next = parser.take(piece)
        try await store(pending)
        pending = try await next
    }

    private mutating func store(_ piece: ImportParser.Piece) async throws {
        if let header = piece.header { try await start(header) }
        var (contacts, problems) = (piece.contacts[...], piece.problems[...])
        while !contacts.isEmpty || !problems.isEmpty {
            let rows = Array(contacts.prefix(batches.size))
            let rejected = Array(problems.prefix(batches.size))
            contacts = contacts.dropFirst(rows.count)
            problems = problems.dropFirst(rejected.count)
            if isDryRun {
                try await check(rows, rejected)
            } else {
                let begun = clock.now
                try await control.importRows(rows, rejected: rejected, into: view.id)
                batches.took(clock.now - begun, rows: rows.count)
            }
        }
    }

    private mutating func start(_ header: ContactHeader) async throws {
        view.columns = zip(header.names, header.columns).map { ImportColumn(name: $0, meaning: $1.meaning) }
        guard !isDryRun else { return }
        view.id = try await control.begin(
            NewImport(
                name: name,
                by: options.user,
                region: options.defaultRegion,
                columns: view.columns,
                declaration: options.declaration
            )
        )
    }

    private mutating func check(_ rows: [ImportedContact], _ rejected: [ImportProblem]) async throws {
        let judged = try await control.checkRows(rows) + rejected.map(ImportRowView.init)
        for row in judged.sorted(by: { $0.line < $1.line }) {
            view.counts.count(row)
            if row.verdict == .rejected, view.rejected.count < ImportView.mostListed {
                view.rejected.append(
                    ImportView.RejectedRow(line: row.line, column: row.column, reason: row.reason ?? "")
                )
            }
            try spool?.append(row.csvLine)
        }
    }
}

extension ContactHeader.Column {
    /// What people are told that a column was taken for.
    var meaning: String {
        switch self {
        case .phone: "phone"
        case .name: "name"
        case .firstName: "first_name"
        case .lastName: "last_name"
        case .email: "email"
        case .timeZone: "time_zone"
        case .language: "language"
        case .consentDate: "consent_date"
        case .consentSource: "consent_source"
        case .consentText: "consent_text"
        case .consentKind: "consent_kind"
        case .consentEvidence: "consent_evidence"
        case .consentExpiry: "consent_expires"
        case .consentPurpose: "consent_purpose"
        case .consentJurisdiction: "consent_jurisdiction"
        case .consentLocale: "consent_locale"
        case .consentEvidenceHash: "consent_evidence_sha256"
        case .consentDoubleOptIn: "consent_double_opt_in"
        case .field(let name): "{{\(name)}}"
        case .unnamed: ""
        }
    }
}
