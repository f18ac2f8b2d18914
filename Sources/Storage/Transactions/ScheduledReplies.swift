import Campaigns
import GRDB

extension Transaction {
    /// An agent answers now or not, and once more later: an answer like others, which a new message, another owner and an
    /// opt-out take back, and which leaves in the hours of late answers only.
    func carryOut(
        _ scheduled: ScheduledReply,
        beside decision: AgentDecision,
        in turn: DueTurn,
        _ row: Row,
        after answered: Int64,
        at: Timestamp
    ) throws -> TurnOutcome {
        let settings = context.settings.conversations
        func look(_ reason: String) throws -> TurnOutcome {
            try escalate(turn.conversation, reason: reason, by: Actor.agent(turn.agent), at: at)
            try took(.escalated, turn.agent, on: turn.lastInbound, reason: reason, at: at)
            return .escalated
        }
        if settings.approval.holds(turn.agent) {
            // A person approves what is said now; what is to be said later they see, and say themselves.
            let why = "\(decision.why); it wants to write at \(scheduled.at): “\(scheduled.text.prefix(200))”"
            guard let reply = decision.reply else { return try look(why) }
            return try carryOut(.reply(reply, why: why), in: turn, row, after: answered, at: at)
        }
        if let closeAfter = settings.closeAfter, scheduled.at - at >= closeAfter {
            return try look("the agent wants to write at \(scheduled.at), when the conversation is closed already")
        }
        let outcome = try carryOut(decision, in: turn, row, after: answered, at: at)
        guard outcome != .escalated else { return outcome }
        do {
            let message = try queue(
                QueueEntry(
                    number: turn.number.e164,
                    text: scheduled.text,
                    origin: .agent,
                    priority: MessageOrigin.agent.priority,
                    dueAt: scheduled.at,
                    deadline: scheduled.at + settings.answerWithin,
                    conversation: turn.conversation,
                    answers: turn.lastInbound,
                    answerVersion: turn.version,
                    // Where something was answered already, that is not answered again when this is taken back.
                    answerAfter: decision.reply == nil ? answered : nil,
                    exemptUntil: exemption(row, at: at),
                    wantedRoute: row["route_id"],
                    why: "agent “\(turn.agent)”, scheduled: \(decision.why)"
                ),
                at: at
            )
            return decision.reply == nil ? .replied(message: message) : outcome
        } catch StorageError.conflict(let reason) {
            return try look("the agent's scheduled answer cannot be sent: \(reason)")
        }
    }
}
