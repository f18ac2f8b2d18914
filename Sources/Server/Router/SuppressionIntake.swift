import Campaigns
import Gateway
import Storage

/// A list of numbers that must not be written to, on its way in.
struct SuppressionIntake {
    private let control: Control
    private let options: SuppressionList.Options
    private let name: String
    private let key: [UInt8]?
    private let isDryRun: Bool
    private let spool: VerdictSpool?
    private let clock = ContinuousClock()
    private var reader = CSVReader()
    private var list: SuppressionList?
    /// Of a list of hashes: which of them stand for numbers that are known. Looked up with the first row.
    private var known: SuppressedHashes?
    private var batches = RowBatches()
    private var view: ImportView

    init(
        control: Control,
        options: SuppressionList.Options,
        name: String,
        key: [UInt8]?,
        isDryRun: Bool,
        spool: VerdictSpool?
    ) {
        self.control = control
        self.options = options
        self.name = name
        self.key = key
        self.isDryRun = isDryRun
        self.spool = spool
        view = ImportView()
        view.name = name
        view.dryRun = isDryRun
        view.region = options.defaultRegion
    }

    mutating func take(_ octets: some Sequence<UInt8>) async throws {
        try await take(reader.feed(octets))
    }

    mutating func finish() async throws -> ImportView {
        try await take(reader.finish())
        guard list != nil else { throw Problem.invalid("the list is empty", field: nil) }
        if !isDryRun { try await control.noteImport(ofSuppressions: name, added: view.added, rows: view.rows) }
        return view
    }

    private mutating func take(_ records: [CSVRecord]) async throws {
        var rows: [SuppressionList.Row] = []
        var rejected: [ImportProblem] = []
        for record in records {
            let result: Result<SuppressionList.Row, ImportProblem>?
            if list == nil {
                do throws(ImportProblem) {
                    list = try SuppressionList(first: record, options: options)
                } catch {
                    throw Problem.invalid(error.description, field: nil)
                }
                result = list?.first()
            } else {
                result = list?.take(record)
            }
            switch result {
            case .success(let row): rows.append(row)
            case .failure(let problem): rejected.append(problem)
            case nil: break
            }
            if rows.count + rejected.count >= batches.size {
                try await store(rows, rejected)
                rows = []
                rejected = []
            }
        }
        try await store(rows, rejected)
    }

    private mutating func store(_ rows: [SuppressionList.Row], _ rejected: [ImportProblem]) async throws {
        guard !rows.isEmpty || !rejected.isEmpty else { return }
        let known = try await knownHashes()
        let begun = clock.now
        let views =
            isDryRun
            ? try await control.checkSuppressions(rows, key: key, known: known)
            : try await control.suppress(rows, list: name, key: key, known: known)
        batches.took(clock.now - begun, rows: rows.count)
        for row in (views + rejected.map(ImportRowView.init)).sorted(by: { $0.line < $1.line }) {
            view.counts.count(row)
            if row.verdict == .rejected, view.rejected.count < ImportView.mostListed {
                view.rejected.append(
                    ImportView.RejectedRow(line: row.line, column: row.column, reason: row.reason ?? "")
                )
            }
            for warning in row.warnings where view.warnings.count < ImportView.mostListed {
                view.warnings.append(ImportView.RejectedRow(line: row.line, column: nil, reason: warning))
            }
            try spool?.append(row.csvLine)
        }
    }

    private mutating func knownHashes() async throws -> SuppressedHashes {
        if let known { return known }
        var found = SuppressedHashes()
        if let key { found = try await control.suppressedHashes(under: key) }
        known = found
        return found
    }
}
