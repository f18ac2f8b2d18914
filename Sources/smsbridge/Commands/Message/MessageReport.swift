import Campaigns
import Storage

/// Messages for people.
enum MessageReport {
    static func list(_ views: [MessageView], utc: Bool) -> Table {
        var table = Table([
            .init("ID", .right), .init("TIME"), .init(""), .init("NUMBER"), .init("STATE"), .init("BY", least: 8),
            .init("ROUTE", least: 6), .init("SEG", .right, isOptional: true), .init("TEXT"),
        ])
        for view in views {
            table.add([
                // What came in has numbers of its own, which 'message show' does not take.
                Table.Cell(view.direction == "in" ? nil : "\(view.id)"),
                TimeText.cell(view.sentAt ?? view.createdAt, utc: utc),
                view.direction == "in" ? "←" : "→", Table.Cell(view.number), .state(view.state),
                Table.Cell(author(view)),
                Table.Cell(view.route), .number(view.direction == "in" ? nil : view.segments.count),
                Table.Cell(view.text),
            ])
        }
        return table
    }

    static func show(_ story: MessageStory, utc: Bool) {
        let view = story.message
        let waits =
            waits(story, at: SystemWallClock().now()).map { [("waits", TimeText.rewriting($0, utc: utc))] } ?? []
        Facts.show(facts(view, utc: utc) + waits)
        if !view.segments.isEmpty {
            Terminal.print("")
            segments(view.segments, utc: utc).show(orElse: "")
        }
        Terminal.print("")
        decisions(story.decisions, utc: utc).show(orElse: "nothing has been decided about it yet")
    }

    /// What keeps a message in the queue that is due, as far as it was told.
    static func waits(_ story: MessageStory, at now: Timestamp) -> String? {
        guard story.message.state == MessageState.queued.rawValue, let due = story.message.dueAt, due <= now else {
            return nil
        }
        return story.decisions.last { $0.kind == "held" }?.detail
            ?? "it is due: for a line that is free and may send it"
    }

    static func facts(_ view: MessageView, utc: Bool) -> [(String, String)] {
        func time(_ name: String, _ time: Timestamp?) -> (String, String)? {
            time.map { (name, TimeText.write($0, utc: utc)) }
        }
        var state = view.state
        if view.raced { state += ", raced: in part or whole handed over before a reply was known" }
        let facts: [(String, String)?] = [
            ("message", "\(view.id)"), (view.direction == "in" ? "from" : "to", view.number), ("text", view.text),
            ("state", state), view.reason.map { ("reason", TimeText.rewriting($0, utc: utc)) }, ("by", author(view)),
            view.category.map { ("category", $0) },
            view.route.map { ("route", $0) },
            (
                "encoding",
                "\(view.encoding), \(view.segments.count == 1 ? "1 segment" : "\(view.segments.count) segments")"
            ), time("created", view.createdAt),
            time("due", view.dueAt), time("deadline", view.deadline), time("sent", view.sentAt),
            time("ended", view.finalAt), view.idempotencyKey.map { ("idempotency key", $0) },
        ]
        return facts.compactMap { $0 }
    }

    static func segments(_ views: [SegmentView], utc: Bool) -> Table {
        var table = Table([
            .init("SEGMENT", .right), .init("STATE"), .init("ROUTE"), .init("REFERENCE"), .init("HANDED OVER"),
            .init("REPORT"),
        ])
        table.wrapsLast = true
        for view in views {
            table.add([
                .number(view.sequence), .state(view.state), Table.Cell(view.route), Table.Cell(view.reference),
                view.handedOverAt.map { TimeText.cell($0, utc: utc) } ?? Table.Cell(nil), Table.Cell(view.report),
            ])
        }
        return table
    }

    static func decisions(_ views: [DecisionView], utc: Bool) -> Table {
        var table = Table([.init("TIME"), .init("DECISION"), .init("WHY")])
        table.wrapsLast = true
        for view in views {
            table.add([
                Table.Cell(TimeText.write(view.at, utc: utc)), Table.Cell(view.kind, .bold),
                Table.Cell(TimeText.rewriting(view.detail, utc: utc)),
            ])
        }
        return table
    }

    static func author(_ view: MessageView) -> String {
        if view.direction == "in", let kind = view.reason, kind != "text" { return "\(view.origin) (\(kind))" }
        guard let campaign = view.campaign else { return view.origin }
        let version = view.campaignVersion.map { $0 > 1 ? ", version \($0)" : "" } ?? ""
        let variant = view.variant.map { ", variant \($0)" } ?? ""
        return campaign + (view.step.map { " (step \($0)\(variant)\(version))" } ?? "")
    }
}
