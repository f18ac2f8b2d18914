import Campaigns
import Modems

extension Control {
    /// Diagnoses a modem of the running service, and tells as it goes on.
    public func diagnose(
        _ modem: String,
        loopback: Bool,
        number: String?,
        _ tell: @escaping @Sendable (TechnicianEvent) -> Void
    ) async throws {
        tell(TechnicianEvent(.waiting))
        // Without a loopback it ends within a minute, also where the modem does not come free.
        try await borrow(modem, for: "diagnose", patience: .seconds(15)) { loan in
            tell(TechnicianEvent(.lent))
            try await withTrace(of: loan, tell) {
                let findings = await Diagnoser.findings(of: loan, clock: core.surroundings.clock) { finding in
                    var event = TechnicianEvent(.finding)
                    event.finding = finding
                    tell(event)
                }
                if loopback, Diagnosis.isUsable(findings) {
                    var event = TechnicianEvent(.loopback)
                    event.loopback = try await self.loopback(Technician(loan), number)
                    tell(event)
                }
            }
        }
    }

    private func withTrace(
        of loan: Loan,
        _ tell: @escaping @Sendable (TechnicianEvent) -> Void,
        _ body: () async throws -> Void
    ) async throws {
        let news = loan.news()
        let wall = core.surroundings.wallClock
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await item in news {
                    guard case .line(let line) = item else { continue }
                    var event = TechnicianEvent(.line)
                    event.line = TraceView(line, at: wall.now(), unmasked: false)
                    tell(event)
                }
            }
            defer { group.cancelAll() }
            try await body()
        }
    }

    /// What comes back is read by the line itself, as everything that comes in.
    private func loopback(_ technician: Technician, _ number: String?) async throws(ControlProblem) -> LoopbackTest {
        let token = token()
        core.loopbacks.expect(token)
        return try await technician.loopback(to: number, token: token, clock: core.surroundings.clock) { rest in
            let stopwatch = Stopwatch(core.surroundings.clock)
            while !Task.isCancelled {
                let seen = core.loopbacks.moved.count
                if core.loopbacks.hasArrived(token) { return true }
                let left = rest - stopwatch.elapsed
                guard left > .zero else { return false }
                await core.loopbacks.moved.wait(since: seen, atMost: left, core.timers)
            }
            return false
        }
    }

    private func token() -> String {
        let number = Int(core.surroundings.random.fraction() * 900_000)
        return "\(100_000 + min(max(number, 0), 899_999))"
    }
}
