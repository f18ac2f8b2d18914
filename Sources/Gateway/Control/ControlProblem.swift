import Storage

/// Why something that a client asked for was not done.
public enum ControlProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was named is not there.
    case notFound(String)
    /// A field of the request is not as it has to be.
    case invalid(field: String, reason: String)
    /// Elements of a list are not as they have to be: the first of them, and how many there are in all.
    case invalidList([ListFault], count: Int)
    /// The request does not fit the state of things.
    case conflict(String)
    /// Who asks may not: a signature is missing or wrong.
    case forbidden(String)
    /// More than is allowed at once.
    case tooMuch(String)
    /// The gateway cannot do it at present.
    case unavailable(String)

    public var description: String {
        switch self {
        case .notFound(let reason), .conflict(let reason), .forbidden(let reason), .tooMuch(let reason),
            .unavailable(let reason):
            reason
        case .invalid(let field, let reason): "\(field): \(reason)"
        case .invalidList(let faults, let count):
            "\(count) of the list are wrong" + (faults.first.map { "; the first is \($0)" } ?? "")
        }
    }

    init(_ error: StorageError) {
        self =
            switch error {
            case .notFound: .notFound(error.description)
            case .conflict: .conflict(error.description)
            case .full, .unusable, .damaged, .closed, .failed: .unavailable(error.description)
            }
    }
}

/// What is wrong with one element of a list.
public struct ListFault: Hashable, Sendable, CustomStringConvertible {
    /// From 0.
    public var index: Int
    public var field: String
    public var reason: String

    public init(index: Int, field: String, reason: String) {
        self.index = index
        self.field = field
        self.reason = reason
    }

    /// More of them are only counted.
    public static let most = 100

    public var description: String { "[\(index)].\(field): \(reason)" }
}
