/// What goes wrong in storage. Nothing of a failed request is kept.
public enum StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The disk is full, or may not be written.
    case full(String)
    /// The database is damaged or cannot be opened.
    case unusable(String)
    /// A row holds no value, or another one than it should, where one is needed.
    case damaged(String)
    /// A request named something that is not there.
    case notFound(String)
    /// A request does not fit the state of things.
    case conflict(String)
    /// The store has been closed.
    case closed
    /// Anything else that the database refused.
    case failed(String)

    public var description: String {
        switch self {
        case .full(let reason): "the disk is full or read-only, nothing was stored: \(reason)"
        case .unusable(let reason): "the database cannot be used: \(reason)"
        case .damaged(let what): "a stored row is damaged, nothing was done: \(what)"
        case .notFound(let what): "there is no \(what)"
        case .conflict(let reason): reason
        case .closed: "the store is closed"
        case .failed(let reason): "the database refused: \(reason)"
        }
    }
}
