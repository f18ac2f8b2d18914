import Campaigns
import Modems
import Storage

extension Control {
    /// How long a line may take to let go of its modem for a diagnosis, and when the last question is asked. With the
    /// command that is then under way, and without a loopback, it ends within a minute.
    private static let patience: Duration = .seconds(15)
    private static let lastQuestion: Duration = .seconds(44)

    /// Diagnoses a modem of the running service, and tells as it goes on. Of one that is not there it tells what is known.
    public func diagnose(
        _ modem: String,
        loopback: Bool,
        number: String?,
        _ tell: @escaping @Sendable (TechnicianEvent) -> Void
    ) async throws {
        let stopwatch = Stopwatch(core.surroundings.clock)
        let handle = try handle(of: modem)
        tell(TechnicianEvent(.waiting))
        let route = core.roster.route(of: handle)
        let facts = await facts(of: handle)
        tell(TechnicianEvent(details: facts.port?.details ?? []))
        if let view = view(of: handle), view.state == "absent" {
            return await tellAbsent(view.reason ?? "its port is not there", facts, tell)
        }
        try await borrow(modem, for: "diagnose", patience: Self.patience) { problem in
            let reason = view(of: handle)?.reason ?? "\(problem)"
            await tellAbsent(reason, isThere: true, facts, tell)
        } _: { loan in
            tell(TechnicianEvent(.lent))
            var facts = facts
            if let profile = loan.profile { facts.traffic?.givesReports = profile.givesReports }
            try await withTrace(of: loan, tell) {
                let findings = await Diagnoser.findings(
                    of: loan,
                    facts: facts,
                    clock: core.surroundings.clock,
                    within: Self.lastQuestion - stopwatch.elapsed
                ) { tell(TechnicianEvent($0)) }
                if loopback, Diagnosis.isUsable(findings) {
                    var event = TechnicianEvent(.loopback)
                    let test = try await self.loopback(Technician(loan), of: route, number)
                    // One that the modem did not take says nothing of what comes in.
                    if test.acceptedAfter != nil { core.tallies.change(handle) { $0.loopback = test.isGood } }
                    event.loopback = test
                    tell(event)
                    await tellAnew(of: handle, after: findings, facts, tell)
                }
            }
        }
    }

    /// What the loopback has shown of receiving and of notices.
    private func tellAnew(
        of handle: String,
        after findings: [Finding],
        _ before: DiagnosisFacts,
        _ tell: @escaping @Sendable (TechnicianEvent) -> Void
    ) async {
        var facts = await self.facts(of: handle)
        facts.traffic?.givesReports = before.traffic?.givesReports ?? true
        let context = DiagnosisContext(facts: facts)
        for check in [DiagnosticCheck.receiving, .noticePort] where check.applies(in: context) {
            // What the modem itself said of its ports stays.
            if check == .noticePort, findings.first(where: { $0.check == check })?.verdict != .unknown { continue }
            tell(TechnicianEvent(check.judge([], in: context)))
        }
    }

    private func tellAbsent(
        _ reason: String,
        isThere: Bool = false,
        _ facts: DiagnosisFacts,
        _ tell: @escaping @Sendable (TechnicianEvent) -> Void
    ) async {
        var event = TechnicianEvent(isThere ? .busy : .absent)
        event.text = reason
        tell(event)
        var remedy = isThere ? "Diagnose it again in two minutes." : "Check plug, cable and hub."
        if !isThere, facts.port == nil {
            // What is plugged in and shows no port may be it.
            let idle = await core.ports.devices().compactMap { device in
                USBProblem.of(device, seenFor: USBProblem.switching).map { "\(device.label): \($0.words(for: device))" }
            }
            if !idle.isEmpty { remedy += " Plugged in, without a port: \(idle.joined(separator: "; "))." }
        }
        let missing = Finding(
            .port,
            .fault,
            value: isThere ? "busy" : "not there",
            meaning: Self.sentence(reason),
            remedy: remedy
        )
        var findings = Diagnosis.findings(of: facts)
        // That it shows no port is said already, with what to do.
        if !findings.contains(where: { $0.verdict == .fault && $0.check == .usb }) { findings.append(missing) }
        for finding in findings { tell(TechnicianEvent(finding)) }
    }

    private static func sentence(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst() + (words.hasSuffix(".") ? "" : ".")
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
