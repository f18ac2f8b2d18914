import Campaigns
import Connectors
import Foundation

/// Reads what answers over a network: webhooks and language models.
enum ServiceAgentReader {
    static func webhook(_ value: YAMLValue) -> WebhookAgentSettings? {
        guard let section = value.section(["url", "secret", "secrets", "timeout", "signed_answers"]) else { return nil }
        guard let endpoint = SignedEndpointReader.read(section, example: "https://example.org/agent") else {
            return nil
        }
        var settings = WebhookAgentSettings(url: endpoint.url, secrets: endpoint.secrets)
        settings.timeout = section["timeout"]?.duration(in: .seconds(1)...Duration.seconds(120)) ?? settings.timeout
        settings.signedAnswers = section["signed_answers"]?.flag() ?? false
        return settings
    }

    private static let modelKeys = [
        "url", "api_key", "model", "instructions", "knowledge", "needs_knowledge", "passages", "fields", "temperature",
        "max_tokens", "daily_tokens", "price_per_1000_tokens", "timeout", "at_once",
    ]

    static func model(_ value: YAMLValue) -> Settings.Agent.Model? {
        guard let section = value.section(modelKeys) else { return nil }
        let address = "an address such as http://127.0.0.1:8080"
        let url = section.required("url", expected: address)?.text(expected: address)
        let model = section.required("model", expected: "the model's name, as the server has it")?.text(limit: 200)
        let instructions = section.required("instructions", expected: "who the model is, or file: and a path").flatMap(
            text
        )
        guard let url, let model, let instructions else { return nil }
        var settings = ModelAgentSettings(url: url, model: model, instructions: instructions)
        settings.apiKey = section["api_key"]?.secret(expected: "a key, or file: and a path")
        settings.needsKnowledge = section["needs_knowledge"]?.flag() ?? false
        settings.passages = section["passages"]?.integer(in: 1...10) ?? settings.passages
        settings.fields = section["fields"].map { $0.texts(limit: 50) } ?? settings.fields
        settings.temperature = section["temperature"]?.number(in: 0...2) ?? settings.temperature
        settings.maxTokens = section["max_tokens"]?.integer(in: 16...4096) ?? settings.maxTokens
        settings.dailyTokens = section["daily_tokens"]?.integer(in: 1000...1_000_000_000)
        settings.price = section["price_per_1000_tokens"].flatMap(tokenPrice)
        settings.timeout = section["timeout"]?.duration(in: .seconds(1)...Duration.seconds(120)) ?? settings.timeout
        settings.atOnce = section["at_once"]?.integer(in: 1...16) ?? settings.atOnce
        if settings.needsKnowledge, section["knowledge"] == nil {
            section["needs_knowledge"]?.report(expected: "a folder in knowledge to go with it")
        }
        report(settings, in: section)
        let folder = section["knowledge"]?.path(expected: "the path of a folder with Markdown, text or HTML")
        if let folder {
            do throws(KnowledgeProblem) {
                _ = try KnowledgeFolder.read(folder)
            } catch {
                section["knowledge"]?.report(expected: error.expected, found: error.found)
            }
        }
        return Settings.Agent.Model(settings: settings, knowledge: folder)
    }

    /// Each setting that cannot work, one after the other: what would keep the daemon from starting.
    private static func report(_ settings: ModelAgentSettings, in section: YAMLSection) {
        var rest = settings
        while true {
            do throws(SettingProblem) {
                return try rest.check()
            } catch {
                let found: String? =
                    error.setting == "instructions" ? "\(settings.instructions.count) characters" : nil
                section[error.setting]?.report(expected: error.expected, found: found)
                switch error.setting {
                case "url": rest.url = "http://127.0.0.1"
                case "model": rest.model = "x"
                case "instructions": rest.instructions = "x"
                default: return
                }
            }
        }
    }

    /// One price for all, or one `in` and one `out`.
    private static func tokenPrice(_ value: YAMLValue) -> TokenPrice? {
        if value.scalar != nil {
            return millionths(value).map { TokenPrice(input: $0, output: $0) }
        }
        guard let section = value.section(["in", "out"]) else { return nil }
        let expected = "an amount with at most six decimals, such as 0.00015"
        guard let input = section.required("in", expected: expected).flatMap(millionths),
            let output = section.required("out", expected: expected).flatMap(millionths)
        else { return nil }
        return TokenPrice(input: input, output: output)
    }

    private static func millionths(_ value: YAMLValue) -> Int64? {
        if let price = TokenPrice.millionths(value.scalar ?? "") { return price }
        value.report(expected: "an amount from 0 to 1000 with at most six decimals, such as 0.00015")
        return nil
    }

    /// A text, or `file:PATH` for all that a file holds.
    private static func text(_ value: YAMLValue) -> String? {
        guard let text = value.text(limit: 64_000) else { return nil }
        guard text.hasPrefix("file:") else { return text }
        let path = value.absolute(String(text.dropFirst(5)))
        guard let octets = FileManager.default.contents(atPath: path), octets.count <= 64_000,
            let content = String(validating: octets, as: UTF8.self)
        else {
            value.report(expected: "a file of UTF-8 text of at most 64,000 octets", found: path)
            return nil
        }
        return content
    }
}
