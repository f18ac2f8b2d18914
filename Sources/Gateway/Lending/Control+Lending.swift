import Campaigns
import Storage

extension Control {
    /// How long a line may take to let go of its modem: as long as the network may take for a message.
    public static let lendingPatience: Duration = .seconds(130)

    /// Borrows a modem from its worker, runs the body and gives it back, however the body ends.
    ///
    /// The segment in flight is finished first. Until the modem is back it sends nothing, and its messages go to other
    /// lines; what comes in is read and committed as always. `purpose` is shown to people, such as `diagnose`. After
    /// `limit` the modem is taken back: then the loan answers nothing any more. A modem that is with nobody and cannot be
    /// had now is for `otherwise`, which throws what it is given where nothing else is said.
    public func borrow<Result: Sendable>(
        _ modem: String,
        for purpose: String,
        limit: Duration = .seconds(180),
        patience: Duration = lendingPatience,
        otherwise: (ControlProblem) async throws -> Result = { throw $0 },
        _ body: (Loan) async throws -> Result
    ) async throws -> Result {
        let desk = try desk(of: modem)
        guard let entry = desk.want(purpose, limit: limit, at: now) else {
            let refusal = refusal(desk, modem)
            guard case .unavailable = refusal else { throw refusal }
            return try await otherwise(refusal)
        }
        defer { desk.end(entry.id, "the loan is over") }
        guard let loan = await desk.loan(entry.id, atMost: patience, core.timers, core.stopwatch) else {
            try Task.checkCancellation()
            let isGone = desk.entry?.id != entry.id
            return try await otherwise(
                isGone
                    ? refusal(desk, modem)
                    : .unavailable(
                        "\(modem) did not come free within \(patience.components.seconds) s: it waits for the network's "
                            + "answer to a message, or went away. Try again in two minutes"
                    )
            )
        }
        return try await body(loan)
    }

    /// What passes between the daemon and a modem, from now on. Nothing is borrowed.
    public func trace(_ modem: String) throws(ControlProblem) -> AsyncStream<Wiretap.News> {
        try desk(of: modem).wire.listen()
    }

    /// Throws ``ControlProblem/notFound(_:)`` where no modem is called so.
    public func find(_ modem: String) throws(ControlProblem) {
        _ = try handle(of: modem)
    }

    func desk(of modem: String) throws(ControlProblem) -> Desk {
        core.desks[try handle(of: modem)]
    }

    func handle(of modem: String) throws(ControlProblem) -> String {
        if let handle = core.roster.handle(of: modem) { return handle }
        let names = core.roster.modems.map(\.name)
        let known = names.isEmpty ? "there is none at all" : "there is " + names.joined(separator: ", ")
        throw .notFound("there is no modem \(modem): \(known)")
    }

    func view(of handle: String) -> ModemView? {
        core.roster.view(of: handle)
    }

    private func refusal(_ desk: Desk, _ modem: String) -> ControlProblem {
        if let entry = desk.entry {
            return .conflict(
                "\(modem) is lent to \(entry.purpose) since \(entry.since): end that first, or wait at most "
                    + "\(entry.limit.components.seconds) s"
            )
        }
        let reason = view(of: desk.handle)?.reason ?? "its port is not open"
        return .unavailable("\(modem) is not there: \(reason)")
    }
}
