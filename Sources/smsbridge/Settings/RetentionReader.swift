import Campaigns
import Storage

/// Reads how long what is kept is kept.
enum RetentionReader {
    /// What answers, credits and questions need.
    private static let least = 31
    private static let leastEvents = 7

    static func read(_ value: YAMLValue) -> RetentionSettings {
        var retention = RetentionSettings()
        guard let section = value.section(["messages", "decisions", "events", "imports"]) else { return retention }
        retention.messages = section["messages"].flatMap { age($0, least: least) }
        retention.decisions = section["decisions"].flatMap { age($0, least: least) }
        retention.events = section["events"].flatMap { age($0, least: leastEvents) }
        retention.imports = section["imports"].flatMap { age($0, least: least) }
        return retention
    }

    private static func age(_ value: YAMLValue, least: Int) -> AgeLimit? {
        if value.scalar == "forever" { return nil }
        guard let age = value.scalar.flatMap({ AgeLimit($0) }), age.days >= least else {
            value.report(expected: "\"forever\" or a time such as \"24 months\", \(least) days to 20 years")
            return nil
        }
        return age
    }
}
