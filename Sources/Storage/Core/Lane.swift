import GRDB
import Synchronization

/// Requests that wait for their turn on one database connection. Whoever runs the lane takes all that wait and commits
/// them as one transaction; each is answered after the commit. Where one of them fails, all is rolled back, and each has a
/// transaction of its own: savepoints would cost every request a copy of what it changes. What is long and can wait comes
/// after all others, in a transaction of its own.
final class Lane: Sendable {
    /// Called once the request's fate is known: with the error where the commit failed.
    private typealias Answer = @Sendable ((any Error)?) -> Void

    private struct Request: Sendable {
        /// Called again where its first transaction was rolled back.
        var work: @Sendable (Database) -> (answer: Answer, failed: Bool)
        /// Answers a request whose work never ran.
        var refuse: @Sendable (any Error) -> Void
        var manner = Manner.together
    }

    private struct State {
        var waiting: [Request] = []
        var runner: UnsafeContinuation<Void, Never>?
        var isClosed = false
        /// A batch is being served.
        var isServing = false
    }

    /// How a request is served.
    enum Manner: Sendable {
        /// With those that wait beside it, in one transaction.
        case together
        /// It is long: those that wait beside it come first.
        case bulk
        /// It cannot be part of a transaction.
        case alone
    }

    /// Rolls a transaction back in which a request failed.
    private struct Failed: Error {}

    /// More than this many waiting requests mean that nobody runs the lane any more.
    private static let capacity = 100_000

    private let state = Mutex(State())

    /// Adds a request and waits for its answer.
    func perform<Value: Sendable>(
        _ manner: Manner = .together,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        let result: Result<Value, any Error> = await withUnsafeContinuation { continuation in
            var request = Request { database in
                let result = Result { try body(database) }
                let failed = (try? result.get()) == nil
                return (
                    { failure in continuation.resume(returning: failure.map { .failure($0) } ?? result) }, failed
                )
            } refuse: { error in
                continuation.resume(returning: .failure(error))
            }
            request.manner = manner
            add(request)
        }
        switch result {
        case .success(let value): return value
        case .failure(let error): throw StorageError(error)
        }
    }

    /// A way to have a body run on the database.
    typealias Access = ((Database) throws -> Void) throws -> Void

    /// Serves requests until the lane is closed. `transaction` opens a transaction, calls its argument, and commits;
    /// `outside` calls it without a transaction.
    func run(_ transaction: Access, outside: Access) async {
        while let batch = await next() {
            for group in Self.groups(of: batch) {
                if group.first?.manner == .alone {
                    _ = commitTogether(group, outside, inTransaction: false)
                } else {
                    commit(group, transaction)
                }
            }
        }
    }

    /// For a lane on which nobody runs alone.
    func run(_ transaction: Access) async {
        await run(transaction, outside: transaction)
    }

    /// Those together that may be committed together, in their order; what is long after all others.
    private static func groups(of batch: [Request]) -> [[Request]] {
        guard batch.contains(where: { $0.manner != .together }) else { return [batch] }
        let ordered = batch.filter { $0.manner != .bulk } + batch.filter { $0.manner == .bulk }
        return ordered.reduce(into: []) { groups, request in
            if groups.last?.last?.manner == .together, request.manner == .together {
                groups[groups.count - 1].append(request)
            } else {
                groups.append([request])
            }
        }
    }

    /// How many requests wait for their turn.
    var depth: Int { state.withLock { $0.waiting.count } }

    /// Whether no request waits or is being served.
    var isIdle: Bool { state.withLock { $0.waiting.isEmpty && !$0.isServing } }

    /// Refuses new requests and ends ``run(_:)`` once those that wait are served.
    func close() {
        let runner = state.withLock { state in
            state.isClosed = true
            defer { state.runner = nil }
            return state.runner
        }
        runner?.resume()
    }

    private func add(_ request: Request) {
        let (runner, problem) = state.withLock { state -> (UnsafeContinuation<Void, Never>?, StorageError?) in
            if state.isClosed { return (nil, .closed) }
            if state.waiting.count >= Self.capacity { return (nil, .failed("too many requests wait")) }
            state.waiting.append(request)
            defer { state.runner = nil }
            return (state.runner, nil)
        }
        if let problem { request.refuse(problem) }
        runner?.resume()
    }

    private func next() async -> [Request]? {
        while true {
            let (batch, isClosed) = state.withLock { state in
                defer { state.waiting.removeAll() }
                // Whoever asks for the next batch has answered the last one.
                state.isServing = !state.waiting.isEmpty
                return (state.waiting, state.isClosed)
            }
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let goOn = state.withLock { state in
                    if state.isClosed || !state.waiting.isEmpty { return true }
                    state.runner = continuation
                    return false
                }
                if goOn { continuation.resume() }
            }
        }
    }

    private func commit(_ batch: [Request], _ transaction: Access) {
        if !commitTogether(batch, transaction) {
            for request in batch { _ = commitTogether([request], transaction) }
        }
    }

    /// Answers `false`, with nothing done and nobody answered, where one of several requests failed.
    private func commitTogether(
        _ batch: [Request],
        _ transaction: Access,
        inTransaction: Bool = true
    ) -> Bool {
        var answers: [Answer] = []
        var failure: (any Error)?
        do {
            try transaction { database in
                for request in batch {
                    let (answer, failed) = request.work(database)
                    answers.append(answer)
                    if failed { throw Failed() }
                }
                // SQLite ends a whole transaction by itself when the disk is full.
                if inTransaction, !database.isInsideTransaction {
                    throw StorageError.full("the transaction was rolled back")
                }
            }
        } catch is Failed {
            // Rolled back; the error of a single request is its answer.
            if batch.count > 1 { return false }
        } catch {
            failure = error
        }
        for answer in answers { answer(failure) }
        for request in batch.dropFirst(answers.count) {
            request.refuse(failure ?? StorageError.failed("the transaction did not begin"))
        }
        return true
    }
}
