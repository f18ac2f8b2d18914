public import Campaigns
public import Storage

extension Control {
    /// Keeps a new version of a campaign. What cannot be changed any more is a conflict that says so.
    public func editCampaign(
        _ name: String,
        to definition: CampaignDefinition,
        isTrial: Bool = false,
        by: String?
    ) async throws(ControlProblem) -> CampaignEdited {
        try checkAgent(of: definition)
        try checkPolicy(of: definition)
        return try await stored { () async throws(StorageError) in
            try await core.store.edit(campaign: name, to: definition, isTrial: isTrial, by: by ?? actor, at: now)
        }
    }

    /// Every version of a campaign, oldest first.
    public func versions(of name: String) async throws(ControlProblem) -> [CampaignVersionView] {
        try await stored { () async throws(StorageError) in try await core.store.versions(of: name) }
    }

    /// One version; the one that counts where none is named.
    public func version(_ number: Int?, of name: String) async throws(ControlProblem) -> CampaignVersionView {
        let versions = try await versions(of: name)
        guard let view = versions.first(where: { number == nil ? $0.isCurrent : $0.number == number }) else {
            throw .notFound("campaign “\(name)” has no version \(number ?? 0): there are 1 to \(versions.count)")
        }
        return view
    }

    /// What differs between two versions of a campaign.
    public func differences(
        from: Int,
        to: Int,
        of name: String
    ) async throws(ControlProblem) -> [CampaignDifference] {
        let (old, new) = try await stored { () async throws(StorageError) in
            let old = try await core.store.definition(of: name, version: from).definition
            return (old, try await core.store.definition(of: name, version: to).definition)
        }
        return CampaignDifference.between(old, new)
    }

    func checkPolicy(of definition: CampaignDefinition) throws(ControlProblem) {
        guard let name = definition.policy, !core.store.policies.names.contains(name) else { return }
        let names = core.store.policies.names
        let near = KeySuggestion.nearest(to: name, among: names).map { ": did you mean “\($0)”?" } ?? ""
        throw .invalid(
            field: "policy",
            reason: "there is no policy “\(name)”\(near) (there is \(names.joined(separator: ", ")))"
        )
    }

    func checkAgent(of definition: CampaignDefinition) throws(ControlProblem) {
        guard knownAgents.contains(definition.agent) else {
            let known = "there is " + knownAgents.joined(separator: ", ")
            throw .invalid(field: "agent", reason: "there is no agent “\(definition.agent)”: \(known)")
        }
    }
}
