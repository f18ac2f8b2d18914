import Foundation
import Gateway
import Synchronization

/// The loans under way, by the names under which their borrowers' commands come.
final class Loans: Sendable {
    private let loans = Mutex<[String: Loan]>([:])

    /// Makes a loan known while the body runs.
    func with<Result>(_ loan: Loan, _ body: (String) async throws -> Result) async rethrows -> Result {
        let id = UUID().uuidString
        loans.withLock { $0[id] = loan }
        defer { loans.withLock { $0[id] = nil } }
        return try await body(id)
    }

    subscript(id: String) -> Loan? { loans.withLock { $0[id] } }
}
