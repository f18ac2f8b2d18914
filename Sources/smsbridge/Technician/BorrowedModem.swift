import Campaigns
import Gateway
import Modems
import NIOCore
import Server

/// A modem that this command has for a while: borrowed from the daemon, or at a port of its own.
struct BorrowedModem: Sendable {
    let carryOut: @Sendable (LoanCommand) async throws -> LoanAnswer
    /// What passes meanwhile, and what the modem says unasked. Ends with the loan.
    let events: AsyncStream<TechnicianEvent>
    /// Why the loan ended before its time; `nil` while it lasts.
    let end: @Sendable () -> String?

    func ask(_ command: String) async throws -> LoanAnswer {
        try await carryOut(LoanCommand(command: command))
    }

    /// Borrows it, runs the body, and gives it back, also where this process is killed.
    static func with<Result: Sendable>(
        _ target: ModemTarget,
        purpose: String,
        _ connection: ConnectionOptions,
        _ body: @escaping @Sendable (BorrowedModem) async throws -> Result
    ) async throws -> Result {
        switch target {
        case .daemon(let name):
            try await APIClient.with(connection, timeout: .hours(24 * 365)) { client in
                try await borrow(name, purpose: purpose, client, body)
            }
        case .port(let path):
            try await ModemTarget.open(path, connection) { loan in
                try await with(loan, body)
            }
        }
    }

    private static func with<Result: Sendable>(
        _ loan: Loan,
        _ body: @escaping @Sendable (BorrowedModem) async throws -> Result
    ) async throws -> Result {
        let (events, tell) = AsyncStream.makeStream(of: TechnicianEvent.self, bufferingPolicy: .bufferingNewest(4000))
        let news = loan.news()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await item in news {
                    if let event = TechnicianEvent(item, at: SystemWallClock().now()) { tell.yield(event) }
                }
                tell.finish()
            }
            defer { group.cancelAll() }
            try await loan.escape()
            _ = try await loan.ask(.numericErrors)
            return try await body(
                BorrowedModem(carryOut: { try await $0.carriedOut(on: loan) }, events: events, end: { loan.end })
            )
        }
    }

    private static func borrow<Result: Sendable>(
        _ name: String,
        purpose: String,
        _ client: APIClient,
        _ body: @escaping @Sendable (BorrowedModem) async throws -> Result
    ) async throws -> Result {
        let (events, tell) = AsyncStream.makeStream(of: TechnicianEvent.self, bufferingPolicy: .bufferingNewest(4000))
        let (lent, isLent) = AsyncStream.makeStream(of: String.self)
        let reason = Guarded<String?>(nil)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                defer {
                    tell.finish()
                    isLent.finish()
                }
                try await client.events(
                    "POST",
                    ModemTarget.path(name) + "/loan",
                    query: [("purpose", purpose)],
                    of: TechnicianEvent.self
                ) { event, _ in
                    switch event.event {
                    case .lent: isLent.yield(event.loan ?? "")
                    case .problem: throw CommandFailure(event)
                    case .done: reason.value = event.text ?? "the loan is over"
                    default: tell.yield(event)
                    }
                    return true
                }
                return nil
            }
            group.addTask {
                var id: String?
                for await loan in lent {
                    id = loan
                    break
                }
                guard let id else { return nil }
                return try await body(
                    BorrowedModem(
                        carryOut: { try await client.post("/v1/loans/\(id)", json: $0).decoded(LoanAnswer.self) },
                        events: events,
                        end: { reason.value }
                    )
                )
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CommandFailure(.tryLater, "the daemon ended the loan of \(name)")
        }
    }
}

extension CommandFailure {
    /// What the daemon could not do.
    init(_ event: TechnicianEvent) {
        let status: ExitStatus =
            switch event.status ?? 500 {
            case 400, 413, 422: .data
            case 409, 429, 503: .tryLater
            default: .failure
            }
        self.init(status, event.text ?? "the daemon could not do it")
    }
}
