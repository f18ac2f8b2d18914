extension CampaignChecker {
    mutating func window(
        _ window: CampaignFile.Window,
        key: String,
        inheriting parent: CampaignFile.Window?
    ) -> CampaignWindow? {
        let spans = spans(window, key: key)
        let (dates, holidays) = Holiday.split(
            holidays(window.except?.texts ?? parent?.except?.texts ?? [], key: key + ".except")
        )
        let zone = zone(window, key: key, inheriting: parent)
        guard !spans.isEmpty, let zone else { return nil }
        guard let sending = SendingWindow(spans: spans, exclusions: dates, holidays: holidays) else {
            report(key, "has too many hours or excluded days")
            return nil
        }
        return CampaignWindow(window: sending, zone: zone)
    }

    mutating func spans(_ window: CampaignFile.Window, key: String) -> [WindowSpan] {
        if let open = window.open {
            if window.days != nil || window.hours != nil {
                report(key, "has both 'open' and 'days' or 'hours': put all of them under 'open'")
            }
            if open.isEmpty { report(key + ".open", "is empty: the campaign would never send") }
            return open.enumerated().flatMap { index, span in
                spans(days: span.days, hours: span.hours, key: key + ".open[\(index)]")
            }
        }
        return spans(days: window.days, hours: window.hours, key: key)
    }

    mutating func spans(days: TextList?, hours: TextList?, key: String) -> [WindowSpan] {
        guard let hours else {
            report(key + ".hours", "is missing: write for example \"09:00-18:00\"")
            return []
        }
        do throws(WindowProblem) {
            return try SendingWindow.spans(days: days?.joined ?? "daily", hours: hours.joined)
        } catch {
            report(key + (error.concernsDays ? ".days" : ".hours"), error.description)
            return []
        }
    }

    mutating func holidays(_ texts: [String], key: String) -> [Holiday] {
        var days: [Holiday] = []
        for (index, text) in texts.enumerated() {
            if let day = Holiday(text) {
                days.append(day)
            } else {
                report(
                    "\(key)[\(index)]",
                    "'\(text.prefix(40))' is no day: expected one such as 2026-12-24, 12-25 (every year) or easter+1"
                )
            }
        }
        return days
    }

    mutating func days(_ texts: [String], key: String) -> [CivilDate] {
        var dates: [CivilDate] = []
        for (index, text) in texts.enumerated() {
            if let date = CivilDate(text.trimmingWhitespace()) {
                dates.append(date)
            } else {
                report("\(key)[\(index)]", "'\(text.prefix(40))' is no date: expected one such as 2026-12-24")
            }
        }
        return dates
    }

    mutating func zone(
        _ window: CampaignFile.Window,
        key: String,
        inheriting parent: CampaignFile.Window?
    ) -> CampaignWindow.Zone? {
        guard let name = window.zone ?? parent?.zone else {
            report(key + ".zone", "is missing: write a time zone such as Europe/Berlin, or recipient")
            return nil
        }
        guard name == "recipient" else { return zoneName(name, key: key + ".zone").map { .named($0) } }
        guard let fallback = window.fallbackZone ?? parent?.fallbackZone else {
            report(key + ".fallback_zone", "is missing: the time zone of recipients whose own is not known")
            return nil
        }
        return zoneName(fallback, key: key + ".fallback_zone").map { .recipient(fallback: $0) }
    }

    mutating func zoneName(_ name: String, key: String) -> String? {
        do throws(ZoneProblem) {
            return try zones.rules(name).identifier
        } catch {
            report(key, error.description)
            return nil
        }
    }
}
