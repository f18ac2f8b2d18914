import Campaigns
import Gateway

/// Reads when the lines write to each other.
struct LoopbackReader {
    let zones: ZoneDirectory

    func read(_ value: YAMLValue) -> LoopbackSettings {
        var settings = LoopbackSettings()
        guard let section = value.section(["every", "days", "hours", "zone", "within"]) else { return settings }
        let every = section.required("every", expected: "how often, such as 24h")
        settings.every = every?.duration(in: .seconds(3600)...Duration.seconds(31 * 86_400))
        if let within = section["within"]?.duration(in: .seconds(60)...Duration.seconds(86_400)) {
            settings.within = within
        }
        readWindow(section, &settings)
        return settings
    }

    private func readWindow(_ section: YAMLSection, _ settings: inout LoopbackSettings) {
        let (days, hours) = (section["days"], section["hours"])
        guard days != nil || hours != nil else {
            if let zone = section["zone"] { zone.report(expected: "hours or days, too: the zone is their clock") }
            return
        }
        do {
            settings.window = try SendingWindow(
                days: days?.text(expected: "days such as mon-fri") ?? "daily",
                hours: hours?.text(expected: "hours such as 08:00-20:00") ?? "00:00-24:00"
            )
        } catch {
            (error.concernsDays ? days : hours)?.report(expected: "\(error)")
        }
        let expected = "the name of a time zone, such as Europe/Berlin"
        guard let value = section.required("zone", expected: expected), let name = value.text(expected: expected) else {
            return
        }
        if let zone = try? zones.rules(name) { settings.zone = zone } else { value.report(expected: expected) }
    }
}
