/// Reads a list (CSV) of numbers that must not be written to, row by row.
///
/// The first line may name the columns: a number or a hash, and `reason`, `note`, `at` and `category`, which keeps only
/// such messages from the number. A list without such a line, whose first column holds numbers, is read as well.
public struct SuppressionList: Sendable {
    public struct Options: Sendable {
        /// Where numbers without a country prefix belong: two letters, ISO 3166-1.
        public var defaultRegion: String?
        /// The rows hold HMAC-SHA256 hashes of numbers in E.164, in hexadecimal digits.
        public var isHashed: Bool
        /// Nobody opted out later than now.
        public var now: Timestamp

        public init(defaultRegion: String? = nil, isHashed: Bool = false, now: Timestamp) {
            self.defaultRegion = defaultRegion
            self.isHashed = isHashed
            self.now = now
        }
    }

    /// What stands for a number.
    public enum Target: Hashable, Sendable {
        case number(PhoneNumber)
        /// 64 hexadecimal digits in lower case.
        case hash(String)
    }

    public struct Row: Hashable, Sendable {
        public var line: Int
        public var target: Target
        /// What alone is not wanted; nil: anything.
        public var category: CampaignCategory?
        public var reason: SuppressionReason
        public var note: String?
        /// Since when, where the list tells.
        public var at: Timestamp?
        /// What is odd about the row. It counts all the same: nobody is written to because of a misspelt reason or date.
        public var warnings: [String]

        public init(
            line: Int,
            target: Target,
            category: CampaignCategory? = nil,
            reason: SuppressionReason,
            note: String? = nil,
            at: Timestamp? = nil,
            warnings: [String] = []
        ) {
            self.line = line
            self.target = target
            self.category = category
            self.reason = reason
            self.note = note
            self.at = at
            self.warnings = warnings
        }
    }

    private struct Places {
        var target = 0
        var category: Int?
        var reason: Int?
        var note: Int?
        var at: Int?
    }

    private let options: Options
    private let places: Places
    /// The first record as it came, where it is a row.
    private let firstRow: CSVRecord?
    private let names: [String]
    private var lines: [Wish: Int] = [:]

    /// A number may stand in a list once for each category.
    private struct Wish: Hashable {
        var target: Target
        var category: CampaignCategory?
    }

    /// Takes the first record.
    public init(first record: CSVRecord, options: Options) throws(ImportProblem) {
        self.options = options
        if let problem = record.problem {
            throw ImportProblem(line: record.line, column: nil, reason: problem.description)
        }
        let isRow = Self.target(record.fields.first ?? "", options) != nil
        if isRow {
            (places, names, firstRow) = (Places(), ["number"], record)
            return
        }
        firstRow = nil
        names = record.fields.map { $0.trimmingWhitespace() }
        let keys = names.map { MessageTemplate.fieldName($0) }
        func place(_ wanted: [String]) -> Int? { keys.firstIndex { wanted.contains($0) } }
        let target =
            options.isHashed
            ? place(["hash", "hmac", "number_hash"])
            : place(["number", "e164"]) ?? (try? ContactHeader(names))?.place(of: .phone)
        guard let target else {
            throw ImportProblem(
                line: record.line,
                column: nil,
                reason: options.isHashed
                    ? "no column holds the hash: name one 'hash'"
                    : place(["hash", "hmac", "number_hash"]) == nil
                        ? "no column holds the phone number: name one 'number'"
                        : "it holds hashes: say with which key they were made (--hash-key FILE)"
            )
        }
        places = Places(
            target: target,
            category: options.isHashed ? nil : place(["category", "kategorie"]),
            reason: place(["reason", "cause", "grund"]),
            note: place(["note", "comment", "remark", "notiz"]),
            at: place(["at", "date", "since", "opted_out_at", "suppressed_at"])
        )
    }

    /// The row that the first record is, where it names no columns.
    public mutating func first() -> Result<Row, ImportProblem>? {
        firstRow.map { take($0) }
    }

    /// Takes the next record.
    public mutating func take(_ record: CSVRecord) -> Result<Row, ImportProblem> {
        do throws(ImportProblem) {
            let row = try row(record)
            let wish = Wish(target: row.target, category: row.category)
            if let first = lines[wish] {
                throw ImportProblem(
                    line: row.line,
                    column: nil,
                    reason: "the number stands on line \(first) already",
                    number: value(record, places.target)
                )
            }
            lines[wish] = row.line
            return .success(row)
        } catch {
            return .failure(error)
        }
    }

