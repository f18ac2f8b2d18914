import GRDB

extension StorageError {
    /// Puts any error of a request into words of storage.
    init(_ error: any Error) {
        switch error {
        case let known as StorageError:
            self = known
        case let error as DatabaseError:
            let reason = error.message ?? "SQLite code \(error.resultCode.rawValue)"
            switch error.resultCode {
            case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY: self = .full(reason)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CANTOPEN: self = .unusable(reason)
            default: self = .failed(reason)
            }
        default:
            self = .failed("\(error)")
        }
    }
}
