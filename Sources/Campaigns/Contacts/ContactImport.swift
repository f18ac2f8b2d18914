/// Turns the records of a CSV file into contacts, row by row. The first record is the header.
///
/// Every row gets a verdict; a bad one never stops the others. Of rows with the same number the first one wins.
public struct ContactImport: Sendable {
    public struct Options: Sendable {
        /// Where numbers without a country prefix belong: two letters, ISO 3166-1.
        public var defaultRegion: String?
        /// Consent that a named user declares for all rows that have no consent columns of their own.
        public var declaration: ConsentRecord?
        /// Who imports; stands in consent records that come from columns.
        public var user: String
        /// Consent cannot be dated later than now.
        public var now: Timestamp
        /// Time zones are checked against it; nil takes any name.
        public var zones: ZoneDirectory?
        /// More rows than this are refused, since their numbers are kept to find duplicates.
        public var maximumRows: Int

        public init(
            defaultRegion: String? = nil,
            declaration: ConsentRecord? = nil,
            user: String,
            now: Timestamp,
            zones: ZoneDirectory? = nil,
            maximumRows: Int = 5_000_000
        ) {
            self.defaultRegion = defaultRegion
            self.declaration = declaration
            self.user = user
            self.now = now
            self.zones = zones
            self.maximumRows = maximumRows
        }
    }

    public let options: Options
    public let header: ContactHeader
    /// Line of the first row with a number. Only ever asked by key.
    private var lines: [UInt64: Int] = [:]

    /// Takes the first record.
    public init(header record: CSVRecord, options: Options) throws(ImportProblem) {
        if let problem = record.problem {
            throw ImportProblem(line: record.line, column: nil, reason: problem.description)
        }
        header = try ContactHeader(record.fields, line: record.line)
        self.options = options
    }

    /// Takes the next record.
    public mutating func take(_ record: CSVRecord) -> ImportVerdict {
        do throws(ImportProblem) {
            let contact = try contact(of: record)
            if let first = lines[contact.number.numeric] {
                return .duplicate(contact.number, line: record.line, firstLine: first)
            }
            guard lines.count < options.maximumRows else {
                throw ImportProblem(
                    line: record.line,
                    column: nil,
                    reason: "the file has more than \(options.maximumRows) contacts: split it"
                )
            }
            lines[contact.number.numeric] = record.line
            return .contact(contact)
        } catch {
            return .problem(error)
        }
    }
}

extension ContactImport {
    private func contact(of record: CSVRecord) throws(ImportProblem) -> ImportedContact {
        if let problem = record.problem {
            throw ImportProblem(line: record.line, column: nil, reason: problem.description)
        }
        guard record.fields.count <= header.columns.count else {
            throw ImportProblem(
                line: record.line,
                column: nil,
                reason:
                    "has \(record.fields.count == 1 ? "1 column" : "\(record.fields.count) columns"), the header has \(header.columns.count): "
                    + "put texts that contain the delimiter into quotation marks"
            )
        }
        guard record.fields.count >= header.leastFields else {
            throw ImportProblem(
                line: record.line,
                column: nil,
                reason:
                    "has \(record.fields.count == 1 ? "1 column" : "\(record.fields.count) columns"), the header has \(header.columns.count): "
                    + "keep the delimiters of what is left empty"
            )
        }
        var row = ContactRow(line: record.line, header: header, fields: record.fields, options: options)
        do {
            return try row.contact()
        } catch {
            var problem = error
            problem.number = row.shownNumber
            throw problem
        }
    }
}

/// One row on its way to a contact.
private struct ContactRow {
    let line: Int
    let header: ContactHeader
    let fields: [String]
    let options: ContactImport.Options
    var warnings: [String] = []
    private var read: PhoneNumber?

    /// The number for whoever has to find the row again.
    var shownNumber: String? { read?.e164 ?? value(.phone).map { String($0.prefix(PhoneNumber.maximumRawLength)) } }

    init(line: Int, header: ContactHeader, fields: [String], options: ContactImport.Options) {
        self.line = line
        self.header = header
        self.fields = fields
        self.options = options
    }

    mutating func contact() throws(ImportProblem) -> ImportedContact {
        let facts = try number()
        read = facts.number
        let (name, email) = (name(), try email())
        var others: [String: String] = [:]
        for (column, value) in zip(header.columns, fields) {
            guard case .field(let name) = column else { continue }
            let text = value.trimmingWhitespace()
            if !text.isEmpty { others[name] = text }
        }
        if let first = value(.firstName) { others["first_name"] = first }
        if let last = value(.lastName) { others["last_name"] = last }
        return ImportedContact(
            number: facts.number,
            name: name,
            email: email,
            timeZone: timeZone(),
            language: value(.language),
            fields: others,
            consent: try consent(),
            line: line,
            warnings: warnings
        )
    }

    private func value(_ column: ContactHeader.Column) -> String? {
        guard let index = header.place(of: column), index < fields.count else { return nil }
        let text = fields[index].trimmingWhitespace()
        return text.isEmpty ? nil : text
    }

