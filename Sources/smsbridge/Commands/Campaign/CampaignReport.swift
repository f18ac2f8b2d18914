import Campaigns
import Storage

/// Campaigns and their figures, for people.
enum CampaignReport {
    static func change(
        _ name: String,
        to change: String,
        by actor: String,
        _ connection: ConnectionOptions
    ) async throws {
        let answer = try await APIClient.with(connection, by: actor) {
            try await $0.post("/v1/campaigns/\(APIClient.escaped(name))/\(change)")
        }
        try answer.show(CampaignView.self, connection) { view in
            Terminal.print("\(TerminalText.plain(view.name)) is \(state(view, utc: connection.utc))")
            if let leftOut = leftOut(view), view.state == CampaignState.running.rawValue {
                Terminal.print(leftOut)
            }
        }
    }

    /// The one way in which every command says what a campaign is and does, such as `running: sending`; what
    /// names the state itself stands alone.
    static func state(_ view: CampaignView, utc: Bool) -> String {
        let activity = TerminalText.plain(TimeText.rewriting(view.activity, utc: utc))
        return activity.hasPrefix(view.state) ? activity : "\(view.state): \(activity)"
    }

    /// Who of the contacts gets nothing, and why; `nil` where everybody may be written to.
    static func leftOut(_ view: CampaignView) -> String? {
        var groups: [String] = []
        if view.audienceWithoutConsent > 0 {
            groups.append("\(view.audienceWithoutConsent) without a consent that counts")
        }
        if view.audienceSuppressed > 0 { groups.append("\(view.audienceSuppressed) with a suppressed number") }
        if view.audienceOtherwiseOut > 0 {
            groups.append("\(view.audienceOtherwiseOut) for another reason")
        }
        return groups.isEmpty ? nil : "left out: " + groups.joined(separator: ", ")
    }

    static func contacts(_ count: Int) -> String { count == 1 ? "1 contact" : "\(count) contacts" }

    static func steps(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }

    static func list(_ views: [CampaignView], utc: Bool) -> Table {
        var table = Table([
            .init("NAME", least: 12), .init("CONTACTS", .right), .init("SEGMENTS", .right), .init("REPLIES", .right),
            .init("OPT-OUTS", .right), .init("STATE"),
        ])
        for view in views {
            table.add([
                Table.Cell(view.name), .number(view.audience), .number(view.segmentsSent), .number(view.replies),
                .number(view.optOuts), Table.Cell(state(view, utc: utc), Style.of(state: view.state)),
            ])
        }
        return table
    }

    /// The facts of one campaign, a line each.
    static func facts(_ view: CampaignView, utc: Bool) -> [(String, String)] {
        var facts = [
            ("state", state(view, utc: utc)), ("steps", "\(view.steps)"),
            ("agent", view.agent ?? "none"),
            ("created", TimeText.write(view.createdAt, utc: utc)),
        ]
        for warning in view.warnings ?? [] {
            facts.insert(("warning", TimeText.rewriting(warning, utc: utc)), at: 1)
        }
        if let startedAt = view.startedAt { facts.append(("started", TimeText.write(startedAt, utc: utc))) }
        facts.append(("contacts", "\(view.audience)"))
        if let leftOut = leftOut(view) { facts.append(("", leftOut)) }
        if !view.enrollments.isEmpty {
            facts.append(("enrollments", counts(view.enrollments, order: EnrollmentState.allCases.map(\.rawValue))))
        }
        facts.append(("messages", counts(view.messages, order: MessageState.allCases.map(\.rawValue))))
        facts.append(("segments sent", "\(view.segmentsSent)"))
        let currency = view.currency.map { " \($0)" } ?? ""
        if let budget = view.budget {
            facts.append(("spent", "\(view.spent) of a budget of \(budget)\(currency)"))
        } else if view.spent > .zero {
            facts.append(("spent", "\(view.spent)\(currency)"))
        }
        facts.append(("replies", "\(view.replies)"))
        facts.append(("opt-outs", "\(view.optOuts)"))
        if !view.goals.isEmpty { facts.append(("goals", counts(view.goals, order: []))) }
        if let waiting = view.waitingVersion {
            facts.append(("version", "\(view.version); version \(waiting) waits for its preflight"))
        }
        return facts
    }

    /// What to say where nobody is written down.
    static func noEnrollments(_ view: CampaignView) -> String {
        guard view.startedAt == nil, view.state != CampaignState.cancelled.rawValue else { return "it has no contacts" }
        let leftOut = leftOut(view).map { " (\($0))" } ?? ""
        return "it has not begun: its \(contacts(view.audience))\(leftOut) will be written down at the start.\n"
            + "'smsbridge campaign preflight' looks at each of them, and --rows FILE lists those with a problem"
    }

    /// A message that is due and still in the queue waits for what the campaign waits for.
    static func enrollments(_ views: [EnrollmentView], of campaign: CampaignView?, utc: Bool) -> Table {
        let now = SystemWallClock().now()
        func isWaiting(_ view: EnrollmentView) -> Bool { view.nextDueAt.map { $0 <= now } ?? false }
        let waits = campaign.flatMap { $0.activityKind == .sending ? nil : state($0, utc: utc) }
        var table = Table([
            .init("NUMBER"), .init("NAME", least: 8), .init("STATE"), .init("SENT", .right), .init("NEXT"),
            .init("REASON"),
        ])
        for view in views {
            let next: Table.Cell? = view.nextDueAt.map { isWaiting(view) ? "is due" : TimeText.cell($0, utc: utc) }
            let reason = view.reason ?? (isWaiting(view) ? waits : nil)
            table.add([
                Table.Cell(view.number), Table.Cell(view.name), .state(view.state), .number(view.stepsSent),
                next ?? Table.Cell(nil), Table.Cell(reason.map { TimeText.rewriting($0, utc: utc) }),
            ])
        }
        table.wrapsLast = true
        return table
    }

    /// In the order of the states, those that are there.
    static func counts(_ counts: [String: Int], order: [String]) -> String {
        let known = order.filter { counts[$0, default: 0] > 0 }
        let others = counts.keys.filter { !order.contains($0) }.sorted()
        let text = (known + others).map { "\(counts[$0, default: 0]) \($0)" }.joined(separator: ", ")
        return text.isEmpty ? "none" : text
    }
}
