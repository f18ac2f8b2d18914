public import Campaigns
public import Storage

extension Control {
    /// Keeps a campaign, ready to be started.
    public func createCampaign(
        _ definition: CampaignDefinition,
        audience: Audience
    ) async throws(ControlProblem) -> CampaignView {
        try checkAgent(of: definition)
        try checkPolicy(of: definition)
        _ = try await stored { () async throws(StorageError) in
            try await core.store.createCampaign(definition, audience: audience, by: actor, at: now)
        }
        return try await campaign(definition.name)
    }

    /// Pauses, resumes or cancels a campaign.
    public func changeCampaign(_ name: String, _ change: CampaignChange) async throws(ControlProblem) -> CampaignView {
        try await stored { () async throws(StorageError) in
            try await core.store.change(campaign: name, change, by: actor, at: now)
        }
        core.bells.plan.ring()
        core.bells.queue.ring()
        core.bells.events.ring()
        try await stored { () async throws(StorageError) in try await core.lookForRestore() }
        return try await campaign(name)
    }

    public func campaign(_ name: String) async throws(ControlProblem) -> CampaignView {
        var view = try await stored { () async throws(StorageError) in
            try await core.store.campaign(name, at: now, situation)
        }
        view.warnings = try await warnings(of: view)
        return view
    }

    /// Every campaign, newest first.
    public func campaigns() async throws(ControlProblem) -> [CampaignView] {
        try await stored { () async throws(StorageError) in
            try await core.store.campaigns(at: now, situation)
        }
    }

    /// The contacts of a campaign and how far each of them is.
    public func enrollments(of name: String, limit: Int) async throws(ControlProblem) -> [EnrollmentView] {
        try await stored { () async throws(StorageError) in
            try await core.store.enrollments(of: name, limit: min(max(limit, 1), 100_000))
        }
    }

    /// How clock, inboxes and routes stand for campaigns.
    var situation: Situation {
        let routes = core.routes.routes
        let others = core.roster.modems.filter { modem in !routes.contains { $0.name == modem.name } }
        return Situation(
            clockProblem: core.clockProblem(),
            unreadInbox: core.gate.unreadInbox(),
            routes: routes + others.map { Situation.Route(name: $0.name, obstacle: $0.reason ?? $0.state) }
        )
    }
}
