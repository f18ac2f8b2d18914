import Campaigns
import Foundation
import Gateway
import Server
import Storage

/// The table at the end: a row for each contact, from what the daemon's API tells.
struct DemoTable {
    private let enrollments: [EnrollmentView]
    private let messages: [MessageView]
    private let conversations: [String: ConversationView]
    private let holds: [Hold]
    private let stories: [Int64: MessageStory]

    /// The campaign or a message was kept waiting.
    private struct Hold {
        var from: Timestamp
        var until: Timestamp
        /// `window`, `limit` or `hold`.
        var kind: String
        /// Of one message alone; `nil` for a hold of the whole campaign.
        var message: Int64?
    }

    /// What the columns but those with texts need.
    private static let otherColumns = 72

    static func read(campaign: String, with client: APIClient) async throws -> DemoTable {
        let path = "/v1/campaigns/\(APIClient.escaped(campaign))/enrollments"
        let enrollments = try await client.get(path, query: [("limit", "1000")]).decoded([EnrollmentView].self)
        let messages = try await client.get("/v1/messages", query: [("limit", "1000")]).decoded([MessageView].self)
        let conversations = try await client.get("/v1/conversations", query: [("limit", "1000")])
            .decoded([ConversationView].self)
        var stories: [Int64: MessageStory] = [:]
        for message in messages where message.direction == "out" && message.campaign != nil {
            stories[message.id] = try await client.get("/v1/messages/\(message.id)").decoded(MessageStory.self)
        }
        return DemoTable(
            enrollments: enrollments,
            messages: messages.reversed(),
            conversations: Dictionary(conversations.map { ($0.number, $0) }) { first, _ in first },
            stories: stories
        )
    }

    private init(
        enrollments: [EnrollmentView],
        messages: [MessageView],
        conversations: [String: ConversationView],
        stories: [Int64: MessageStory]
    ) {
        self.enrollments = enrollments
        self.messages = messages
        self.conversations = conversations
        self.stories = stories
        holds = stories.values.flatMap { story in story.decisions.compactMap { Self.hold($0, story.message.id) } }
            .sorted { $0.from < $1.from }
    }

    /// A window and a campaign's limit hold every message of the campaign, and are written down with the first of them.
    private static func hold(_ decision: DecisionView, _ message: Int64) -> Hold? {
        guard decision.kind == "held", let comma = decision.detail.range(of: "; next at "),
            let until = Timestamp(rfc3339: String(decision.detail[comma.upperBound...]))
        else { return nil }
        let reason = decision.detail[..<comma.lowerBound]
        let kind = reason.contains("window") ? "window" : reason.contains("limit") ? "limit" : "hold"
        let isCampaign = kind == "window" || reason.contains("of the campaign")
        return Hold(from: decision.at, until: until, kind: kind, message: isCampaign ? nil : message)
    }

    /// `width` is the terminal's; `nil` cuts nothing off.
    func table(width: Int?) -> Table {
        let room = width.map { max(8, ($0 - Self.otherColumns) / 2) } ?? 60
        var table = Table([
            .init("CONTACT"), .init("SENT"), .init("HELD BY"), .init("CAME BACK"), .init("AGENT"), .init("ENDED"),
        ])
        for enrollment in enrollments.sorted(by: { $0.number < $1.number }) {
            let own = messages.filter { $0.number == enrollment.number }
            table.add([
                Table.Cell(enrollment.name ?? enrollment.number),
                Table.Cell(sent(own)),
                Table.Cell(held(own)),
                Table.Cell(cameBack(own).map { TerminalText.shortened($0, to: room) }),
                Table.Cell(agent(enrollment.number, own).map { TerminalText.shortened($0, to: room) }),
                Table.Cell(ended(enrollment, own), Style.of(state: enrollment.state)),
            ])
        }
        return table
    }

    /// Messages that a window held, and messages that a limit held.
    var heldCounts: (window: Int, limit: Int) {
        let found = stories.values.map { kinds(of: $0.message) }
        return (found.count { $0.contains("window") }, found.count { $0.contains("limit") })
    }

    var agentAnswers: Int { messages.count { $0.origin == MessageOrigin.agent.rawValue } }

    var optOuts: Int { enrollments.count { $0.state == EnrollmentState.optedOut.rawValue } }

    /// The names of the routes by which messages left.
    var senders: Set<String> { Set(messages.filter { $0.direction == "out" }.compactMap(\.route)) }

    private func sent(_ own: [MessageView]) -> String? {
        let steps = own.filter { $0.direction == "out" && $0.campaign != nil && $0.sentAt != nil || $0.isUncertain }
        var parts: [(steps: String, route: String)] = []
        for message in steps {
            let count = message.segments.count
            let step = "\(message.step ?? 0)" + (count > 1 ? " (\(count) segments)" : "")
            let route = message.route ?? "?"
            if let last = parts.last, last.route == route {
                parts[parts.count - 1].steps += ", " + step
            } else {
                parts.append((step, route))
            }
        }
        return parts.isEmpty ? nil : parts.map { "\($0.steps) by \($0.route)" }.joined(separator: "; ")
    }

    private func held(_ own: [MessageView]) -> String? {
        let kinds = own.filter { $0.direction == "out" && $0.campaign != nil }.reduce(into: Set<String>()) {
            $0.formUnion(self.kinds(of: $1))
        }
        return kinds.isEmpty ? nil : kinds.sorted(by: >).joined(separator: ", ")
    }

    /// What kept a message waiting, between the moment at which it was due and its hand-over.
    private func kinds(of message: MessageView) -> Set<String> {
        let left = message.segments.compactMap(\.handedOverAt).min() ?? message.finalAt
        guard let left else { return [] }
        let due = message.createdAt
        return holds.reduce(into: []) { kinds, hold in
            let concerns = hold.message.map { $0 == message.id } ?? true
            if concerns, hold.from >= due || hold.until > due, hold.from < left { kinds.insert(hold.kind) }
        }
    }

    private func cameBack(_ own: [MessageView]) -> String? {
        let texts = own.filter { $0.direction == "in" }.map { "“\($0.text)”" }
        return texts.isEmpty ? nil : texts.joined(separator: " ")
    }

    private func agent(_ number: String, _ own: [MessageView]) -> String? {
        let answers = own.filter { $0.direction == "out" && $0.origin == MessageOrigin.agent.rawValue }
            .map { "“\($0.text)”" }
        let confirmations = own.filter { $0.direction == "out" && $0.origin == MessageOrigin.system.rawValue }
            .map { _ in "(confirmed)" }
        let owner = conversations[number]?.owner
        let human = owner == ConversationOwner.waitingForHuman.rawValue ? ["→ a human"] : []
        let all = human + answers + confirmations
        return all.isEmpty ? nil : all.joined(separator: " ")
    }

    private func ended(_ enrollment: EnrollmentView, _ own: [MessageView]) -> String {
        let words =
            switch EnrollmentState(rawValue: enrollment.state) {
            case .replied: "replied"
            case .optedOut: "opted out"
            case .completed: "every step sent"
            case .failed: "failed: \(enrollment.reason ?? "no reason known")"
            default: "\(enrollment.state) \(enrollment.reason ?? "")"
            }
        return words + (own.contains(where: \.isUncertain) ? " (a step uncertain)" : "")
    }
}

extension MessageView {
    fileprivate var isUncertain: Bool { state == MessageState.uncertain.rawValue }
}
