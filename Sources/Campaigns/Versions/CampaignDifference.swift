/// One key of a campaign file that says something else in another version.
public struct CampaignDifference: Hashable, Sendable, Codable {
    /// Where, as in `steps[1].text`.
    public var key: String
    /// What it said; nil where it was not there.
    public var old: String?
    /// What it says; nil where it is gone.
    public var new: String?

    public init(key: String, old: String?, new: String?) {
        self.key = key
        self.old = old
        self.new = new
    }

    /// What differs between two definitions, in the order of the file's keys.
    public static func between(_ old: CampaignDefinition, _ new: CampaignDefinition) -> [CampaignDifference] {
        let (before, after) = (CampaignFile(old).entries, CampaignFile(new).entries)
        let (earlier, later) = (values(before), values(after))
        var keys = after.map(\.key)
        keys += before.map(\.key).filter { later[$0] == nil }
        return keys.compactMap { key in
            guard earlier[key] != later[key] else { return nil }
            return CampaignDifference(key: key, old: earlier[key], new: later[key])
        }
    }

    private static func values(_ entries: [(key: String, value: String)]) -> [String: String] {
        Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// The step that it is about, from 0; nil where it is about the campaign as a whole.
    public var step: Int? {
        guard key.hasPrefix("steps[") else { return nil }
        return Int(key.dropFirst(6).prefix { $0.isASCIIDigit })
    }
}

extension CampaignFile {
    /// Every value with the way to it, in the order in which a file has them.
    var entries: [(key: String, value: String)] {
        var entries: [(key: String, value: String)] = []
        func add(_ key: String, _ value: (some CustomStringConvertible)?) {
            if let value { entries.append((key, value.description)) }
        }
        func add(_ key: String, _ window: Window?) {
            guard let window else { return }
            add(key + ".days", window.days?.joined)
            add(key + ".hours", window.hours?.joined)
            for (index, span) in (window.open ?? []).enumerated() {
                add(
                    "\(key).open[\(index)]",
                    [span.days?.joined, span.hours?.joined].compactMap(\.self).joined(separator: " ")
                )
            }
            add(key + ".zone", window.zone)
            add(key + ".fallback_zone", window.fallbackZone)
            add(key + ".except", window.except?.joined)
        }
        add("name", name)
        add("category", category)
        add("purpose", purpose)
        add("channel", channel)
        add("agent", agent)
        add("window", window)
        add("routes", routes.map { $0.texts.joined(separator: ", ") })
        add("weight", weight)
        add("limits.per_minute", limits?.perMinute)
        add("limits.per_hour", limits?.perHour)
        add("limits.per_day", limits?.perDay)
        add("limits.total", limits?.total)
        add("limits.budget", limits?.budget)
        add("policy", policy)
        add("breakers.failures", breakers?.failures)
        add("breakers.opt_outs", breakers?.optOuts)
        add("breakers.blocks", breakers?.blocks)
        add("ends.on_failure", ends?.onFailure)
        add("ends.after", ends?.after)
        add("goal.name", goal?.name)
        add("goal.value", goal?.value)
        add("holdout", holdout)
        for name in (defaults ?? [:]).keys.sorted() { add("defaults." + name, defaults?[name]) }
        add("missing", missing)
        add("opt_out_text", optOutText)
        add("alphabet", alphabet)
        add("on_late", onLate)
        add("late_after", lateAfter)
        add("validity", validity)
        add("contact_policy", contactPolicy)
        add("audience", audience)
        add("on_automatic", onAutomatic)
        add("agent_may_resume", agentMayResume)
        for (index, step) in (steps ?? []).enumerated() {
            add("steps[\(index)].delay", step.delay)
            add("steps[\(index)].at", step.at)
            add("steps[\(index)].text", step.text)
            for (place, variant) in (step.variants ?? []).enumerated() {
                add("steps[\(index)].variants[\(place)].text", variant.text)
                add("steps[\(index)].variants[\(place)].weight", variant.weight)
            }
            add("steps[\(index)].window", step.window)
            add("steps[\(index)].require_delivered", step.requireDelivered)
        }
        return entries
    }
}
