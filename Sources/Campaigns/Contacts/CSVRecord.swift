/// One record of a CSV file.
public struct CSVRecord: Hashable, Sendable {
    /// The line of the file on which it begins; the first is 1.
    public var line: Int
    /// Empty when there is a problem.
    public var fields: [String]
    public var problem: CSVProblem?

    public init(line: Int, fields: [String], problem: CSVProblem? = nil) {
        self.line = line
        self.fields = fields
        self.problem = problem
    }
}

/// Why a record could not be read. Reading goes on with the next line.
public enum CSVProblem: Error, Hashable, Sendable {
    /// A quotation mark is opened and never closed.
    case unclosedQuote
    /// Text follows a closing quotation mark.
    case textAfterQuote
    case tooLong(bytes: Int)
    case tooManyFields(limit: Int)
    /// Bytes that the encoding of the rest of the file does not have.
    case badEncoding
    /// A byte of zero in the text.
    case binary
}

extension CSVProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unclosedQuote: "a quotation mark is opened and never closed"
        case .textAfterQuote: "there is text after a closing quotation mark: write \"\" for a quotation mark in a text"
        case .tooLong(let bytes): "the record is longer than \(bytes) bytes"
        case .tooManyFields(let limit): "the record has more than \(limit) columns"
        case .badEncoding: "the line is in another encoding than the rest of the file: save the file as UTF-8"
        case .binary: "the line holds bytes that are no text"
        }
    }
}
