/// What the outside can be told of, by webhooks.
public enum EventType: String, Hashable, Sendable, Codable, CaseIterable {
    case messageReceived = "message.received"
    case messageSent = "message.sent"
    case messageDelivered = "message.delivered"
    case messageUncertain = "message.uncertain"
    case messageFailed = "message.failed"
    case callMissed = "call.missed"
    case campaignStarted = "campaign.started"
    case campaignPaused = "campaign.paused"
    case campaignResumed = "campaign.resumed"
    case campaignCompleted = "campaign.completed"
    case campaignCancelled = "campaign.cancelled"
    case enrollmentReplied = "enrollment.replied"
    case goalRecorded = "goal.recorded"
    case contactOptedOut = "contact.opted_out"
    case contactOptedIn = "contact.opted_in"
    case conversationEscalated = "conversation.escalated"
    case conversationOverdue = "conversation.overdue"
    case conversationClaimed = "conversation.claimed"
    case conversationHandedBack = "conversation.handed_back"
    case conversationMuted = "conversation.muted"
    case conversationClosed = "conversation.closed"
    case conversationDrafted = "conversation.drafted"
    case agentError = "agent.error"
    case modemUp = "modem.up"
    case modemDown = "modem.down"
    case modemSIMChanged = "modem.sim_changed"
    case simMoved = "sim.moved"
    case alarmRaised = "alarm.raised"
    case alarmCleared = "alarm.cleared"

    /// Several for each message that leaves: told only to those who ask for them, after all others, and not kept for ever.
    public static let bulk: Set<EventType> = [.messageSent, .messageDelivered, .messageUncertain, .messageFailed]

    /// What a webhook is told that asks for nothing in particular.
    public static let standard = Set(allCases).subtracting(bulk)

    /// What became of a message; nil where its state is not worth telling.
    public init?(of state: MessageState) {
        switch state {
        case .queued, .claimed, .submitting: return nil
        case .sent: self = .messageSent
        case .delivered: self = .messageDelivered
        case .uncertain: self = .messageUncertain
        case .failed, .undelivered, .expired, .suppressed, .cancelled: self = .messageFailed
        }
    }

    /// Those that a name stands for: `message.sent`, `campaign.*`, `*`. Empty where it stands for none.
    public static func named(_ name: String) -> Set<EventType> {
        guard name.hasSuffix("*") else { return EventType(rawValue: name).map { [$0] } ?? [] }
        let beginning = name.dropLast()
        guard beginning.isEmpty || beginning.hasSuffix(".") else { return [] }
        return Set(allCases.filter { $0.rawValue.hasPrefix(beginning) })
    }

    /// What may stand in a list of them.
    public static var names: [String] {
        var names = ["*"]
        for type in allCases {
            let group = type.rawValue.prefix { $0 != "." } + ".*"
            if !names.contains(String(group)) { names.append(String(group)) }
            names.append(type.rawValue)
        }
        return names
    }
}
