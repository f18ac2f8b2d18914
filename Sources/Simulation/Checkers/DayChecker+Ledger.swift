import Campaigns
import Storage

extension DayChecker {
    /// INV-10: every figure that is shown can be computed anew from rows that are only appended to.
    static let countersAreTheLedger = DayChecker(name: "countersAreTheLedger", promise: 8) { record in
        let facts = record.facts
        var problems: [String] = []
        func compare<Value: Equatable>(_ what: String, shown: Value, counted: Value) {
            if shown != counted { problems.append("\(what): shown \(shown), counted \(counted)") }
        }
        // What stands in rows that change is what the history says.
        for enrollment in facts.enrollments {
            let isFinal = EnrollmentState(rawValue: enrollment.state)?.isFinal ?? false
            if isFinal != (enrollment.ends.last == enrollment.state) {
                problems.append("enrollment \(enrollment.id) is \(enrollment.state); its history: \(enrollment.ends)")
            }
        }
        for message in facts.messages where MessageState(rawValue: message.state)?.isFinal ?? false {
            let history = facts.messageHistory[message.id] ?? []
            if !history.contains(message.state), !(message.state == "sent" && history.contains("settled")) {
                problems.append("message \(message.id) is \(message.state); its history: \(history.sorted())")
            }
        }
        for view in record.figures.campaigns {
            let enrollments = facts.enrollments.filter { $0.campaign == view.id }
            let messages = facts.messages.filter { $0.campaign == view.id }
            let replies = facts.inbound.filter {
                $0.campaign == view.id && !["optOut", "optIn", "help", "wrongNumber", "automatic"].contains($0.kind)
            }
            compare("\(view.name), audience", shown: view.audience, counted: enrollments.count)
            compare("\(view.name), enrollments", shown: view.enrollments, counted: tally(enrollments.map(\.state)))
            compare("\(view.name), messages", shown: view.messages, counted: tally(messages.map(\.state)))
            compare("\(view.name), replies", shown: view.replies, counted: Set(replies.map(\.sender)).count)
            let stops = facts.inbound.filter { $0.campaign == view.id && $0.kind == "optOut" }
            let ended = enrollments.filter {
                $0.ends.last == "optedOut" && $0.reason != SuppressionReason.wrongNumber.meaning
            }
            compare(
                "\(view.name), opt-outs",
                shown: view.optOuts,
                counted: Set(stops.map(\.sender)).union(ended.map(\.number)).count
            )
            let segments = facts.handOvers.count { $0.campaign == view.id }
            compare("\(view.name), segments", shown: view.segmentsSent, counted: segments)
        }
        let due = facts.messages.count { $0.state == "queued" && $0.dueAt <= record.figures.at }
        compare("messages that wait", shown: record.figures.queued, counted: due)
        let since = record.figures.at - .seconds(86_400)
        let today = facts.handOvers.filter { $0.at >= since }
        compare("segments of a day", shown: record.figures.sentToday.values.reduce(0, +), counted: today.count)
        return problems
    }

    /// INV-12: what the network got is what is stored: nobody changes the text of a message that left.
    static let textIsFrozen = DayChecker(name: "textIsFrozen", promise: 8) { record in
        var problems: [String] = []
        for (number, taken) in record.index.takenBy.sorted(by: { $0.key < $1.key }) {
            let texts = (record.index.messagesTo[number] ?? []).map(\.text)
            for whole in (record.index.wholeTexts[number] ?? []).sorted() where !texts.contains(whole) {
                problems.append("\(number) got “\(whole.prefix(60))”, which no message says")
            }
            for one in taken where one.segment.total > 1 {
                if !texts.contains(where: { $0.contains(one.segment.text) }) {
                    problems.append("\(number) got “\(one.segment.text.prefix(60))”, a part of no message")
                }
            }
        }
        return problems
    }

    /// INV-13: what people write and what contacts are called stays text: in templates, in AT commands, in SQL, in the log.
    static let contentNeverControls = DayChecker(name: "contentNeverControls", promise: 8) { record in
        var problems = record.oddities
        let names = Dictionary(record.cast.contacts.map { ($0.number.e164, $0.name ?? "") }) { first, _ in first }
        for message in record.facts.messages {
            var templates: [String] = []
            if let step = message.step, let campaign = message.campaign,
                let script = record.script.campaigns.first(where: { $0.name == record.facts.campaignNames[campaign] })
            {
                templates = [script.steps[step].text]
            } else if message.origin == "agent" {
                templates = [DayCast.thanks]
            } else {
                continue
            }
            let known = [names[message.number] ?? ""] + (record.cast.wishes.renamed[message.number] ?? [])
            let allowed = known.flatMap { name in templates.map { Self.fill($0, with: name) } }
            if !allowed.contains(message.text) {
                problems.append(
                    "message \(message.id) says “\(message.text.prefix(60))”, not “\(allowed[0].prefix(60))”"
                )
            }
        }
        let contacts = record.cast.contacts.count
        if record.facts.enrollments.isEmpty || record.facts.campaignNames.count != record.script.campaigns.count {
            problems.append("of \(contacts) contacts and their campaigns something is gone")
        }
        return problems
    }

    /// The name put in as it is, its control characters as spaces; written apart from the product's templates.
    private static func fill(_ template: String, with name: String) -> String {
        let parts = template.split(separator: "{{name}}", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return template }
        let plain = name.unicodeScalars.map { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F ? " " : $0 }
        return parts[0] + String(String.UnicodeScalarView(plain)) + parts[1]
    }

    private static func tally(_ states: [String]) -> [String: Int] {
        states.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
