public import Campaigns
public import Storage

extension Control {
    /// Keeps a campaign, ready to be started.
    public func createCampaign(
        _ definition: CampaignDefinition,
        audience: Audience
    ) async throws(ControlProblem) -> CampaignView {
        guard knownAgents.contains(definition.agent) else {
            let known = "there is " + knownAgents.joined(separator: ", ")
            throw .invalid(field: "agent", reason: "there is no agent “\(definition.agent)”: \(known)")
        }
        _ = try await stored { () async throws(StorageError) in
            try await core.store.createCampaign(definition, audience: audience, at: now)
        }
        return try await campaign(definition.name)
    }

    /// Starts, pauses, resumes or cancels a campaign.
    public func changeCampaign(_ name: String, _ change: CampaignChange) async throws(ControlProblem) -> CampaignView {
        try await stored { () async throws(StorageError) in
            try await core.store.change(campaign: name, change, at: now)
        }
        core.bells.plan.ring()
        core.bells.queue.ring()
        return try await campaign(name)
    }

    public func campaign(_ name: String) async throws(ControlProblem) -> CampaignView {
        var view = try await stored { () async throws(StorageError) in
            try await core.store.campaign(name, at: now, hasRoute: hasRoute)
        }
        explain(&view)
        return view
    }

    /// Every campaign, newest first.
    public func campaigns() async throws(ControlProblem) -> [CampaignView] {
        var views = try await stored { () async throws(StorageError) in
            try await core.store.campaigns(at: now, hasRoute: hasRoute)
        }
        for index in views.indices { explain(&views[index]) }
        return views
    }

    /// The contacts of a campaign and how far each of them is.
    public func enrollments(of name: String, limit: Int) async throws(ControlProblem) -> [EnrollmentView] {
        try await stored { () async throws(StorageError) in
            try await core.store.enrollments(of: name, limit: min(max(limit, 1), 100_000))
        }
    }

    private var hasRoute: Bool { core.roster.hasLine || directory.hasFallback }

    private func explain(_ view: inout CampaignView) {
        guard view.state == CampaignState.running.rawValue, let reason = core.gate.reason() else { return }
        view.activity = "waiting: \(reason)"
    }
}
