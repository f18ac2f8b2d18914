import Campaigns
import GRDB

extension Transaction {
    /// Judges what nobody wrote by hand, some time after the person's own message: it keeps to the hours of the campaign
    /// that they answered, or without one to the quiet hours of their country. An agent's answer is not kept for long.
    func judgeHours(ofAnswer message: JudgedMessage, at: Timestamp) throws -> Judgement {
        let hours: MessageHours
        do {
            hours = try answerHours(of: message, at: at)
        } catch let problem as HoursProblem {
            return .hold(until: at + .seconds(600), reason: "\(problem)", keeps: .message)
        }
        let end = hours.joint.closing(after: at)
        let closed = hours.joint.obstacle(at: at)
        guard closed != nil || end.map({ $0 - at < Self.shortestValidity }) == true else { return .go(closing: end) }
        let reason = closed ?? "the window is closed"
        let opens = hours.nextOpening(from: at)
        guard message.origin == .agent else {
            guard let opens else { return .end(.expired, reason: "the window never opens again") }
            return .hold(until: opens, reason: reason, keeps: .message)
        }
        let patience = context.settings.conversations.lateAnswer
        let latest = message.createdAt + patience
        guard latest > at else {
            return .end(
                .expired,
                reason: "\(reason), and the answer is older than \(patience.wholeMilliseconds / 60_000) minutes"
            )
        }
        return .hold(until: min(opens ?? latest, latest), reason: reason, keeps: .message)
    }

    private func answerHours(of message: JudgedMessage, at: Timestamp) throws -> MessageHours {
        let campaign = try number(
            """
            SELECT conversation.campaign_id FROM message JOIN conversation ON conversation.id = message.conversation_id
            WHERE message.id = ?
            """,
            [message.id]
        )
        if let campaign {
            return try hours(of: try definition(of: campaign), step: -1, for: message.number, at: at)
        }
        var policy = PhoneNumber(e164: message.number).flatMap { context.policies.match($0, named: nil) }
        if policy?.rules.concerns(.informational) == false { policy = nil }
        var parts: [JointWindow.Part] = []
        var zones: (zones: [ZoneRules], isTold: Bool) = ([], true)
        if let policy, let window = policy.rules.window {
            zones = try recipientZones(of: message.number, at: at)
            parts = zones.zones.map {
                JointWindow.Part(window: window, zone: $0, closed: "quiet hours of the policy \(policy.name)")
            }
        }
        return MessageHours(
            joint: JointWindow(parts),
            own: JointWindow([]),
            isAmbiguous: !zones.isTold && zones.zones.count > 1,
            policy: policy
        )
    }
}
