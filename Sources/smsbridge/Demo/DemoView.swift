import Campaigns
import Foundation
import Gateway
import Server
import Storage

/// What the terminal shows while the demo runs, drawn over itself.
struct DemoView {
    let events: DemoEvents
    let client: APIClient
    let campaign: String
    let wallClock: any WallClock
    let zone: TimeZone
    /// Whether it draws; otherwise it only asks the campaign what it does.
    let draws: Bool

    private static let pause: Duration = .milliseconds(150)
    private static let eventLines = 10

    /// Shows what goes on until the campaign is over or `deadline` of real time passes. Answers whether it is over.
    func show(until deadline: ContinuousClock.Instant) async throws -> Bool {
        var drawn = 0
        while true {
            let view = try await client.get("/v1/campaigns/\(APIClient.escaped(campaign))").decoded(CampaignView.self)
            await events.take(activity: view.activity)
            if draws {
                let modems = try await client.get("/v1/modems").decoded([ModemView].self)
                drawn = await draw(view, modems, over: drawn)
            }
            if isOver(view) { return true }
            guard ContinuousClock.now < deadline else { return false }
            try await ContinuousClock().sleep(for: Self.pause)
        }
    }

    private func isOver(_ view: CampaignView) -> Bool {
        !view.enrollments.contains { state, count in
            count > 0 && EnrollmentState(rawValue: state)?.isFinal != true
        }
    }

    private func draw(_ view: CampaignView, _ modems: [ModemView], over drawn: Int) async -> Int {
        let totals = await events.totals
        let latest = await events.latest
        let width = Terminal.width(Terminal.output)
        let colours = Terminal.hasColours(Terminal.output)
        var lines: [String] = []
        func add(_ text: String, _ style: Style = .plain) {
            lines.append(style.apply(TerminalText.shortened(text, to: width - 1), colours: colours))
        }
        let hour = DemoTime.text(wallClock.now(), zone: zone)
        add("\(hour)  \(zone.identifier)   (a clock that runs fast)", .bold)
        for modem in modems {
            let sent = totals.segments[modem.name, default: 0]
            let spare = String(repeating: " ", count: max(0, 10 - modem.state.count))
            add(
                "\(modem.name)  \(modem.state)\(spare) \(sent) segments sent, \(modem.sentToday) of "
                    + "\(modem.dailyLimit) in the last 24 h",
                Style.of(state: modem.state)
            )
        }
        let held = view.messages["queued", default: 0]
        add("sent \(totals.segments.values.reduce(0, +)) segments, \(held) messages held back")
        add(
            "replies \(totals.replies)   halted \(totals.halted)   opted out \(totals.optedOut)   "
                + "agent answers \(totals.agentAnswers)   to a human \(totals.toHumans)"
        )
        add("contacts: \(CampaignReport.counts(view.enrollments, order: EnrollmentState.allCases.map(\.rawValue)))")
        add("campaign: \(DemoTime.localised(view.activity, zone: zone))", .dim)
        add("")
        for line in latest.suffix(Self.eventLines) { add(line) }
        for _ in latest.suffix(Self.eventLines).count..<Self.eventLines { add("") }
        var text = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
        for line in lines { text += "\u{1B}[2K" + line + "\n" }
        Terminal.write(text.utf8)
        return lines.count
    }
}
