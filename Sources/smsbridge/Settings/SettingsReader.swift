import Campaigns
import Connectors
import Foundation
import Gateway
import Logging
import Server

/// Reads settings from YAML. What is wrong is reported and reading goes on, so that a person sees all of it at once.
struct SettingsReader {
    static let keys = [
        "state_directory", "socket", "api", "log_level", "region", "sender_name", "help_contact", "language",
        "keywords", "confirmations", "modems", "limits", "currency", "price_per_segment", "human_minute",
        "minutes_per_answer", "loopback", "recipients", "blackout", "policies", "providers", "provider_callbacks",
        "agents", "inbound", "conversations", "consent", "retention", "webhooks", "timing", "recordings",
    ]
    /// Modems, providers, agents or webhooks in one file.
    static let longestList = 256

    let zones: ZoneDirectory
    private(set) var settings = Settings()

    /// Reads a file. Time zones are looked up in `zones`.
    static func read(path: String, zones: ZoneDirectory) throws(FileProblems) -> Settings {
        try read(YAMLFile(path: path), zones: zones)
    }

    static func read(_ file: YAMLFile, zones: ZoneDirectory) throws(FileProblems) -> Settings {
        var reader = SettingsReader(zones: zones)
        if let top = file.root.section(keys) { reader.read(top) }
        try file.check()
        return reader.settings
    }

    private init(zones: ZoneDirectory) {
        self.zones = zones
    }

    private mutating func read(_ top: YAMLSection) {
        readPlaces(top)
        if let value = top["log_level"], let level = value.choice(Logger.Level.self) { settings.logLevel = level }
        if let value = top["region"] { settings.region = region(value) }
        settings.senderName = top["sender_name"]?.text(expected: "a name", limit: 60)
        if let value = top["language"], let text = value.text() { settings.language = language(text, value) }
        readAnswers(top)
        if let value = top["limits"] {
            settings.limits = LimitReader(zones: zones).read(value, over: settings.limits)
        }
        settings.currency = top["currency"]?.currency()
        settings.humanMinute = top["human_minute"]?.amount()
        if let value = top["minutes_per_answer"], let minutes = value.integer(in: WorkPrice.minutes) {
            settings.minutesPerAnswer = minutes
        }
        settings.modems =
            ModemReader(
                limits: settings.limits,
                region: settings.region,
                zones: zones,
                price: top["price_per_segment"]?.amount(),
                currency: settings.currency
            )
            .read(top)
        if let value = top["recipients"] { settings.recipients = RecipientLimitReader.read(value) }
        if let value = top["blackout"] { settings.blackout = days(value) }
        readPolicies(top["policies"])
        if let value = top["loopback"] { settings.loopback = LoopbackReader(zones: zones).read(value) }
        settings.providers = ProviderReader(currency: settings.currency).read(top["providers"])
        let agents = AgentReader.names(top["agents"])
        if let value = top["conversations"] {
            settings.conversations = ConversationReader(region: settings.region, agents: agents).read(value)
        }
        if let value = top["consent"]?.section(["answer_within"])?["answer_within"] {
            settings.questionPatience =
                value.duration(in: .seconds(3600)...Duration.seconds(30 * 86_400)) ?? settings.questionPatience
        }
        if let value = top["retention"] { settings.retention = RetentionReader.read(value) }
        settings.agents = AgentReader(zones: zones, segments: settings.conversations.guards.segments)
            .read(top["agents"])
        settings.inboundAgent = top["inbound"]?.section(["agent"])?["agent"]?.agentName(among: agents)
        settings.webhooks = WebhookReader.read(top["webhooks"])
        if let timing = top["timing"] { settings.timing = TimingReader.read(timing) }
        if let recordings = top["recordings"] { settings.recordings = RecordingReader.read(recordings) }
    }

