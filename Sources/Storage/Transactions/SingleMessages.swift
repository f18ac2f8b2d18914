public import Campaigns
import GRDB

/// Why a single message does not leave, at whatever time: its sender is told at once.
public struct SendRefusal: Hashable, Sendable {
    /// ``MessageState/suppressed`` where nothing goes to the number, ``MessageState/cancelled`` where a consent is missing.
    public var state: MessageState
    public var reason: String
    /// nil: a consent is missing.
    public var suppression: SuppressionReason?
    /// nil: nothing goes to the number, whatever it is.
    public var category: CampaignCategory?
}

extension Store {
    /// What would be refused at once of messages, in their order; nil where nothing stands against one. Queues nothing.
    public func refusals(of messages: [NewMessage], at: Timestamp) async throws(StorageError) -> [SendRefusal?] {
        try await read { transaction in
            try messages.map { try transaction.refusal(ofSingle: $0.number, $0.category, at: at) }
        }
    }
}

/// Marketing that no campaign sends: it keeps to the same rules as a campaign's.
extension Transaction {
    /// Judges a single message of the category marketing: consent, quiet hours of the recipient's country, days without
    /// campaigns; caps are judged with those of all messages. A question for consent needs none.
    func judgeSingle(
        _ message: JudgedMessage,
        on terms: RouteTerms,
        _ policy: inout PolicyShelf.Match?,
        at: Timestamp
    ) throws -> Judgement {
        let hours: MessageHours
        do {
            hours = try singleHours(for: message.number, at: at)
        } catch let problem as HoursProblem {
            return .hold(until: at + .seconds(600), reason: "\(problem)", keeps: .message)
        }
        policy = hours.policy
        // What has begun to leave goes on, but not at night.
        if !message.hasBegun, let lack = try consentLack(ofSingle: message, hours.policy, at: at) {
            return .end(.cancelled, reason: lack)
        }
        if !terms.campaignsMayLeave, !context.planted.contains(.inboxLast) {
            return .hold(until: at + .seconds(5), reason: "marketing waits until what came in is read", keeps: .message)
        }
        if let obstacle = try campaignObstacle(on: terms, at: at) {
            return .hold(until: at + .seconds(60), reason: obstacle, keeps: .message)
        }
        guard !context.planted.contains(.window) else { return .go(closing: nil) }
        // The shortest validity is five minutes: what leaves later could be delivered after the window's end.
        let closings = [hours.joint.closing(after: at), try lineCloses(terms, at: at)].compactMap(\.self)
        let closed = hours.joint.obstacle(at: at)
        guard closed != nil || closings.contains(where: { $0 - at < Self.shortestValidity }) else {
            return .go(closing: closings.min())
        }
        let reason = closed ?? "the window is about to close"
        if let opens = hours.nextOpening(from: at) {
            return .hold(until: max(opens, at + .seconds(1)), reason: reason, keeps: .message)
        }
        guard hours.isAmbiguous else { return .end(.expired, reason: "the window never opens again") }
        // A person may tell the time zone; but nobody is waited for for ever.
        if at - message.createdAt >= .seconds(7 * 86_400) {
            return .end(.expired, reason: MessageHours.noCommonHour)
        }
        return .hold(until: at + .seconds(6 * 3600), reason: MessageHours.noCommonHour, keeps: .message)
    }

    private func consentLack(
        ofSingle message: JudgedMessage,
        _ policy: PolicyShelf.Match?,
        at: Timestamp
    ) throws -> String? {
        guard try !exists("SELECT 1 FROM consent_question WHERE message_id = ?", [message.id]) else { return nil }
        return try marketingLack(of: message.number, policy, at: at)
    }

    private func marketingLack(of number: String, _ policy: PolicyShelf.Match?, at: Timestamp) throws -> String? {
        guard let contact = try self.number("SELECT id FROM contact WHERE number = ?", [number]) else {
            return Self.noConsent
        }
        let demand = ConsentDemand(category: .marketing, policy: policy)
        return try consentLack(ofContact: contact, number: number, demand, at: at)
    }

    /// What stands against a message that no campaign sends.
    func refusal(ofSingle number: PhoneNumber, _ category: CampaignCategory?, at: Timestamp) throws -> SendRefusal? {
        if let reason = try suppressionReason(of: number.e164) {
            let suppression = try currentSuppression(of: number.e164)?.reason
            return SendRefusal(state: .suppressed, reason: reason, suppression: suppression)
        }
        if let category, let reason = try suppressionReason(of: number.e164, for: category) {
            return SendRefusal(state: .suppressed, reason: reason, suppression: .byHand, category: category)
        }
        guard category == .marketing,
            let lack = try marketingLack(of: number.e164, marketingPolicy(for: number.e164), at: at)
        else { return nil }
        return SendRefusal(state: .cancelled, reason: lack)
    }

    private func marketingPolicy(for number: String) -> PolicyShelf.Match? {
        let policy = PhoneNumber(e164: number).flatMap { context.policies.match($0, named: nil) }
        return policy?.rules.concerns(.marketing) == false ? nil : policy
    }

    /// The quiet hours of the recipient's country, and the days without campaigns.
    private func singleHours(for number: String, at: Timestamp) throws -> MessageHours {
        let policy = marketingPolicy(for: number)
        let known = try recipientZones(of: number, at: at)
        let zones = known.zones.isEmpty ? [ZoneRules.utc] : known.zones
        var parts: [JointWindow.Part] = []
        if let policy, let window = policy.rules.window {
            parts += zones.map {
                JointWindow.Part(window: window, zone: $0, closed: "quiet hours of the policy \(policy.name)")
            }
        }
        if !context.settings.blackout.isEmpty, let open = SendingWindow.except(context.settings.blackout) {
            parts += zones.map { JointWindow.Part(window: open, zone: $0, closed: "a day without campaigns") }
        }
        return MessageHours(
            joint: JointWindow(parts),
            own: JointWindow([]),
            isAmbiguous: !known.isTold && known.zones.count > 1,
            policy: policy
        )
    }
}
