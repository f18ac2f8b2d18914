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
        let route = core.roster.route(of: try handle(of: modem))
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
                    event.loopback = try await self.loopback(Technician(loan), of: route, number)
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
}
