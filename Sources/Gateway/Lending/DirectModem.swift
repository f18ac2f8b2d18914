import Logging
import Modems

/// A modem on a port that no daemon has: borrowed from nobody.
public enum DirectModem {
    /// Runs the body with the modem at an open port. No setting is made and nothing is read before it.
    public static func with<Result: Sendable>(
        _ port: any Port,
        clock: any Clock<Duration>,
        _ body: (Loan) async throws -> Result
    ) async throws -> Result {
        let timers = Timers(clock: clock)
        let wire = Wiretap()
        let session = ModemSession(
            port: port,
            settings: ATDialogue.Settings(),
            clock: clock,
            timers: timers,
            logger: Logger(label: "modem") { _ in SwiftLogNoOpLogHandler() },
            wire: wire
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await timers.run() }
            group.addTask { await session.run() }
            defer { group.cancelAll() }
            return try await body(Loan(session: session, wire: wire, profile: nil))
        }
    }
}
