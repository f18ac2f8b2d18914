import Campaigns
import Storage

extension Control {
    /// Takes one page of imported contacts into a campaign whose audience is live, by the way of those whom people add.
    /// Answers whether there was one.
    func takeInImported() async throws(ControlProblem) -> Bool {
        let intake = try await stored { () async throws(StorageError) in try await core.store.nextIntake() }
        guard var intake else { return false }
        // Nobody of them has got anything yet.
        intake.subject.sentSteps = 0
        let stale = try await staleReasons(of: intake.subject)
        var round = PreflightRound(control: self, subject: intake.subject, after: intake.after, at: now)
        var rows =
            try await round.nextRows()?.compactMap { AddedRow($0, missing: intake.subject.definition.missing) } ?? []
        if !stale.isEmpty {
            let reason = "the preflight would not pass for new contacts: \(stale.joined(separator: "; "))"
            for index in rows.indices { rows[index].problem = rows[index].problem ?? reason }
        }
        let (page, next, seen) = (rows, round.next, intake)
        let verdicts = try await stored { () async throws(StorageError) in
            try await core.store.take(page, of: seen, next: next, at: now)
        }
        if !verdicts.isEmpty { core.bells.queue.ring() }
        return true
    }
}
