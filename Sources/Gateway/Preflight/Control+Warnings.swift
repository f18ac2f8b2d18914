import Campaigns
import Storage

extension Control {
    /// What a campaign that is started goes by, and what was not looked at by its last attested preflight. It goes on all
    /// the same: people decide.
    func warnings(of view: CampaignView) async throws(ControlProblem) -> [String]? {
        guard view.state == CampaignState.running.rawValue || view.state == CampaignState.paused.rawValue else {
            return nil
        }
        let attested = try await stored { () async throws(StorageError) in
            try await core.store.attestedPreflight(of: view.name)
        }
        guard let attested else { return nil }
        var basis = attested.basis
        if let agent = view.agent { basis.agent = agentHash(agent) }
        do {
            basis.policy = try core.store.policyHash(senderName: parts.senderName)
        } catch {
            throw .unavailable("the policies could not be compared with those of the preflight: \(error)")
        }
        let changes = attested.basis.changes(to: basis)
        guard !changes.isEmpty else { return nil }
        let command = "smsbridge campaign preflight \(Self.quoted(view.name)) --attest NAME"
        return changes.map { change in
            "\(change) since the preflight that \(attested.by) attested at \(attested.at): look again with \(command)"
        }
    }

    /// Of all that an agent answers by now.
    func agentHash(_ name: String) -> ContentHash {
        parts.agents.first { $0.name == name }?.version ?? ContentHash(of: "agent \(name)")
    }
}
