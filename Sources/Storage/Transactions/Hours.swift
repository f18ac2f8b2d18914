import Campaigns
import GRDB

/// When a campaign's message may be sent to one recipient.
struct MessageHours {
    /// The campaign's window, the quiet hours of the recipient's country, and days without campaigns, together.
    var joint: JointWindow
    /// The campaign's window alone.
    var own: JointWindow
    /// The recipient may live in one of several time zones, and nobody said in which.
    var isAmbiguous: Bool
    /// The policy that holds.
    var policy: PolicyShelf.Match?
    /// The first moment after the campaign's last day.
    var end: Timestamp?

    /// When it may be sent next, for at least the shortest time that a network may try; `nil` is never.
    func nextOpening(from time: Timestamp) -> Timestamp? {
        let reach: Duration = .seconds(86_400 * (isAmbiguous ? Self.ambiguousDays : SendingWindow.searchDays))
        return joint.nextOpening(from: time, for: Transaction.shortestValidity, notAfter: time + reach)
    }

    /// What has no hour in common within a week has none.
    private static let ambiguousDays = 7

    /// Why nothing may be sent then, where several time zones have no hour in common.
    static let noCommonHour =
        "no hour suits every time zone that the number may be in: give the contact a time zone"
}

/// Why a message's hours cannot be told.
enum HoursProblem: Error, CustomStringConvertible {
    case zone(ZoneProblem)
    case policy(String)

    var description: String {
        switch self {
        case .zone(let problem): "the window cannot be judged: \(problem)"
        case .policy(let name): "there is no policy “\(name)” any more: put its file back, or name another one"
        }
    }
}

extension Transaction {
    /// The time zones that a recipient may be in: the contact's own, or all that the number leaves open; none where nothing
    /// is known.
    func recipientZones(of number: String, at: Timestamp) throws -> (zones: [ZoneRules], isTold: Bool) {
        let own = try text("SELECT time_zone FROM contact WHERE number = ?", [number])
        if let own, let zone = try? context.zones.rules(own) { return ([zone], true) }
        let zones = context.candidates.zones(of: number).compactMap { try? context.zones.rules($0) }
        return (ZoneRules.distinct(zones, around: at), false)
    }

    /// The zone in which days are counted and dates are read for this number.
    func zone(of window: CampaignWindow, for number: String) throws -> ZoneRules {
        guard case .recipient(let fallback) = window.zone else {
            return try context.zones.rules(window.zoneName(recipient: nil))
        }
        let own = try text("SELECT time_zone FROM contact WHERE number = ?", [number])
        for name in [own].compactMap(\.self) + context.candidates.zones(of: number).prefix(1) {
            if let zone = try? context.zones.rules(name) { return zone }
        }
        return try context.zones.rules(fallback)
    }

    /// When a step's message to a number may be sent.
    func hours(
        of definition: CampaignDefinition,
        step: Int,
        for number: String,
        at: Timestamp
    ) throws -> MessageHours {
        do {
            let rules = definition.window(ofStep: step)
            var policy: PolicyShelf.Match?
            if !context.policies.policies.isEmpty, let recipient = PhoneNumber(e164: number) {
                policy = context.policies.match(recipient, named: definition.policy)
            }
            if let name = definition.policy, name != PolicyShelf.none, context.policies[name] == nil {
                throw HoursProblem.policy(name)
            }
            if policy?.rules.concerns(definition.category) == false { policy = nil }
            let recipient: (zones: [ZoneRules], isTold: Bool)
            if case .named = rules.zone, policy?.rules.window == nil {
                recipient = ([], true)
            } else {
                recipient = try recipientZones(of: number, at: at)
            }
            let zones: [ZoneRules]
            switch rules.zone {
            case .named(let name): zones = [try context.zones.rules(name)]
            case .recipient(let fallback):
                zones = recipient.zones.isEmpty ? [try context.zones.rules(fallback)] : recipient.zones
            }
            let own = zones.map { JointWindow.Part(window: rules.window, zone: $0, closed: "the window is closed") }
            var parts = own
            if !context.settings.blackout.isEmpty, let open = SendingWindow.except(context.settings.blackout) {
                parts += zones.map { JointWindow.Part(window: open, zone: $0, closed: "a day without campaigns") }
            }
            if let policy, let window = policy.rules.window {
                let clocks = recipient.zones.isEmpty ? zones : recipient.zones
                parts += clocks.map {
                    JointWindow.Part(window: window, zone: $0, closed: "quiet hours of the policy \(policy.name)")
                }
            }
            return MessageHours(
                joint: JointWindow(parts),
                own: JointWindow(own),
                isAmbiguous: !recipient.isTold && recipient.zones.count > 1,
                policy: policy,
                end: zones.compactMap { definition.end(zone: $0) }.min()
            )
        } catch let problem as ZoneProblem {
            throw HoursProblem.zone(problem)
        }
    }
}
