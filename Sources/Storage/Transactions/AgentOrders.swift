import Campaigns
import GRDB

extension Transaction {
    /// What an agent wants of campaigns and labels, but that a campaign goes on: that comes with its answer.
    func obey(_ orders: AgentOrders, in turn: DueTurn, at: Timestamp) throws {
        try tag(turn.number, orders.tags, by: "agent \(turn.agent)", at: at)
        if orders.sequence == .stop {
            _ = try stop(turn.number.e164, campaign: nil, reason: "stopped by agent \(turn.agent)", at: at)
        }
    }

    /// An answer with which the campaign goes on: not where a person has to look instead, and where a person approves
    /// answers, when they have.
    func carryOutResuming(
        _ decision: AgentDecision,
        in turn: DueTurn,
        _ row: Row,
        after answered: Int64,
        at: Timestamp
    ) throws -> TurnOutcome {
        let wish = "it wants the campaign to go on"
        if context.settings.conversations.approval.holds(turn.agent), decision.reply == nil, decision.scheduled == nil {
            switch decision.withoutGoal {
            case .optOut, .escalate: break
            default:
                let reason = "\(decision.why); \(wish)"
                try escalate(turn.conversation, reason: reason, by: Actor.agent(turn.agent), at: at)
                try took(.escalated, turn.agent, on: turn.lastInbound, reason: reason, at: at)
                return .escalated
            }
        }
        let outcome = try carryOutLater(decision, in: turn, row, after: answered, at: at)
        switch outcome {
        case .escalated, .stale: break
        case .drafted(let draft):
            try run("UPDATE draft SET resumes = 1, why = why || ? WHERE id = ?", ["; \(wish)", draft])
        case .replied, .silent:
            try resumeSequence(
                of: turn.number,
                row["campaign_id"],
                read: turn.lastInbound,
                by: "agent \(turn.agent)",
                at: at
            )
        }
        return outcome
    }

    /// The campaign goes on for the person, where its file lets agents do that. Why it does not is told in their history.
    /// `read`: the newest message that whoever wants it has read.
    func resumeSequence(of number: PhoneNumber, _ id: Int64?, read: Int64, by: String, at: Timestamp) throws {
        guard let id, let campaign = try first("SELECT * FROM campaign WHERE id = ?", [id]),
            let enrollment = try first(
                "SELECT * FROM enrollment WHERE campaign_id = ? AND number = ?",
                [id, number.e164]
            )
        else {
            try decide("notPutBack", "no campaign can go on, which \(by) wanted", number: number.e164, at: at)
            return
        }
        do {
            guard try definition(of: id).agentMayResume else {
                throw StorageError.conflict("the campaign does not say agent_may_resume, which \(by) would need")
            }
            _ = try putBack(enrollment, in: campaign, why: "put back by \(by)", read: read, at: at)
        } catch StorageError.conflict(let reason) {
            try decide("notPutBack", reason, enrollment: enrollment["id"], at: at)
        }
    }

    /// Labels a contact; of somebody who is no contact nothing is kept.
    private func tag(_ number: PhoneNumber, _ tags: [String], by: String, at: Timestamp) throws {
        guard !tags.isEmpty,
            let row = try first("SELECT id, tags FROM contact WHERE number = ? AND erased_at IS NULL", [number.e164])
        else { return }
        let known: [String] = try decoded(row["tags"])
        let new = tags.filter { !known.contains($0) }.prefix(max(0, AgentOrders.mostTags - known.count))
        let left = tags.filter { !known.contains($0) }.dropFirst(new.count)
        if !left.isEmpty {
            let names = left.prefix(5).joined(separator: ", ") + (left.count > 5 ? " and \(left.count - 5) more" : "")
            let reason = "the contact has \(AgentOrders.mostTags) labels, which is the most"
            try decide("notTagged", "\(names), which \(by) wanted: \(reason)", number: number.e164, at: at)
        }
        guard !new.isEmpty else { return }
        try run(
            "UPDATE contact SET tags = ?, updated_at = ? WHERE id = ?",
            [try json(known + new), at.milliseconds, row["id"] as Int64]
        )
        try decide("tagged", "\(new.joined(separator: ", ")), by \(by)", number: number.e164, at: at)
    }
}
