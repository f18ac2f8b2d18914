import Connectors

/// Reads the list of webhooks that are told events.
enum WebhookReader {
    static func read(_ value: YAMLValue?) -> [WebhookSettings] {
        guard let value else { return [] }
        let items = value.items(expected: "a list of webhooks", limit: SettingsReader.longestList) ?? []
        return items.compactMap { webhook($0) }
    }

    private static func webhook(_ item: YAMLValue) -> WebhookSettings? {
        guard let section = item.section(["url", "secret", "secrets", "timeout"]) else { return nil }
        let timeout = section["timeout"]?.duration(in: .seconds(1)...Duration.seconds(60)) ?? .seconds(10)
        guard let endpoint = SignedEndpointReader.read(section, example: "https://example.org/hook") else { return nil }
        return WebhookSettings(url: endpoint.url, secrets: endpoint.secrets, timeout: timeout)
    }
}
