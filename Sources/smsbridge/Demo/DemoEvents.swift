import Campaigns
import Foundation
import Gateway
import Server
import Storage

/// Turns the gateway's news into lines for people, and counts them.
actor DemoEvents {
    /// What was counted so far.
    struct Totals {
        var replies = 0
        var halted = 0
        var optedOut = 0
        var agentAnswers = 0
        var toHumans = 0
        /// Segments by the name of the route.
        var segments: [String: Int] = [:]
    }

    private(set) var totals = Totals()
    /// The newest lines, oldest first.
    private(set) var latest: [String] = []
    private let names: [String: String]
    private let zone: TimeZone
    private let wallClock: any WallClock
    private let client: APIClient
    private let prints: Bool
    private var modems: [String: String]
    private var activity = ""
    private var halted: Set<String> = []

    /// More lines than a screen has are not kept.
    static let mostLines = 40

    /// `modems` are the states of the modems at the beginning, by name.
    init(
        names: [String: String],
        modems: [String: String],
        zone: TimeZone,
        wallClock: any WallClock,
        client: APIClient,
        prints: Bool
    ) {
        self.modems = modems
        self.names = names
        self.zone = zone
        self.wallClock = wallClock
        self.client = client
        self.prints = prints
    }

    func watch(_ news: AsyncStream<Feed.News>) async {
        for await item in news { await take(item) }
    }

    /// What the campaign says that it is doing; told when it is new and lasts.
    func take(activity: String) {
        // Waits for the limit of a minute come and go too often to be told each time.
        guard activity != self.activity, activity.contains("window") else { return }
        self.activity = activity
        tell("campaign", DemoTime.localised(activity, zone: zone), at: wallClock.now())
    }

    private func take(_ news: Feed.News) async {
        switch news {
        case .handedOver(let message, let number, let segment, let total, let route, let origin):
            totals.segments[route, default: 0] += 1
            if origin == .agent, segment == 1 { totals.agentAnswers += 1 }
            guard segment == 1 else { return }
            await tellSent(message, number, total, route, origin)
        case .received(let sender, let route, let receipt): await tellReceived(sender, route, receipt)
        case .held(_, let number, let reason, _):
            tell("held", "\(name(number)): \(reason)", at: wallClock.now())
        case .agentAnswered(let number, let outcome):
            guard outcome == .escalated else { return }
            totals.toHumans += 1
            tell("agent", "hands \(name(number)) to a human", at: wallClock.now())
        case .modem(let modem, let state):
            guard modems.updateValue(state, forKey: modem) != state else { return }
            tell(modem, "is \(state)", at: wallClock.now())
        }
    }

    private func tellSent(
        _ id: Int64,
        _ number: PhoneNumber,
        _ total: Int,
        _ route: String,
        _ origin: MessageOrigin
    ) async {
        let story = try? await client.get("/v1/messages/\(id)").decoded(MessageStory.self)
        let at = story?.message.segments.first?.handedOverAt ?? wallClock.now()
        let what =
            switch origin {
            case .campaign: "step \(story?.message.step ?? 1)" + (total > 1 ? ", \(total) segments" : "")
            case .agent: "agent: “\(short(story?.message.text ?? ""))”"
            default: "“\(short(story?.message.text ?? ""))”"
            }
        tell(route, "→ \(name(number))  \(what)", at: at)
    }

    private func tellReceived(_ sender: SenderAddress, _ route: String, _ receipt: Receipt) async {
        if receipt.halted > 0 { totals.halted += receipt.halted }
        if receipt.optedOut { totals.optedOut += 1 }
        guard let number = sender.number else { return }
        var what = "the first part of a longer message"
        var at = wallClock.now()
        if receipt.inbound != nil {
            totals.replies += 1
            let path = "/v1/messages"
            let query = [("number", number.e164), ("direction", "in"), ("limit", "1")]
            let found = try? await client.get(path, query: query).decoded([MessageView].self).first
            what = "“\(short(found?.text ?? ""))”"
            at = found?.createdAt ?? at
        }
        var then: [String] = []
        if receipt.halted > 0 { then.append("halted") }
        if receipt.optedOut { then.append("opted out") }
        if receipt.cancelled > 0 { then.append("\(receipt.cancelled) taken back") }
        if receipt.raced > 0 { then.append("\(receipt.raced) was on its way") }
        let effect = then.isEmpty ? "" : "  ⇒ " + then.joined(separator: ", ")
        tell(route, "← \(name(number))  \(what)\(effect)", at: at)
    }

    private func tell(_ who: String, _ what: String, at: Timestamp) {
        let place = who + String(repeating: " ", count: max(0, 8 - who.count))
        let line = TerminalText.plain("\(DemoTime.text(at, zone: zone))  \(place)  \(what)")
        if prints { Terminal.print(line) }
        latest.append(line)
        latest.removeFirst(max(0, latest.count - Self.mostLines))
    }

    private func name(_ number: PhoneNumber) -> String { names[number.e164] ?? number.e164 }

    private func short(_ text: String) -> String { TerminalText.shortened(text, to: 50) }
}
