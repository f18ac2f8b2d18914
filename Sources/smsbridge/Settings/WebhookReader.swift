import Campaigns
import Connectors

/// Reads the list of webhooks that are told events.
enum WebhookReader {
    static func read(_ value: YAMLValue?) -> [WebhookSettings] {
        guard let value else { return [] }
        let items = value.items(expected: "a list of webhooks", limit: SettingsReader.longestList) ?? []
        return items.compactMap { webhook($0) }
    }

    private static func webhook(_ item: YAMLValue) -> WebhookSettings? {
        guard let section = item.section(["url", "secret", "secrets", "timeout", "events"]) else { return nil }
        let timeout = section["timeout"]?.duration(in: .seconds(1)...Duration.seconds(60)) ?? .seconds(10)
        let events = section["events"].map { Self.events($0) } ?? EventType.standard
        guard let endpoint = SignedEndpointReader.read(section, example: "https://example.org/hook") else { return nil }
        return WebhookSettings(url: endpoint.url, secrets: endpoint.secrets, timeout: timeout, events: events)
    }

    /// Names such as `message.delivered`, `campaign.*` or `*`.
    private static func events(_ value: YAMLValue) -> Set<EventType> {
        var events: Set<EventType> = []
        let items = value.items(expected: "a list of events, such as [campaign.*, message.delivered]", limit: 100)
        for item in items ?? [] {
            guard let name = item.text(limit: 100) else { continue }
            let named = EventType.named(name)
            if named.isEmpty {
                let near = KeySuggestion.nearest(to: name, among: EventType.names).map { "\($0) (did you mean that?)" }
                item.report(expected: near ?? "one of \(EventType.names.joined(separator: ", "))", found: name)
            }
            events.formUnion(named)
        }
        if items?.isEmpty == true {
            value.report(expected: "at least one event; leave it out for the usual ones", found: "none")
        }
        return events
    }
}
