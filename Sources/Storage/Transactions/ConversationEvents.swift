import Campaigns
import GRDB

/// What the outside is told of conversations.
enum ConversationEventType: String {
    case escalated = "conversation.escalated"
    case overdue = "conversation.overdue"
    case claimed = "conversation.claimed"
    case handedBack = "conversation.handed_back"
    case muted = "conversation.muted"
    case closed = "conversation.closed"
    case drafted = "conversation.drafted"

    /// That the owner is another one from now on; an escalation is told when it is written down.
    init?(_ event: ConversationEvent, owner: ConversationOwner) {
        switch (event, owner) {
        case (.claimed, _), (.answeredByHuman, _): self = .claimed
        case (.handedBack, _), (.serviceTimeEnded, _), (.humanIdled, _): self = .handedBack
        case (_, .muted): self = .muted
        case (_, .closed): self = .closed
        default: return nil
        }
    }
}

/// The payload of `conversation.…`.
private struct ConversationPayload: Encodable {
    var conversation: Int64
    var number: String
    var owner: String
    var by: String
    var reason: String?
    var agent: String?
    var campaign: String?
    var lastText: String?
    var at: Timestamp
    /// By which staff answer from their phones.
    var reference: Int64?
    var dueAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case conversation, number, owner, by, reason, agent, campaign, at, reference
        case lastText = "last_text"
        case dueAt = "due_at"
    }
}

extension Transaction {
    func record(
        _ type: ConversationEventType,
        of conversation: Int64,
        by actor: String,
        reason: String?,
        at: Timestamp
    ) throws {
        guard let type = EventType(rawValue: type.rawValue), context.settings.events.contains(type),
            let row = try first("\(Self.conversation) WHERE conversation.id = ?", [conversation])
        else { return }
        let view = try wholeView(row)
        let payload = ConversationPayload(
            conversation: conversation,
            number: view.number,
            owner: view.owner,
            by: actor,
            reason: reason,
            agent: view.agent,
            campaign: view.campaign,
            lastText: view.lastText,
            at: at,
            reference: view.escalation?.id,
            dueAt: view.escalation?.dueAt
        )
        try record(type, at: at) { payload }
    }
}