    private func row(_ record: CSVRecord) throws(ImportProblem) -> Row {
        if let problem = record.problem {
            throw ImportProblem(line: record.line, column: nil, reason: problem.description)
        }
        func fail(_ place: Int?, _ reason: String) -> ImportProblem {
            ImportProblem(
                line: record.line,
                column: place.flatMap { $0 < names.count ? names[$0] : nil },
                reason: reason,
                number: value(record, places.target).map { String($0.prefix(PhoneNumber.maximumRawLength)) }
            )
        }
        guard let text = value(record, places.target) else {
            throw fail(places.target, options.isHashed ? "there is no hash" : PhoneNumberProblem.empty.description)
        }
        guard let found = Self.target(text, options) else {
            let problem =
                options.isHashed ? "is no hash: expected 64 hexadecimal digits" : "\(PhoneNumberProblem.notANumber)"
            throw fail(places.target, "'\(text.prefix(70))' \(problem)")
        }
        let target: Target
        switch found {
        case .success(let known): target = known
        case .failure(let problem): throw fail(places.target, "'\(text.prefix(40))' \(problem)")
        }
        var note = value(record, places.note)
        var reason = SuppressionReason.imported
        var warnings: [String] = []
        if let written = value(record, places.reason) {
            if let known = SuppressionReason(text: written), known.mayBeImported {
                reason = known
            } else {
                note = [written, note].compactMap(\.self).joined(separator: "; ")
                warnings.append(
                    "'\(written.prefix(40))' is no reason: it is kept as a note, with the reason imported (known are "
                        + SuppressionReason.allCases.filter(\.mayBeImported).map(\.rawValue).joined(separator: ", ")
                        + ")"
                )
            }
        }
        var category: CampaignCategory?
        if let written = value(record, places.category) {
            category = CampaignCategory(rawValue: written.lowercased())
            if category == nil {
                warnings.append(
                    "'\(written.prefix(40))' is no category: nothing at all is sent to the number (known are "
                        + CampaignCategory.allCases.map(\.rawValue).joined(separator: ", ") + ")"
                )
            }
        }
        var at: Timestamp?
        if let written = value(record, places.at) {
            let time = ConsentDate.read(written)
            if let time, time <= options.now {
                at = time
            } else {
                let what = time == nil ? "cannot be read as a date, such as 2026-03-31" : "lies in the future"
                warnings.append("'\(written.prefix(40))' \(what): the number is suppressed from now on")
            }
        }
        return Row(
            line: record.line,
            target: target,
            category: category,
            reason: reason,
            note: note,
            at: at,
            warnings: warnings
        )
    }

    private func value(_ record: CSVRecord, _ place: Int?) -> String? {
        guard let place, place < record.fields.count else { return nil }
        let text = record.fields[place].trimmingWhitespace()
        return text.isEmpty ? nil : text
    }

    /// Nil where the text is nothing of the kind, such as the name of a column.
    private static func target(_ text: String, _ options: Options) -> Result<Target, PhoneNumberProblem>? {
        if options.isHashed {
            let digits = text.lowercased().utf8
            let isHash =
                digits.count == 64 && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
            return isHash ? .success(.hash(text.lowercased())) : nil
        }
        do throws(PhoneNumberProblem) {
            return .success(.number(try PhoneNumber(parsing: text, region: options.defaultRegion)))
        } catch {
            return error == .notANumber || error == .empty ? nil : .failure(error)
        }
    }
}

extension SuppressionReason {
    /// Whether a list may say so. A person is erased here, or not.
    fileprivate var mayBeImported: Bool { self != .erasure }

    /// Reads a reason by its name as people write it: `stop keyword`, `WRONG-NUMBER`; and what other systems call an
    /// opt-out.
    public init?(text: some StringProtocol) {
        let letters = text.lowercased().filter(\.isLetter)
        if let reason = SuppressionReason.allCases.first(where: { $0.rawValue.lowercased() == letters }) {
            self = reason
        } else if ["stop", "optout", "optedout", "unsubscribe", "unsubscribed"].contains(letters) {
            self = .stopKeyword
        } else {
            return nil
        }
    }
}
