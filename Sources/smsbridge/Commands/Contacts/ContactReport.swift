import Campaigns
import Storage

/// All that is held about a number, for people.
enum ContactReport {
    static func facts(_ view: ContactView, utc: Bool) -> [(String, String)] {
        let facts: [(String, String)?] = [
            ("number", view.number), view.name.map { ("name", $0) }, view.email.map { ("e-mail", $0) },
            ("time zone", zone(view)), view.tags.isEmpty ? nil : ("tags", view.tags.joined(separator: ", ")),
            ("campaigns", TimeText.rewriting(view.suppression ?? view.consentLack ?? open(view), utc: utc)),
        ]
        return facts.compactMap { $0 } + view.fields.sorted { $0.key < $1.key }.map { ("{{\($0.key)}}", $0.value) }
    }

    private static func open(_ view: ContactView) -> String {
        guard let refused = view.refusedCategories else { return "may write to it" }
        return "may write to it, but nothing of \(refused.joined(separator: ", "))"
    }

    private static func zone(_ view: ContactView) -> String {
        if let zone = view.timeZone {
            return zone + (view.timeZoneSource == "operator" ? " (set by an operator)" : " (from a list)")
        }
        switch view.candidateZones.count {
        case 0: return "not known"
        case 1: return "\(view.candidateZones[0]) (by the number's prefix)"
        default: return "by the number's prefix one of: " + view.candidateZones.joined(separator: ", ")
        }
    }

    static func show(_ story: ContactStory, utc: Bool) {
        if let contact = story.contact {
            Facts.show(facts(contact, utc: utc))
        } else {
            let erasure = story.receipts.first { $0.kind == .erasure }
            let contact = erasure.map { "erased, see receipt \($0.id)" } ?? "nobody entered this number"
            Facts.show([("number", story.number), ("contact", contact)])
        }
        Terminal.print("")
        for line in lines(ContactChain(story).links, utc: utc) { Terminal.print(line) }
    }

    /// Time and kind in front, the rest beside them in as many lines as it needs.
    private static func lines(_ links: [ContactChain.Link], utc: Bool) -> [String] {
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
        let colours = Terminal.hasColours(Terminal.output)
        let kinds = links.map { TerminalText.width($0.what) }.max() ?? 0
        return links.flatMap { link in
            let time = TimeText.write(link.at, utc: utc)
            let text = TerminalText.plain(TimeText.rewriting(link.detail, utc: utc))
            let margin = TerminalText.width(time) + kinds + 4
            let rows = width.map { TerminalText.wrapped(text, to: max(20, $0 - margin)) } ?? [text]
            let padding = String(repeating: " ", count: kinds - TerminalText.width(link.what))
            let head = time + "  " + link.style.apply(link.what, colours: colours) + padding + "  " + (rows.first ?? "")
            return [head] + rows.dropFirst().map { String(repeating: " ", count: margin) + $0 }
        }
    }
}
