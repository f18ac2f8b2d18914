import Campaigns
import Storage

/// Turns the octets of a contact list into rows, beside whoever stores those that came before.
actor ImportParser {
    /// What some octets completed.
    struct Piece: Sendable {
        /// The header, in the piece that completes it.
        var header: ContactHeader?
        var contacts: [ImportedContact] = []
        var problems: [ImportProblem] = []
    }

    private let options: ContactImport.Options
    private var reader = CSVReader()
    private var contacts: ContactImport?
    private var digest = FileDigest()

    init(options: ContactImport.Options) {
        self.options = options
    }

    /// SHA-256 of all octets, and how many there were.
    var file: (sha256: String, octets: Int) { (digest.text, digest.octets) }

    func take(_ octets: [UInt8]) throws -> Piece {
        digest.take(octets)
        return try piece(reader.feed(octets))
    }

    func finish() throws -> Piece {
        let piece = try piece(reader.finish())
        guard contacts != nil else {
            throw Problem.invalid("the list is empty: its first line names the columns", field: nil)
        }
        return piece
    }

    private func piece(_ records: [CSVRecord]) throws -> Piece {
        var piece = Piece()
        for record in records {
            guard contacts != nil else {
                piece.header = try start(with: record)
                continue
            }
            switch contacts?.take(record) {
            case .contact(let contact): piece.contacts.append(contact)
            case .problem(let problem): piece.problems.append(problem)
            case .duplicate(let number, let line, let first):
                piece.problems.append(
                    ImportProblem(
                        line: line,
                        column: nil,
                        reason: "the number stands on line \(first) already",
                        number: number.e164
                    )
                )
            case nil: break
            }
        }
        return piece
    }

    /// Nothing is stored of a list whose header cannot be used.
    private func start(with record: CSVRecord) throws -> ContactHeader {
        do throws(ImportProblem) {
            let importer = try ContactImport(header: record, options: options)
            contacts = importer
            return importer.header
        } catch {
            throw Problem.invalid(error.description, field: nil)
        }
    }
}