    private func problem(_ column: ContactHeader.Column, _ reason: String) -> ImportProblem {
        ImportProblem(
            line: line,
            column: header.place(of: column).map { header.names[$0] },
            reason: reason
        )
    }

    private mutating func number() throws(ImportProblem) -> PhoneNumberFacts {
        guard let raw = value(.phone) else { throw problem(.phone, PhoneNumberProblem.empty.description) }
        let facts: PhoneNumberFacts
        do {
            facts = try PhoneNumber.facts(parsing: raw, region: options.defaultRegion)
        } catch {
            throw problem(.phone, "'\(raw.prefix(40))' \(error)")
        }
        if !facts.isValid {
            warnings.append("the number is in a range that is not known to be in use")
        } else if facts.kind == .premium {
            warnings.append("the number is a premium one: writing to it may cost more, and texts may not arrive")
        } else if !facts.canLikelyReceiveTexts {
            warnings.append("the number is no mobile number: texts may not arrive")
        }
        return facts
    }

    private mutating func name() -> String? {
        if let name = value(.name) { return name }
        let parts = [value(.firstName), value(.lastName)].compactMap { $0 }
        if !parts.isEmpty { return parts.joined(separator: " ") }
        let columns: [ContactHeader.Column] = [.name, .firstName, .lastName]
        if columns.contains(where: { header.place(of: $0) != nil }) {
            warnings.append("there is no name: texts that use it need a default")
        }
        return nil
    }

    private mutating func email() throws(ImportProblem) -> String? {
        guard let email = value(.email) else { return nil }
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        let isPlausible =
            parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && email.utf8.count <= 254
            && !email.contains { $0.isWhitespace }
        guard isPlausible else {
            warnings.append("'\(email.prefix(40))' is no e-mail address, and was left out")
            return nil
        }
        return email
    }

    /// A zone that nobody knows costs nobody the contact: the number's prefix tells it then, and where that leaves several,
    /// campaigns write only at hours that suit all of them.
    private mutating func timeZone() -> String? {
        guard let name = value(.timeZone) else { return nil }
        guard let zones = options.zones else { return name }
        do {
            return try zones.rules(name).identifier
        } catch {
            warnings.append("\(error.description); it was left out, and the number's prefix tells the zone")
            return nil
        }
    }

    private func consent() throws(ImportProblem) -> ConsentRecord? {
        let (date, source, wording) = (value(.consentDate), value(.consentSource), value(.consentText))
        let (kind, evidence, expiry) = (value(.consentKind), value(.consentEvidence), value(.consentExpiry))
        let particulars = ConsentParticulars(
            purpose: value(.consentPurpose),
            jurisdiction: value(.consentJurisdiction),
            locale: value(.consentLocale),
            evidenceSHA256: value(.consentEvidenceHash),
            doubleOptIn: value(.consentDoubleOptIn)
        )
        let tellsOfConsent = [date, source, wording, kind, evidence, expiry].contains { $0 != nil }
        guard tellsOfConsent || !particulars.isEmpty else {
            return options.declaration
        }
        guard let date else { throw problem(.consentDate, "the row tells of consent, but not of which day") }
        guard let source else { throw problem(.consentSource, "the row tells of consent, but not where it was given") }
        guard let at = ConsentDate.read(date) else {
            throw problem(.consentDate, "cannot read the date '\(date.prefix(40))': expected one such as 2026-03-31")
        }
        guard at <= options.now else { throw problem(.consentDate, "the consent is dated in the future: \(date)") }
        let end = try expiry.map { text throws(ImportProblem) in try expiryTime(text, after: at) }
        guard let known = kind.map({ ConsentKind(text: $0) }) ?? .express else {
            let kinds = ConsentKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem(.consentKind, "'\((kind ?? "").prefix(40))' is no kind of consent: expected one of \(kinds)")
        }
        var record = ConsentRecord(
            kind: known,
            source: source,
            capturedAt: at,
            expiresAt: end,
            wording: wording,
            evidence: evidence,
            capturedBy: options.user
        )
        do throws(ConsentParticulars.Problem) {
            try particulars.write(into: &record)
        } catch {
            throw problem(Self.columns[error.field] ?? .consentSource, error.reason)
        }
        return record
    }

    private static let columns: [ConsentParticulars.Field: ContactHeader.Column] = [
        .purpose: .consentPurpose, .jurisdiction: .consentJurisdiction, .locale: .consentLocale,
        .evidenceSHA256: .consentEvidenceHash, .doubleOptIn: .consentDoubleOptIn,
    ]

    private func expiryTime(_ text: String, after start: Timestamp) throws(ImportProblem) -> Timestamp {
        guard let end = ConsentDate.readEnd(text) else {
            throw problem(
                .consentExpiry,
                "cannot read the date '\(text.prefix(40))': expected one such as 2027-03-31"
            )
        }
        guard end > start else { throw problem(.consentExpiry, "the consent ends before it begins: \(text)") }
        return end
    }
}
