import Storage

/// Why something that a client asked for was not done.
public enum ControlProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was named is not there.
    case notFound(String)
    /// A field of the request is not as it has to be.
    case invalid(field: String, reason: String)
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
        }
    }

    init(_ error: StorageError) {
        self =
            switch error {
            case .notFound: .notFound(error.description)
            case .conflict: .conflict(error.description)
            case .full, .unusable, .closed, .failed: .unavailable(error.description)
            }
    }
}