    private mutating func readPlaces(_ top: YAMLSection) {
        if let path = top["state_directory"]?.path(expected: "the path of a folder") { settings.stateDirectory = path }
        if let socket = top["socket"]?.section(["path", "group"]) {
            if let value = socket["path"], let path = value.path(expected: "the path of a socket") {
                if path.utf8.count > UnixSocket.longestPath {
                    value.report(expected: "a path of at most \(UnixSocket.longestPath) octets")
                }
                settings.socketPath = path
            }
            settings.socketGroup = socket["group"]?.text(expected: "the name of a group")
        }
        if let api = top["api"]?.section(["listen", "token_file"]) {
            settings.tokenFile = api["token_file"]?.path(expected: "the path of a file")
            if let value = api.required("listen", expected: "an address such as 127.0.0.1:8080") {
                settings.listen = loopback(value)
            }
        }
        if settings.listen != nil, settings.tokenFile == nil {
            settings.tokenFile = settings.stateDirectory + "/api-token"
        }
        if let callbacks = top["provider_callbacks"]?.section(["listen"]),
            let value = callbacks.required("listen", expected: "an address such as 127.0.0.1:8081")
        {
            settings.callbacks = address(value)
        }
    }

    private func address(_ value: YAMLValue) -> ListenAddress? {
        let expected = "an address and a port, such as 127.0.0.1:8080 or [::1]:8080"
        guard let text = value.text(expected: expected) else { return nil }
        guard let address = ListenAddress(text) else {
            value.report(expected: expected)
            return nil
        }
        return address
    }

    /// The API speaks plain HTTP, so its token must not travel a network.
    private func loopback(_ value: YAMLValue) -> ListenAddress? {
        guard let address = address(value) else { return nil }
        if !address.isLoopback {
            value.report(expected: "an address of this machine such as 127.0.0.1:8080: put a proxy with TLS in front")
        }
        return address
    }

    private func region(_ value: YAMLValue) -> String? {
        let expected = "two letters of ISO 3166-1, such as DE"
        guard let text = value.text(expected: expected) else { return nil }
        guard PhoneNumber.knowsRegion(text) else {
            value.report(expected: expected)
            return nil
        }
        return text.uppercased()
    }

    private func language(_ text: String, _ value: YAMLValue) -> String {
        let known = ConfirmationTexts().texts.keys.sorted()
        if !known.contains(text) { value.report(expected: "one of \(known.joined(separator: ", "))") }
        return text
    }

    /// By what people opt out, and what they are answered.
    private mutating func readAnswers(_ top: YAMLSection) {
        if let value = top["keywords"] { settings.keywords = KeywordReader.read(value) }
        let contact = top["help_contact"]?.text(expected: "a phone number or an address", limit: 100)
        var texts = ConfirmationTexts(fallbackLanguage: settings.language, helpContact: contact)
        if let value = top["confirmations"] {
            ConfirmationReader.read(value, into: &texts, words: OptOutWords(adding: settings.keywords))
        }
        settings.confirmations = texts
    }

    private func days(_ value: YAMLValue) -> [Holiday] {
        let items = value.items(
            expected: "a list of days such as \"2026-12-25\", \"12-25\" (every year) or \"easter+1\"",
            limit: SendingWindow.maximumExclusions
        )
        return (items ?? []).compactMap { item in
            if let day = item.scalar.flatMap({ Holiday($0) }) { return day }
            item.report(expected: "a day such as \"2026-12-25\", \"12-25\" (every year) or \"easter+1\"")
            return nil
        }
    }

    /// What is wrong in the folder's files is told with their names and lines.
    private mutating func readPolicies(_ value: YAMLValue?) {
        let folder = value?.path(expected: "the path of a folder")
        do {
            settings.policies = try PolicyFolder.shelf(folder)
        } catch {
            for problem in error.all {
                guard let value, problem.file == folder, problem.line == nil else {
                    value?.file.report(problem)
                    continue
                }
                value.report(expected: "a folder of policies", found: problem.message)
            }
        }
    }
}
