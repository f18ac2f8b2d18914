import Campaigns
import GRDB

extension Transaction {
    /// How the routes stand for campaigns.
    func routeFacts(_ situation: Situation, at: Timestamp) throws -> [CampaignFacts.Route] {
        try situation.routes.map { route in
            var facts = CampaignFacts.Route(name: route.name, obstacle: route.obstacle)
            if let terms = route.terms, facts.obstacle == nil {
                facts.obstacle = try campaignObstacle(on: terms, at: at)
                facts.throttle = try throttle(terms, at: at)
                if facts.throttle == nil, let most = terms.limits.recipientsPerMonth,
                    let until = try recipientsOpen(terms, most, to: "", at: at)
                {
                    facts.throttle = Throttle(
                        until: until,
                        bucket: "\(route.name): \(most) different recipients a month"
                    )
                }
            }
            return facts
        }
    }

    /// What a campaign is doing now.
    func activity(
        of row: Row,
        _ definition: CampaignDefinition,
        _ situation: Situation,
        _ routes: [CampaignFacts.Route],
        at: Timestamp
    ) throws -> CampaignActivity {
        let id: Int64 = row["id"]
        var facts = CampaignFacts(
            state: CampaignState(rawValue: row["state"]) ?? .draft,
            pauseReason: row["pause_reason"],
            clockProblem: situation.clockProblem,
            unreadInbox: situation.unreadInbox,
            routes: try named(routes, by: definition, of: id, situation),
            isLive: definition.audience == .live
        )
        guard facts.state == .running else { return facts.activity(at: at) }
        if row["enrolled_after"] as Int64? != nil {
            facts.enrolled = Int(try number("SELECT COUNT(*) FROM enrollment WHERE campaign_id = ?", [id]) ?? 0)
            return facts.activity(at: at)
        }
        facts.isInFlight = try exists(
            "SELECT 1 FROM message WHERE campaign_id = ? AND state IN ('claimed', 'submitting')",
            [id]
        )
        facts.throttle = try throttle(definition.limits, ofCampaign: id, segments: 1, at: at)
        let head = try next(of: id, definition, at: at)
        facts.next = head?.next
        if facts.next == nil {
            facts.nextStep = try moment(
                """
                SELECT MIN(due_at) FROM enrollment
                WHERE campaign_id = ? AND state = 'active' AND queued = 0 AND awaits_delivery = 0
                """,
                [id]
            )
            facts.awaitingDelivery = Int(
                try number(
                    "SELECT COUNT(*) FROM enrollment WHERE campaign_id = ? AND state = 'active' AND awaits_delivery = 1",
                    [id]
                ) ?? 0
            )
        }
        var activity = facts.activity(at: at)
        // When the limit has room again, its hours may be closed.
        if activity.kind == .throttled, let until = activity.until, let hours = head?.hours,
            let opens = hours.nextOpening(from: until), opens > until
        {
            activity.until = opens
            let closed = hours.joint.obstacle(at: until) ?? "the window is about to close"
            activity.detail = [activity.detail, closed].compactMap(\.self).joined(separator: ", then ")
        }
        return activity
    }

    /// The routes by which the campaign may go.
    private func named(
        _ routes: [CampaignFacts.Route],
        by definition: CampaignDefinition,
        of campaign: Int64,
        _ situation: Situation
    ) throws -> [CampaignFacts.Route] {
        guard !definition.routes.isEmpty else { return routes }
        return try definition.routes.flatMap { name -> [CampaignFacts.Route] in
            var found = routes.filter { $0.name == name }
            if found.isEmpty { return [CampaignFacts.Route(name: name, isAbsent: true)] }
            // A provider that waits for lines waits for those that the campaign names.
            let terms = situation.routes.first { $0.name == name }?.terms
            if let terms, !terms.takesUnbound, try standsIn(terms, for: campaign) { found[0].obstacle = nil }
            return found
        }
    }

    /// The first in a campaign's queue, and why it waits.
    private func next(
        of campaign: Int64,
        _ definition: CampaignDefinition,
        at: Timestamp
    ) throws -> (next: CampaignFacts.Next, hours: MessageHours?)? {
        var head: Row?
        // One seek for each route that messages may be bound to.
        for route in [0] + (try all("SELECT id FROM route ORDER BY id")).map({ $0[0] as Int64 }) {
            for priority in MessageOrigin.campaign.priority...MessageOrigin.campaign.priority + 1 {
                let row = try first(
                    """
                    SELECT \(JudgedMessage.columns), due_at FROM message
                    WHERE state = 'queued' AND stream = ? AND wanted_route = ? AND priority = ?
                    ORDER BY due_at, id LIMIT 1
                    """,
                    [campaign, route, priority]
                )
                guard let row else { continue }
                if let known = head, (known["due_at"] as Int64) <= row["due_at"] { continue }
                head = row
            }
        }
        guard let head, let message = JudgedMessage(head) else { return nil }
        var next = CampaignFacts.Next(dueAt: Timestamp(milliseconds: head["due_at"]))
        var known: MessageHours?
        do {
            let hours = try hours(of: definition, step: message.step, for: message.number, at: at)
            known = hours
            let opens = hours.nextOpening(from: at)
            if opens != at {
                next.closed = hours.joint.obstacle(at: at) ?? "the window is about to close"
                if opens == nil { next.closed = hours.isAmbiguous ? MessageHours.noCommonHour : "it never opens again" }
                next.opens = opens
            }
            next.throttle = try throttle(
                recipient: message.number,
                message,
                category: definition.category,
                caps: hours.policy?.rules.caps ?? [],
                at: at
            )
        } catch let problem as HoursProblem {
            next.closed = "\(problem)"
        }
        return (next, known)
    }
}
