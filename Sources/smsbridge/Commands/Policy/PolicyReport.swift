import Gateway

/// Policies for people.
enum PolicyReport {
    static func list(_ views: [PolicyView]) -> Table {
        var table = Table([.init("NAME"), .init("V", .right), .init("HOURS"), .init("NUMBERS")])
        for view in views {
            table.add([
                Table.Cell(view.name), .number(view.version), Table.Cell(view.rules.hours.joined(separator: ", ")),
                Table.Cell(numbers(view)),
            ])
        }
        return table
    }

    /// By which numbers it is found, in a few words.
    private static func numbers(_ view: PolicyView) -> String {
        switch view.prefixes.count {
        case 0: return "when named"
        case 1...3: return view.prefixes.joined(separator: " ")
        default: return "\(view.prefixes[0]) and \(view.prefixes.count - 1) more"
        }
    }

    static func show(_ view: PolicyView) {
        let prefixes = view.prefixes.isEmpty ? "only where a campaign names it" : view.prefixes.joined(separator: " ")
        Facts.show([("name", view.name), ("title", view.title), ("version", "\(view.version)")] + facts(view.rules))
        Terminal.print("")
        for line in TerminalText.wrapped("numbers: \(prefixes)", to: 78) { Terminal.print(line) }
        for part in view.parts {
            Terminal.print("")
            for line in TerminalText.wrapped("\(part.name): \(part.prefixes.joined(separator: " "))", to: 78) {
                Terminal.print(line)
            }
            for (name, value) in changes(of: part.rules, from: view.rules) { Terminal.print("  \(name): \(value)") }
        }
        Terminal.print("")
        for line in TerminalText.wrapped(view.note, to: 78) { Terminal.print(line) }
    }

    static func facts(_ rules: PolicyView.Rules) -> [(String, String)] {
        var facts = [
            ("for", rules.categories.joined(separator: ", ")),
            ("hours", rules.hours.isEmpty ? "any" : rules.hours.joined(separator: ", ")),
        ]
        if !rules.excludedDays.isEmpty {
            facts.append(("not on", rules.excludedDays.prefix(6).joined(separator: ", ")))
        }
        facts.append(("at most", rules.caps.isEmpty ? "no cap" : rules.caps.joined(separator: ", ")))
        var consent = rules.consent.isEmpty ? "any" : rules.consent.joined(separator: ", ")
        if rules.doubleOptIn { consent += "; confirmed by the person (double opt-in)" }
        facts.append(("consent", consent))
        if let age = rules.consentAge {
            let what = rules.oldConsent == "warn" ? "told by the preflight" : "does not count"
            facts.append(("old consent", "older than \(age): \(what)"))
        }
        facts.append(("opt-out text", place(rules.optOutText)))
        if let identity = rules.identity { facts.append(("sender's name", place(identity))) }
        if let minutes = rules.confirmationMinutes {
            facts.append(("confirmation", "of an opt-out within \(minutes) minutes, or not at all"))
        }
        return facts
    }

    private static func place(_ text: String) -> String {
        switch text {
        case "first": "in the first message"
        case "every": "in every message"
        default: "not asked for"
        }
    }

    private static func changes(of part: PolicyView.Rules, from whole: PolicyView.Rules) -> [(String, String)] {
        let own = facts(whole)
        return facts(part).filter { fact in !own.contains { $0 == fact } }
    }
}
