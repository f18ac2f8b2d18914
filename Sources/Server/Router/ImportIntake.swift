import Campaigns
import Gateway
import Storage

/// One contact list on its way in: chunks of CSV to records, verdicts, and batches for the gateway.
struct ImportIntake {
    private let control: Control
    private let options: ContactImport.Options
    private let name: String
    private var reader = CSVReader()
    private var contacts: ContactImport?
    private var id: Int64?
    private var rows: [ImportedContact] = []
    private var rejected: [ImportProblem] = []

    init(control: Control, options: ContactImport.Options, name: String) {
        self.control = control
        self.options = options
        self.name = name
    }

    mutating func take(_ octets: some Sequence<UInt8>) async throws {
        try await take(reader.feed(octets))
    }

    mutating func finish() async throws -> ImportView {
        try await take(reader.finish())
        guard let id else { throw Problem.invalid("the list is empty: its first line names the columns", field: nil) }
        try await store(into: id)
        return try await control.finishImport(id)
    }

    private mutating func take(_ records: [CSVRecord]) async throws {
        for record in records {
            guard var contacts else {
                try await start(with: record)
                continue
            }
            self.contacts = nil
            let verdict = contacts.take(record)
            self.contacts = contacts
            switch verdict {
            case .contact(let contact): rows.append(contact)
            case .problem(let problem): rejected.append(problem)
            case .duplicate(_, let line, let first):
                rejected.append(
                    ImportProblem(line: line, column: nil, reason: "the number stands on line \(first) already")
                )
            }
            if rows.count + rejected.count >= APILimits.importBatch, let id { try await store(into: id) }
        }
    }

    /// Nothing is stored of a list whose header cannot be used.
    private mutating func start(with header: CSVRecord) async throws {
        do throws(ImportProblem) {
            contacts = try ContactImport(header: header, options: options)
        } catch {
            throw Problem.invalid(error.description, field: nil)
        }
        id = try await control.beginImport(name: name, by: options.user)
    }

    private mutating func store(into id: Int64) async throws {
        guard !rows.isEmpty || !rejected.isEmpty else { return }
        try await control.importRows(rows, rejected: rejected, into: id)
        rows.removeAll(keepingCapacity: true)
        rejected.removeAll(keepingCapacity: true)
    }
}
