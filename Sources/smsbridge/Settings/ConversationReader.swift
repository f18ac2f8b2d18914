import Campaigns
import Yams

/// Reads how conversations are led.
struct ConversationReader {
    let region: String?
    /// The names of all agents.
    let agents: [String]

    private static let keys = [
        "approval", "service_time", "fallback_text", "close_after", "hand_back_after", "agent_limits", "staff",
        "exempt_after_reply", "drafts_for_people",
    ]
    /// Phones of staff.
    private static let mostStaff = 20

    func read(_ value: YAMLValue) -> ConversationSettings {
        var settings = ConversationSettings()
        guard let section = value.section(Self.keys) else { return settings }
        if let value = section["approval"] { settings.approval = approval(value) }
        settings.serviceTime = section["service_time"]?.duration(in: .seconds(60)...Duration.seconds(30 * 86_400))
        if let value = section["fallback_text"] {
            if section["service_time"] == nil {
                value.report(expected: "service_time beside it: after how long the text is sent")
            }
            if let text = value.text(limit: 1000) { settings.fallback = .text(text) }
        }
        settings.exemptAfterReply =
            section["exempt_after_reply"]?.duration(in: .seconds(0)...Duration.seconds(7 * 86_400))
            ?? settings.exemptAfterReply
        if let value = section["drafts_for_people"] { settings.draftsForPeople = approval(value) }
        if let value = section["close_after"] { settings.closeAfter = silence(value) }
        if let value = section["hand_back_after"] { settings.handBackAfter = silence(value) }
        if let value = section["agent_limits"] { settings.guards = guards(value) }
        settings.staff = staff(section["staff"])
        return settings
    }

    /// `true`, `false`, or names of agents.
    private func approval(_ value: YAMLValue) -> ConversationSettings.Approval {
        let expected = "true, false, or a list of agents"
        guard value.node.sequence != nil else {
            switch value.scalar?.lowercased() {
            case "true", "yes", "on": return .everybody
            case "false", "no", "off": return .nobody
            default:
                value.report(expected: expected)
                return .nobody
            }
        }
        let items = value.items(expected: expected, limit: SettingsReader.longestList) ?? []
        return .agents(items.compactMap { $0.agentName(among: agents) })
    }

    private func silence(_ value: YAMLValue) -> Duration? {
        value.scalar == "never" ? nil : value.duration(in: .seconds(300)...Duration.seconds(365 * 86_400))
    }

    private func guards(_ value: YAMLValue) -> GuardSettings {
        var guards = GuardSettings()
        guard let section = value.section(["per_hour", "per_day", "segments", "mute"]) else { return guards }
        guards.perHour = section["per_hour"]?.integer(in: 1...1000) ?? guards.perHour
        guards.perDay = section["per_day"]?.integer(in: 1...10_000) ?? guards.perDay
        guards.segments = section["segments"]?.integer(in: 1...20) ?? guards.segments
        guards.mute = section["mute"]?.duration(in: .seconds(300)...Duration.seconds(30 * 86_400)) ?? guards.mute
        return guards
    }

    private func staff(_ value: YAMLValue?) -> [StaffPhone] {
        guard let value else { return [] }
        let items = value.items(expected: "a list of people with name and number", limit: Self.mostStaff) ?? []
        var phones: [StaffPhone] = []
        for item in items {
            guard let section = item.section(["name", "number"]),
                let name = section.required("name", expected: "who it is")?.text(limit: 60),
                let value = section.required("number", expected: "the number of their phone, such as +4915112345678"),
                let text = value.text()
            else { continue }
            do throws(PhoneNumberProblem) {
                let number = try PhoneNumber(parsing: text, region: region)
                if phones.contains(where: { $0.number == number || $0.name == name }) {
                    item.report(expected: "a name and a number of their own", found: "one of them again")
                }
                phones.append(StaffPhone(name: name, number: number))
            } catch {
                value.report(expected: "a phone number, such as +4915112345678", found: "one that \(error)")
            }
        }
        return phones
    }
}
