/// A row of a contact list that was understood.
public struct ImportedContact: Hashable, Sendable, Codable {
    public var number: PhoneNumber
    public var name: String?
    public var email: String?
    /// The name of a time zone, such as `Europe/Berlin`.
    public var timeZone: String?
    /// As in BCP 47: `de`, `pt-BR`.
    public var language: String?
    /// The other columns that are not empty, by the names that templates use.
    public var fields: [String: String]
    public var consent: ConsentRecord?
    /// The line of the file.
    public var line: Int
    /// What is odd about the row, but no reason to refuse it.
    public var warnings: [String]

    public init(
        number: PhoneNumber,
        name: String? = nil,
        email: String? = nil,
        timeZone: String? = nil,
        language: String? = nil,
        fields: [String: String] = [:],
        consent: ConsentRecord? = nil,
        line: Int,
        warnings: [String] = []
    ) {
        self.number = number
        self.name = name
        self.email = email
        self.timeZone = timeZone
        self.language = language
        self.fields = fields
        self.consent = consent
        self.line = line
        self.warnings = warnings
    }

    /// What a template may use: the other columns, and `name`, `first_name`, `email` and `phone`.
    public var templateFields: [String: String] {
        var all = Self.templateFields(fields, name: name, email: email)
        all["phone"] = number.e164
        return all
    }

    /// All of them but `phone`.
    public static func templateFields(_ fields: [String: String], name: String?, email: String?) -> [String: String] {
        var all = fields
        if let name {
            all["name"] = name
            if all["first_name"] == nil { all["first_name"] = name.split { $0.isWhitespace }.first.map { String($0) } }
        }
        if let email { all["email"] = email }
        return all
    }
}

/// Why a row was not taken.
public struct ImportProblem: Error, Hashable, Sendable, Codable {
    /// The line of the file.
    public var line: Int
    /// The column as the file names it, where the problem lies in one.
    public var column: String?
    public var reason: String

    public init(line: Int, column: String?, reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }
}

extension ImportProblem: CustomStringConvertible {
    public var description: String {
        "line \(line)" + (column.map { ", column '\($0)'" } ?? "") + ": " + reason
    }
}

/// What became of a row.
public enum ImportVerdict: Hashable, Sendable {
    case contact(ImportedContact)
    case problem(ImportProblem)
    /// The number occurs on an earlier line, which was taken.
    case duplicate(PhoneNumber, line: Int, firstLine: Int)
}
